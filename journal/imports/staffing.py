"""Teachers of the load, their subjects and courses, tutors, and who of a class is in which subgroup."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from journal.imports.drafts import CourseDraft, ParentDraft, PupilDraft, StaffDraft, SubjectDraft, TutorDraft
from journal.imports.known import CourseKey, KnownSchool
from journal.imports.people import FullName
from journal.imports.questions import NEW, Answers, Ask, Choice, Question, find_answer
from journal.imports.subjects import subject_key
from journal.imports.workload import WorkloadRow


@dataclass
class Staffing:
    """What the load says, compared with the school; `courses` by class, key of the subject and subgroup."""

    staff: dict[str, StaffDraft] = field(default_factory=dict)
    subjects: dict[str, SubjectDraft] = field(default_factory=dict)
    courses: dict[CourseKey, CourseDraft] = field(default_factory=dict)
    tutors: list[TutorDraft] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def list_of_class(self, class_name: str, subject: str) -> list[CourseDraft]:
        """Return the courses of a class in a subject (by key): one, or one a subgroup."""
        return [course for key, course in self.courses.items() if key[:2] == (class_name, subject)]


def match_staffing(
    rows: Iterable[WorkloadRow], known: KnownSchool, parents: list[ParentDraft], answers: Answers
) -> Staffing:
    """Compare the load with the school; courses of the school that the load doesn't name are there too."""
    staffing = Staffing()
    for key, (subject_id, name) in known.subjects.items():
        staffing.subjects[key] = SubjectDraft(subject_id, name, key)
    for course_key, course_id in known.courses.items():
        class_name, subject, subgroup = course_key
        staffing.courses[course_key] = CourseDraft(
            course_id,
            staffing.subjects[subject],
            class_name,
            subgroup,
            known_teachers=known.teachers.get(course_id, ()),
        )
    for row in rows:
        teacher = staffing.staff.get(row.teacher.key)
        if teacher is None:
            teacher = _match_teacher(row.teacher, row.position, known, parents, answers, staffing)
            staffing.staff[row.teacher.key] = teacher
        for class_name, number in row.classes:
            course = add_course(staffing, class_name, row.subject, str(number or ""))
            course.hours = row.hours
            if teacher not in course.teachers:
                course.teachers.append(teacher)
        if row.tutor_of and row.tutor_of not in known.tutored:
            staffing.tutors.append(TutorDraft(row.tutor_of, teacher))
    return staffing


def add_course(staffing: Staffing, class_name: str, subject_name: str, subgroup: str) -> CourseDraft:
    """Return the course of a class in a subject, a new draft if there is none yet."""
    key = subject_key(subject_name)
    subject = staffing.subjects.setdefault(key, SubjectDraft(None, subject_name, key))
    return staffing.courses.setdefault(
        (class_name, key, subgroup), CourseDraft(None, subject, class_name, subgroup)
    )


def match_subgroups(
    staffing: Staffing, pupils: list[PupilDraft], known: KnownSchool, answers: Answers
) -> None:
    """Ask who is in which subgroup, proposing halves of the alphabet; who has one isn't asked about."""
    groups: dict[tuple[str, str], list[CourseDraft]] = defaultdict(list)
    for (class_name, subject, subgroup), course in staffing.courses.items():
        if subgroup:
            groups[class_name, subject].append(course)
    for (class_name, _), courses in sorted(groups.items()):
        courses.sort(key=lambda course: course.subgroup)
        placed = {pupil for course in courses for pupil in known.members.get(course.id or 0, ())}
        waiting = [pupil for pupil in pupils if pupil.class_name == class_name and pupil.id not in placed]
        if waiting:
            _ask_split(courses, _in_order(waiting), staffing, answers)


def _match_teacher(
    name: FullName,
    position: str,
    known: KnownSchool,
    parents: list[ParentDraft],
    answers: Answers,
    staffing: Staffing,
) -> StaffDraft:
    """Find a teacher among the employees by name; of namesakes and parents of that name a person says who."""
    namesakes = [person for person in known.find_named(name.key) if not person.is_pupil]
    employees = [person for person in namesakes if person.is_staff]
    if len(employees) == 1:
        return StaffDraft(employees[0].id, name, position, True, employees[0].is_teacher)
    cards = [parent for parent in parents if parent.name.key == name.key and parent.id is None]
    if not namesakes and not cards:
        return StaffDraft(None, name, position)
    choices = [Choice(f"person:{p.id}", ", ".join((str(name), *sorted(p.phones)))) for p in namesakes]
    choices += [
        Choice(f"card:{number}", ", ".join((str(name), *card.phones, *map(_child, card.children))))
        for number, card in enumerate(cards, 1)
    ]
    question = Question(f"staff/{name}", Ask.STAFF, {"name": str(name)}, (*choices, Choice(NEW)))
    staffing.questions.append(question)
    kind, _, number = str(find_answer(question, answers)).partition(":")
    if kind == "card":
        return StaffDraft(None, name, position, card=cards[int(number) - 1])
    if kind == "person":
        person = known.people[int(number)]
        return StaffDraft(person.id, name, position, person.is_staff, person.is_teacher)
    return StaffDraft(None, name, position)


def _child(pupil: PupilDraft) -> str:
    return f"{pupil.name} ({pupil.class_name})"


def _in_order(pupils: list[PupilDraft]) -> list[PupilDraft]:
    return sorted(pupils, key=lambda pupil: (pupil.name.key, str(pupil.birth_date or "")))


def _ask_split(
    courses: list[CourseDraft], pupils: list[PupilDraft], staffing: Staffing, answers: Answers
) -> None:
    """Ask about the pupils of one class in one subject, and take the answer over."""
    groups = [course.subgroup for course in courses]
    size = -(-len(pupils) // len(groups))
    namesakes = {pupil.name.key for pupil in pupils if sum(p.name.key == pupil.name.key for p in pupils) > 1}
    question = Question(
        key=f"split/{courses[0].class_name}/{courses[0].subject.name}",
        ask=Ask.SPLIT,
        data={
            "class_name": courses[0].class_name,
            "subject": courses[0].subject.name,
            "groups": groups,
            "teachers": [", ".join(str(teacher.name) for teacher in course.teachers) for course in courses],
            "pupils": {pupil.key: _split_label(pupil, namesakes) for pupil in pupils},
        },
        proposed={pupil.key: groups[number // size] for number, pupil in enumerate(pupils)},
    )
    staffing.questions.append(question)
    answer = find_answer(question, answers) or {}
    for course in courses:
        course.members = [pupil for pupil in pupils if answer.get(pupil.key) == course.subgroup]


def _split_label(pupil: PupilDraft, namesakes: set[str]) -> str:
    """Name a pupil; of two with one name the birth date tells who is who."""
    if pupil.name.key in namesakes and pupil.birth_date:
        return f"{pupil.name} ({pupil.birth_date:%d.%m.%Y})"
    return str(pupil.name)

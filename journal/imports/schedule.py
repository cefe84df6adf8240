"""The timetable against the courses: which weekly lessons are new, who would be in two places at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from journal.imports.calendar import resolve_validity
from journal.imports.clashes import Clash, Placing, find_room_clashes, find_teacher_clashes
from journal.imports.drafts import CourseDraft, SlotDraft, YearDraft
from journal.imports.known import KnownSchool
from journal.imports.questions import JOINT, NEW, OMIT, Answers, Ask, Choice, Question, find_answer
from journal.imports.reading import Timetable
from journal.imports.staffing import Staffing, add_course
from journal.imports.subjects import subject_key, subject_name
from journal.imports.timetable import TimetableEntry


@dataclass
class Schedule:
    """The new weekly lessons, what must be asked, and what a person should know."""

    slots: list[SlotDraft] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)


def match_schedule(
    timetables: Iterable[Timetable], staffing: Staffing, year: YearDraft, known: KnownSchool, answers: Answers
) -> Schedule:
    """Compare the timetables with the school; slots that it has already aren't made again."""
    schedule = Schedule()
    for timetable in timetables:
        starts_on, ends_on = resolve_validity(timetable.validity, year)
        wanted = _place_entries(timetable, staffing, schedule, answers, (starts_on, ends_on))
        known_slots, new = _divide(wanted, known)
        left_out = _settle_clashes(new, known_slots, schedule, answers)
        kept = [slot for slot in new if slot not in left_out]
        schedule.slots += _drop_taken(kept, known_slots, known, schedule)
        _warn_of_rooms(kept, schedule)
        _warn_of_hours([*kept, *known_slots], staffing, schedule)
    return schedule


def _place_entries(
    timetable: Timetable,
    staffing: Staffing,
    schedule: Schedule,
    answers: Answers,
    span: tuple[date, date],
) -> list[SlotDraft]:
    """Turn the entries of a timetable into slots of courses."""
    return [
        SlotDraft(course, entry.weekday, entry.number, entry.room, *span)
        for row in timetable.rows
        for entry in row.entries
        for course in _find_courses(entry, staffing, schedule, answers)
    ]


def _find_courses(
    entry: TimetableEntry, staffing: Staffing, schedule: Schedule, answers: Answers
) -> list[CourseDraft]:
    """Return the courses that an entry is for; a subject that the class doesn't have is asked about, once."""
    courses = staffing.list_of_class(entry.class_name, subject_key(entry.subject))
    if not courses:
        courses = _ask_subject(entry, staffing, schedule, answers)
    wanted = {str(number) for number in entry.subgroups}
    chosen = [course for course in courses if course.subgroup in wanted]
    return chosen or courses


def _ask_subject(
    entry: TimetableEntry, staffing: Staffing, schedule: Schedule, answers: Answers
) -> list[CourseDraft]:
    """Ask what a subject of the timetable is that the load doesn't have in this class."""
    of_class = [course for course in staffing.courses.values() if course.class_name == entry.class_name]
    subjects = {course.subject.name: course.subject.key for course in of_class}
    teachers = {f"teacher:{staff.name}": staff for staff in staffing.staff.values()}
    question = Question(
        key=f"subject/{entry.class_name}/{subject_name(entry.subject)}",
        ask=Ask.SUBJECT,
        data={"class_name": entry.class_name, "subject": entry.subject},
        choices=(
            *(Choice(f"subject:{name}", name) for name in sorted(subjects)),
            *(Choice(value, str(staff.name)) for value, staff in teachers.items()),
            Choice(NEW),
            Choice(OMIT),
        ),
    )
    if all(question.key != asked.key for asked in schedule.questions):
        schedule.questions.append(question)
    answer = find_answer(question, answers)
    if answer in (None, OMIT):
        return []
    if answer.startswith("subject:"):
        return staffing.list_of_class(entry.class_name, subjects[answer.removeprefix("subject:")])
    course = add_course(staffing, entry.class_name, subject_name(entry.subject), "")
    if answer in teachers:
        course.teachers.append(teachers[answer])
    return [course]


def _divide(wanted: list[SlotDraft], known: KnownSchool) -> tuple[list[SlotDraft], list[SlotDraft]]:
    """Divide the wanted slots into those that the school has and the new ones; equal ones count once."""
    have: list[SlotDraft] = []
    new: list[SlotDraft] = []
    for slot in dict.fromkeys(wanted):
        is_known = any(
            (old.course_id, old.weekday, old.number) == (slot.course.id, slot.weekday, slot.number)
            and _overlap(old.starts_on, old.ends_on, slot)
            for old in known.slots
        )
        (have if is_known else new).append(slot)
    return have, new


def _overlap(starts_on: date, ends_on: date, slot: SlotDraft) -> bool:
    return starts_on <= slot.ends_on and slot.starts_on <= ends_on


def _settle_clashes(
    new: list[SlotDraft], have: list[SlotDraft], schedule: Schedule, answers: Answers
) -> set[SlotDraft]:
    """Ask about every teacher who would be in two places; return the slots that are left out.

    A slot that clashes with one that the school has was left out by an earlier import, and stays out.
    """
    left_out: set[SlotDraft] = set()
    placings = {placing: slot for slot in [*have, *new] for placing in _placings(slot)}
    for clash in find_teacher_clashes(placings):
        slots = [placings[placing] for placing in clash.placings]
        if any(slot in have for slot in slots):
            late = [slot for slot in slots if slot in new]
            left_out.update(late)
            schedule.warnings += [_about("left-out-before", slot) for slot in late]
            continue
        question = _clash_question(clash, slots)
        schedule.questions.append(question)
        answer = find_answer(question, answers)
        left_out.update(slot for slot in slots if answer == f"{OMIT}/{slot.course.key}")
    return left_out


def _placings(slot: SlotDraft) -> list[Placing]:
    """Return a slot as clashes see it: once for each teacher, once with nobody if the course has none."""
    course = slot.course
    teachers = [str(teacher.name) for teacher in course.teachers] or course.known_teachers or [""]
    return [
        Placing(
            slot.weekday,
            slot.number,
            course.class_name,
            course.subject.name,
            int(course.subgroup) if course.subgroup.isdigit() else None,
            teacher,
            slot.room,
        )
        for teacher in teachers
    ]


def _clash_question(clash: Clash, slots: list[SlotDraft]) -> Question:
    choices = [Choice(JOINT), *(Choice(f"{OMIT}/{slot.course.key}", slot.course.title) for slot in slots)]
    return Question(
        key=f"clash/{clash.weekday}/{clash.number}/{clash.what}",
        ask=Ask.CLASH,
        data={
            "weekday": clash.weekday,
            "number": clash.number,
            "teacher": clash.what,
            "lessons": [slot.course.title for slot in slots],
        },
        choices=tuple(choices),
    )


def _drop_taken(
    slots: list[SlotDraft], have: list[SlotDraft], known: KnownSchool, schedule: Schedule
) -> list[SlotDraft]:
    """Leave out what a class can't have because it has another lesson then; the person is told."""
    agreed = {(slot.course.id, slot.weekday, slot.number) for slot in have}
    classes = {course_id: key[0] for key, course_id in known.courses.items()}
    kept = []
    for slot in slots:
        is_taken = any(
            classes[old.course_id] == slot.course.class_name
            and (old.weekday, old.number) == (slot.weekday, slot.number)
            and _overlap(old.starts_on, old.ends_on, slot)
            and (old.course_id, old.weekday, old.number) not in agreed
            for old in known.slots
        )
        if is_taken:
            schedule.warnings.append(_about("slot-taken", slot))
        else:
            kept.append(slot)
    return kept


def _warn_of_rooms(slots: list[SlotDraft], schedule: Schedule) -> None:
    for clash in find_room_clashes(placing for slot in slots for placing in _placings(slot)):
        lessons = dict.fromkeys(f"{placing.subject}, {placing.class_name}" for placing in clash.placings)
        schedule.warnings.append(
            {
                "code": "room-twice",
                "weekday": clash.weekday,
                "number": clash.number,
                "room": clash.what,
                "lessons": list(lessons),
            }
        )


def _warn_of_hours(slots: list[SlotDraft], staffing: Staffing, schedule: Schedule) -> None:
    """Tell where the timetable and the load give a course different hours a week."""
    counted: dict[CourseDraft, int] = {}
    for slot in slots:
        counted[slot.course] = counted.get(slot.course, 0) + 1
    for course in staffing.courses.values():
        lessons = counted.get(course, 0)
        if course.hours and course.hours != lessons:
            schedule.warnings.append(
                {
                    "code": "hours-differ",
                    "course": course.title,
                    "hours": f"{course.hours.normalize():f}",
                    "lessons": lessons,
                }
            )


def _about(code: str, slot: SlotDraft) -> dict[str, Any]:
    return {"code": code, "course": slot.course.title, "weekday": slot.weekday, "number": slot.number}

"""What a working school has besides people and lessons: entries, topics, homework, plans, drafts."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pikepdf
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.attachments.store import Upload, keep_file
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.imports.uploads import open_draft
from journal.lessons.columns import ColumnValue, add_column
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import (
    AbsencePaper,
    AcademicYear,
    Announcement,
    ApplicationStep,
    ArchiveVersion,
    Attachment,
    AttachmentContent,
    Exam,
    ExamMark,
    Extract,
    ExtractApplication,
    HealthFact,
    HomeworkFile,
    Lesson,
    LessonColumn,
    LessonPlan,
    OutsideMark,
    Person,
    PlanItem,
    SchoolClass,
    UnlockCell,
    UnlockDelegation,
    UnlockPaper,
    UnlockRequest,
    UnlockStep,
    WorkType,
)
from journal.outside_marks.services import MarkValue, ReportValue, add_report
from tests.factories.small_school import SmallSchool, actor_of

SCHOOL_FILES = Path(__file__).parents[1] / "data" / "school"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
TOPICS = ("Натуральный ряд", "Сложение дробей", "Контрольная работа № 2. Дроби", "Умножение дробей")


@dataclass(frozen=True)
class Furniture:
    """The keys of what was added."""

    column_id: int
    file_id: int
    draft_id: int
    plan_draft_id: int
    exam_id: int
    fact_id: int
    paper_id: int
    announcement_id: int
    mark_id: int
    version_id: int
    request_id: int
    document_id: int
    delegation_id: int
    application_id: int
    extract_id: int


def furnish(session: Session, school: SmallSchool) -> Furniture:
    """Fill the small school as its people would, through the services; the caller commits."""
    plan = LessonPlan(course_id=school.course_a.id, title="Математика, 5 класс")
    session.add(plan)
    session.flush()
    session.add_all(
        PlanItem(plan_id=plan.id, position=number, section="Дроби", topic=topic, hours=Decimal(2))
        for number, topic in enumerate(TOPICS, start=1)
    )
    session.flush()
    lessons = [school.lesson_on(school.today - timedelta(days=back)) for back in (2, 1, 0)]
    columns = [record(session, school, lesson) for lesson in lessons]
    file_id = session.scalars(
        select(HomeworkFile.id).where(HomeworkFile.lesson_id == lessons[-1].id).limit(1)
    ).one()
    exam_id = make_exam(session, school, school.class_a, school.pupils_a[0])
    absences = make_absences(session, school.class_a, school.pupils_a[0], school.parent_a, school.today)
    mark_id = make_outside_mark(session, school, school.pupils_a[0])
    drafts = open_drafts(session, school)
    version_id = make_version(session, school)
    extract = make_application(session, school.course_a.id, school.pupils_a[0], school.parent_a, school.today)
    asked = make_request(session, school, school.teacher_a, lessons[0], school.pupils_a[0])
    return Furniture(columns[-1], file_id, *drafts, exam_id, *absences, mark_id, version_id, *asked, *extract)


def make_request(
    session: Session, school: SmallSchool, asker: Person, lesson: Lesson, pupil: Person
) -> tuple[int, int, int]:
    """A request that was sent, with its document, and a deputy's order: (request, document, delegation)."""
    request = UnlockRequest(
        year_id=school.year.id, person_id=asker.id, ground="illness", why="Болел.", state="sent"
    )
    session.add(request)
    session.flush()
    session.add(UnlockCell(request_id=request.id, lesson_id=lesson.id, pupil_id=pupil.id))
    session.add_all(
        UnlockStep(
            request_id=request.id,
            state=state,
            made_at=clock.now(),
            person_id=asker.id,
            name=asker.full_name,
            position="учитель",
        )
        for state in ("draft", "sent")
    )
    file = keep_file(session, "справка.png", "image/png", PNG, asker.id, clock.now())
    paper = UnlockPaper(request_id=request.id, attachment_id=file.id)
    order = UnlockDelegation(
        deputy_id=school.deputy.id,
        order_number="5",
        ordered_on=school.today,
        starts_on=school.today + timedelta(days=1),
        ends_on=school.today + timedelta(days=9),
        entered_by=school.director.id,
        entered_at=clock.now(),
    )
    session.add_all((paper, order))
    session.flush()
    return request.id, paper.id, order.id


def make_version(session: Session, school: SmallSchool, letter: str = "Я") -> int:
    """A certified version of a class of the year before, with its supplementary sheet; return its number."""
    former = find_or_make_former_year(session, school.year)
    school_class = SchoolClass(year_id=former.id, parallel=11, letter=letter)
    session.add(school_class)
    session.flush()
    made = school.deputy.id, clock.now()
    paper, bundle, supplement = (
        keep_file(session, f"Архив 11{letter}.{ending}", kind, f"{letter}.{ending}".encode(), *made).id
        for ending, kind in (
            ("pdf", "application/pdf"),
            ("zip", "application/zip"),
            ("pdf", "application/pdf"),
        )
    )
    version = ArchiveVersion(
        class_id=school_class.id,
        number=1,
        head_number=0,
        head_hash="",
        pages=1,
        paper_id=paper,
        bundle_id=bundle,
        supplement_id=supplement,
        made_by=school.teacher_a.id,
        made_at=clock.now(),
        certified_by=school.deputy.id,
        certified_at=clock.now(),
        certifier_name=school.deputy.full_name,
        certifier_position="заместитель директора по УВР",
        kept_until=date(former.ends_on.year + 25, 8, 1),
    )
    session.add(version)
    session.flush()
    return version.id


def find_or_make_former_year(session: Session, year: AcademicYear) -> AcademicYear:
    """The year before."""
    starts_on = year.starts_on.replace(year=year.starts_on.year - 1)
    former = session.scalar(select(AcademicYear).where(AcademicYear.starts_on == starts_on))
    if former is None:
        former = AcademicYear(starts_on=starts_on, ends_on=year.ends_on.replace(year=year.ends_on.year - 1))
        session.add(former)
        session.flush()
    return former


def make_outside_mark(session: Session, school: SmallSchool, pupil: Person) -> int:
    """A «4» in mathematics that the school before gave to a pupil; return its number."""
    marks = [MarkValue(school.course_a.subject_id, school.quarter.id, 4)]
    day = school.today - timedelta(days=1)
    value = ReportValue("newcomer", "МБОУ СОШ № 3 г. Тюмени", "12", day, marks)
    actor = actor_of(session, school.administrator)
    report = add_report(session, actor=actor, pupil_id=pupil.id, year=school.year, value=value)
    return session.scalars(select(OutsideMark.id).where(OutsideMark.report_id == report.id)).one()


def make_absences(
    session: Session, school_class: SchoolClass, pupil: Person, parent: Person, today: date
) -> tuple[int, int, int]:
    """An illness with its paper, long over, and an announcement that waits: (fact, paper, announcement)."""
    before = today - timedelta(days=60)
    fact = HealthFact(
        pupil_id=pupil.id, kind="illness", starts_on=before, ends_on=before, recorded_by=parent.id
    )
    content = AttachmentContent(sha256=sha256(pupil.sort_key.encode()).hexdigest(), content=PNG)
    session.add_all((fact, content))
    session.flush()
    file = Attachment(
        name="справка.png",
        media_type="image/png",
        size=len(PNG),
        sha256=content.sha256,
        uploaded_by=parent.id,
        uploaded_at=clock.now(),
    )
    announcement = Announcement(
        pupil_id=pupil.id,
        kind="leave",
        starts_on=today,
        ends_on=today,
        note="семейные обстоятельства",
        announced_by=parent.id,
        announced_at=clock.now(),
        state="waiting",
    )
    session.add_all((file, announcement))
    session.flush()
    paper = AbsencePaper(pupil_id=pupil.id, held_on=before, fact_id=fact.id, attachment_id=file.id)
    session.add(paper)
    session.flush()
    return fact.id, paper.id, announcement.id


def make_application(
    session: Session, course_id: int, pupil: Person, parent: Person, today: date
) -> tuple[int, int]:
    """A parent's application by post with an extract that lies ready: (application, extract)."""
    one = ExtractApplication(
        pupil_id=pupil.id,
        applicant_id=parent.id,
        applicant=parent.full_name,
        delivery="post",
        address="623910, с. Конево, ул. Школьная, 1",
        starts_on=today - timedelta(days=30),
        ends_on=today,
        identity_kind="passport",
        identity_ending="4821",
        identity_seen_by=parent.id,
        state="ready",
        prepared_by=parent.id,
        prepared_at=clock.now(),
        signed_on=today,
        due_on=today,
        consent_on=today,
    )
    session.add(one)
    session.flush()
    session.add(
        ApplicationStep(
            application_id=one.id, state="ready", made_at=clock.now(), person_id=parent.id, note="№ 1"
        )
    )
    paper = pikepdf.new()
    paper.add_blank_page()
    content = io.BytesIO()
    paper.save(content)
    file = keep_file(session, "Выписка.pdf", "application/pdf", content.getvalue(), parent.id, clock.now())
    extract = Extract(
        application_id=one.id,
        course_id=course_id,
        pupil_id=pupil.id,
        starts_on=one.starts_on,
        ends_on=today,
        code=f"TEST-{pupil.id:04}",
        made_at=clock.now(),
        made_by=parent.id,
        paper_id=file.id,
        due_on=today,
    )
    session.add(extract)
    session.flush()
    return one.id, extract.id


def make_exam(session: Session, school: SmallSchool, school_class: SchoolClass, pupil: Person) -> int:
    """A state examination of a class on the school's day, with one result; return its number."""
    exam = Exam(
        year_id=school.year.id,
        subject_id=school.course_a.subject_id,
        class_id=school_class.id,
        kind="oge",
        held_on=school.today,
        opens_on=school.today,
        closes_on=school.today + timedelta(days=7),
    )
    session.add(exam)
    session.flush()
    session.add(ExamMark(exam_id=exam.id, pupil_id=pupil.id, value="5", score=78))
    session.flush()
    return exam.id


def record(session: Session, school: SmallSchool, lesson: Lesson) -> int:
    """Record a lesson of `course_a`: topic, an absence, marks in two columns, homework; return column 1."""
    actor = actor_of(session, school.teacher_a)
    first = session.scalars(
        select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id, LessonColumn.position == 1)
    ).one()
    work = session.scalars(
        select(WorkType.id)
        .where(WorkType.year_id == school.year.id)
        .order_by(WorkType.weight.desc())
        .limit(1)
    ).one()
    value = ColumnValue(work, None, "Контрольная работа № 2")
    second = add_column(session, actor=actor, lesson_id=lesson.id, value=value).id
    for column, pupil, symbol in (
        (first, 0, "5"),
        (first, 1, "ОТ"),
        (first, 2, "3"),
        (first, 3, "ОП"),
        (second, 0, "4"),
        (second, 2, "2"),
    ):
        write = CellWrite(school.pupils_a[pupil].id, symbol, CellValue())
        set_cell(session, actor=actor, lesson_id=lesson.id, column_id=column, write=write)
    topic = TopicWrite(TopicValue("Сложение дробей"), saw="")
    save_topic(session, actor=actor, lesson_id=lesson.id, write=topic)
    homework = HomeworkWrite(
        HomeworkValue("§ 12, № 345, https://resh.edu.ru/subject/12/"),
        saw=HomeworkValue(),
        added=(Upload("чертёж.png", PNG),),
    )
    save_homework(session, actor=actor, lesson_id=lesson.id, write=homework)
    return first


def open_drafts(session: Session, school: SmallSchool) -> tuple[int, int]:
    """Upload spreadsheets as the administrator, and a plan as the teacher; nothing is imported."""
    files = [Upload(path.name, path.read_bytes()) for path in sorted(SCHOOL_FILES.glob("*.xlsx"))]
    plans = [upload for upload in files if upload.name.startswith("КТП")]
    of_school = open_draft(session, actor=actor_of(session, school.administrator), uploads=files)
    teacher = actor_of(session, school.teacher_a)
    of_course = open_draft(session, actor=teacher, uploads=plans, course_id=school.course_a.id)
    return of_school.id, of_course.id

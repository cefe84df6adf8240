"""Who may do what, written by hand: the table that the walk compares every route with.

A person is a field of `SmallSchool`; `pupil_a` is the first pupil of 5А and `pupil_b` the second of 5Б.
«Own» means 5А: its tutor and teacher of mathematics is `teacher_a`, and `pupil_a` is the child of `parent_a`.
«Foreign» means 5Б, with `teacher_b`, `pupil_b` and `parent_b`.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

People = frozenset[str]

PEOPLE = (
    "administrator",
    "director",
    "deputy",
    "secretary",
    "teacher_a",
    "teacher_b",
    "many_hats",
    "dismissed",
    "parent_a",
    "parent_b",
    "pupil_a",
    "pupil_b",
)
EVERYBODY = frozenset(PEOPLE)
ADMINISTRATORS = frozenset({"administrator", "many_hats"})
HEADS = frozenset({"director", "deputy"})
SECRETARY = frozenset({"secretary"})
TEACHER_A, TEACHER_B = frozenset({"teacher_a"}), frozenset({"teacher_b"})
STAFF = ADMINISTRATORS | HEADS | SECRETARY | TEACHER_A | TEACHER_B
KEEPERS = HEADS | ADMINISTRATORS | SECRETARY
NOBODY: People = frozenset()


@dataclass(frozen=True)
class Row:
    """Who is let in. Whoever isn't is answered 404 as for a missing thing, or 403 where *refusal* says so."""

    own: People
    foreign: People = NOBODY
    classmate: People | None = None
    """Where the pupil is another one of 5А; None: the same people as for *own*."""
    sees: People = NOBODY
    """Those who may see the thing, so that a refusal need not hide it: 403."""
    refusal: int = 404
    json: Any = None
    data: Any = None

    def expects(self, variant: str, person: str) -> str:
        """«in», «403» or «404»."""
        allowed = {"own": self.own, "foreign": self.foreign, "classmate": self.own}[variant]
        if variant == "classmate" and self.classmate is not None:
            allowed = self.classmate
        if person in allowed:
            return "in"
        return "403" if person in self.sees else str(self.refusal)


def anybody(**body: Any) -> Row:
    """Whoever is signed in."""
    return Row(EVERYBODY, EVERYBODY, **body)


def by_role(people: People, **body: Any) -> Row:
    """Whoever has the role; the others are told that it doesn't suffice."""
    return Row(people, people, refusal=403, **body)


def read_course() -> Row:
    """The journal page of a course, and what is read beside it."""
    watching = HEADS | ADMINISTRATORS
    return Row(own=TEACHER_A | watching, foreign=TEACHER_B | watching)


def write_course(**body: Any) -> Row:
    """Whatever a teacher writes into the own course: never the administrator, never the heads."""
    return Row(own=TEACHER_A, foreign=TEACHER_B, sees=HEADS | ADMINISTRATORS, **body)


def read_class() -> Row:
    """A class's page."""
    watching = HEADS | ADMINISTRATORS | SECRETARY
    return Row(own=TEACHER_A | watching, foreign=TEACHER_B | watching)


def write_class(**body: Any) -> Row:
    """Whatever only the tutor writes of the own class."""
    return Row(own=TEACHER_A, foreign=TEACHER_B, sees=HEADS | ADMINISTRATORS | SECRETARY, **body)


def print_papers(**body: Any) -> Row:
    """The papers of a class are asked for by its tutor, the heads and the administrator."""
    watching = HEADS | ADMINISTRATORS
    return Row(own=TEACHER_A | watching, foreign=TEACHER_B | watching, sees=SECRETARY, **body)


def write_facts(**body: Any) -> Row:
    """Illness and exemptions: the tutor, the administrator, the secretary."""
    office = ADMINISTRATORS | SECRETARY
    return Row(own=TEACHER_A | office, foreign=TEACHER_B | office, sees=HEADS, **body)


def read_pupil() -> Row:
    """A pupil's diary: the pupil, the parents, the tutor and the heads."""
    return Row(
        own=frozenset({"pupil_a", "parent_a"}) | TEACHER_A | HEADS,
        classmate=TEACHER_A | HEADS,
        foreign=frozenset({"pupil_b", "parent_b"}) | TEACHER_B | HEADS,
    )


def read_homework() -> Row:
    """The homework of a lesson: the families of its pupils too. `parent_a` has a second child in 5Б."""
    watching = HEADS | ADMINISTRATORS | {"parent_a"}
    return Row(own=TEACHER_A | watching | {"pupil_a"}, foreign=TEACHER_B | watching | {"pupil_b", "parent_b"})


def read_finals() -> Row:
    """A class's final marks: its tutor, the heads, the administrator."""
    watching = HEADS | ADMINISTRATORS
    return Row(own=TEACHER_A | watching, foreign=TEACHER_B | watching)


CELL = {"symbol": "4", "saw": {"attendance": "", "mark": ""}}
YEAR_DAYS = {"starts_on": "2026-09-01", "ends_on": "2027-08-31"}
TOPIC = {"topic": "Дроби", "saw": ""}
HOMEWORK = {"text": "§ 13", "due_on": "", "saw": {"text": "", "due_on": ""}}
WITH_FILE = {"files": lambda: (BytesIO(b"%PDF-1.4"), "задание.pdf")}

TABLE: dict[tuple[str, str], Row] = {
    # the own account
    ("GET", "home"): anybody(),
    ("GET", "day.show_day"): anybody(),
    ("POST", "day.choose_view"): anybody(data={"view": "all"}),
    ("GET", "day.list_teacher_gaps"): by_role(HEADS),
    ("GET", "day.list_class_gaps"): Row(own=TEACHER_A | HEADS, foreign=TEACHER_B | HEADS),
    ("GET", "accounts.change_password"): anybody(),
    ("POST", "accounts.change_password"): anybody(),
    ("GET", "accounts.list_sign_ins"): anybody(),
    ("POST", "accounts.end_sign_in"): Row(own=TEACHER_A, foreign=TEACHER_B),
    ("POST", "accounts.end_other_sign_ins"): anybody(),
    # classes and staff
    ("GET", "registry.list_classes"): by_role(STAFF),
    ("GET", "registry.show_class"): read_class(),
    # the year's archive
    ("GET", "year_end.show_present_register"): by_role(KEEPERS),
    ("GET", "year_end.show_register"): by_role(KEEPERS),
    ("GET", "year_end.download_paper"): by_role(KEEPERS),
    ("GET", "year_end.download_bundle"): by_role(KEEPERS),
    ("GET", "year_end.download_supplement"): by_role(KEEPERS),
    ("POST", "year_end.certify"): by_role(HEADS),
    ("POST", "year_end.shelve"): by_role(SECRETARY, data={"shelf_mark": "Шкаф 3"}),
    ("POST", "year_end.lend"): by_role(SECRETARY, data={"taken_by": "Завучева А. И."}),
    ("POST", "year_end.bring_back"): by_role(SECRETARY),
    ("POST", "year_end.close"): by_role(frozenset({"director"})),
    ("POST", "year_end.reopen"): by_role(frozenset({"director"}), data={"reason": "Ошибка."}),
    ("POST", "year_end.promote"): by_role(HEADS | ADMINISTRATORS),
    ("GET", "archive.show_class"): read_class(),
    ("GET", "archive.download_paper"): read_class(),
    ("GET", "archive.download_workbook"): read_class(),
    ("POST", "archive.edit_decisions"): Row(
        own=TEACHER_A | HEADS, foreign=TEACHER_B | HEADS, sees=ADMINISTRATORS | SECRETARY
    ),
    ("POST", "archive.edit_orders"): read_class(),
    ("POST", "archive.print_papers"): print_papers(data=YEAR_DAYS),
    ("POST", "archive.stop"): print_papers(),
    ("POST", "archive.resume"): print_papers(),
    ("GET", "archive.show_school"): by_role(HEADS | ADMINISTRATORS | SECRETARY),
    ("POST", "archive.print_all"): by_role(HEADS | ADMINISTRATORS, data=YEAR_DAYS),
    ("POST", "archive.stop_school"): by_role(HEADS | ADMINISTRATORS),
    ("POST", "archive.resume_school"): by_role(HEADS | ADMINISTRATORS),
    ("POST", "registry.print_slips"): Row(
        own=TEACHER_A, foreign=TEACHER_B, sees=HEADS | ADMINISTRATORS | SECRETARY, data={"scope": "all"}
    ),
    ("GET", "staff.list_staff"): by_role(ADMINISTRATORS | HEADS),
    ("GET", "staff.show_employee"): by_role(ADMINISTRATORS),
    ("POST", "staff.change_roles"): by_role(ADMINISTRATORS, data={"role": "teacher"}),
    ("GET", "staff.show_supervision"): by_role(ADMINISTRATORS | HEADS),
    ("POST", "staff.edit_supervision"): by_role(ADMINISTRATORS | frozenset({"director"})),
    ("POST", "staff.dismiss"): by_role(ADMINISTRATORS),
    ("POST", "staff.take_back"): by_role(ADMINISTRATORS),
    ("POST", "staff.print_slips"): by_role(ADMINISTRATORS, data={"scope": "all"}),
    # the journal page
    ("GET", "grades.list_courses"): anybody(),
    ("GET", "grades.view_sheet"): read_course(),
    ("GET", "grades.print_sheet"): read_course(),
    ("PUT", "grades.edit_cell"): write_course(json=CELL),
    ("PUT", "grades.edit_cells"): write_course(json={"cells": [{"pupil_id": 1, **CELL}]}),
    ("PUT", "grades.edit_final"): write_course(json={"symbol": "4", "saw": ""}),
    # final marks and the end of a period
    ("GET", "finals.show_course"): read_course(),
    ("GET", "finals.show_class"): read_finals(),
    ("GET", "finals.print_class"): read_finals(),
    ("PUT", "finals.fill_cell"): write_course(json={"symbol": "4", "saw": ""}),
    ("GET", "finals.show_missing"): by_role(STAFF),
    ("GET", "finals.check_course"): read_course(),
    ("POST", "finals.confirm_course_period"): write_course(),
    ("GET", "finals.check_class"): read_finals(),
    ("POST", "finals.confirm_class_period"): write_course(),
    ("GET", "finals.list_confirmations"): by_role(HEADS),
    # examinations
    ("GET", "exams.list_all"): by_role(STAFF),
    ("POST", "exams.add"): by_role(HEADS),
    ("GET", "exams.show"): read_finals(),
    ("POST", "exams.move"): by_role(HEADS),
    ("POST", "exams.remove"): by_role(HEADS),
    ("GET", "exams.open_result"): by_role(HEADS),
    ("POST", "exams.edit_result"): by_role(HEADS),
    ("PUT", "exams.edit_mark"): Row(
        own=TEACHER_A | HEADS,
        foreign=TEACHER_B | HEADS,
        sees=ADMINISTRATORS,
        json={"symbol": "4", "saw": ""},
    ),
    ("GET", "exams.show_history"): read_finals(),
    ("POST", "exams.preview"): by_role(HEADS),
    ("POST", "exams.save"): by_role(HEADS),
    ("POST", "diary.acknowledge"): Row(
        own=frozenset({"parent_a"}), foreign=frozenset({"parent_b"}), classmate=NOBODY
    ),
    # the history
    ("GET", "history.show_class_final_history"): read_finals(),
    ("GET", "history.show_cell_history"): read_course(),
    ("GET", "history.show_final_history"): read_course(),
    ("GET", "history.show_lesson_history"): read_course(),
    ("GET", "history.search_changes"): by_role(STAFF),
    ("POST", "history.export_changes"): by_role(STAFF),
    ("GET", "history.show_erasure"): by_role(ADMINISTRATORS | frozenset({"director"})),
    ("POST", "history.erase"): by_role(ADMINISTRATORS | frozenset({"director"})),
    # the lesson: columns, topic, homework
    ("GET", "lessons.view_lesson"): read_course(),
    ("POST", "lessons.record_lesson"): write_course(),
    ("GET", "lessons.show_column_form"): write_course(),
    ("POST", "lessons.add_column"): write_course(data={"work_type_id": "1"}),
    ("POST", "lessons.change_column"): write_course(data={"work_type_id": "1"}),
    ("POST", "lessons.delete_column"): write_course(),
    ("PUT", "topics.edit_topic"): write_course(json=TOPIC),
    ("GET", "topics.list_topics"): read_course(),
    ("GET", "forecast.view_course_forecast"): read_course(),
    ("GET", "topics.show_plan"): read_course(),
    ("GET", "homework.show_homework"): read_homework(),
    ("PUT", "homework.edit_homework"): write_course(json=HOMEWORK),
    ("POST", "homework.attach_files"): write_course(data=WITH_FILE),
    ("GET", "homework.download_file"): read_homework(),
    ("POST", "homework.detach_file"): write_course(),
    # the class tutor's screens
    ("GET", "attendance.view_attendance"): read_class(),
    ("GET", "attendance.view_day"): read_class(),
    ("POST", "attendance.write_day"): write_class(data={"on": "2026-11-20", "code": "Б"}),
    ("POST", "attendance.resolve_absence"): write_class(data={"on": "2026-11-20", "code": "Б"}),
    ("POST", "attendance.answer_announcement"): write_class(data={"confirm": "1"}),
    ("GET", "attendance.view_facts"): read_class(),
    ("POST", "attendance.add_fact"): write_facts(data={"pupil_id": "1", "starts_on": "2026-11-20"}),
    ("POST", "attendance.edit_fact"): write_facts(data={"ends_on": "2026-11-20"}),
    ("GET", "attendance.download_paper"): read_class(),
    ("GET", "attendance.view_absent"): by_role(HEADS | ADMINISTRATORS | SECRETARY),
    # what a parent announces
    ("GET", "attendance.view_announcements"): read_pupil(),
    ("POST", "attendance.announce"): Row(
        own=frozenset({"parent_a"}),
        classmate=NOBODY,
        foreign=frozenset({"parent_b"}),
        data={"kind": "illness", "starts_on": "2026-11-20"},
    ),
    ("POST", "attendance.withdraw"): Row(
        own=frozenset({"parent_a"}), classmate=NOBODY, foreign=frozenset({"parent_b"})
    ),
    # the diary
    ("GET", "diary.show_children"): anybody(),
    ("GET", "diary.show_week"): read_pupil(),
    ("GET", "diary.show_marks"): read_pupil(),
    ("GET", "forecast.view_pupil_forecast"): read_pupil(),
    # notices
    ("GET", "notices.list_notices"): anybody(),
    ("POST", "notices.mark_read"): anybody(data={"seen": "0"}),
    ("GET", "notices.list_own_changes"): anybody(),
    ("GET", "notices.choose"): anybody(),
    ("POST", "notices.choose"): anybody(),
    ("POST", "notices.set_address"): anybody(),
    ("POST", "notices.forget_address"): anybody(),
    ("GET", "notices.run_office"): by_role(ADMINISTRATORS),
    ("POST", "notices.run_office"): by_role(ADMINISTRATORS),
    ("POST", "notices.resend"): by_role(ADMINISTRATORS),
    # imports: the school's by the administrator, a plan by its teacher
    ("GET", "imports.list_drafts"): by_role(ADMINISTRATORS),
    ("POST", "imports.open_draft"): by_role(ADMINISTRATORS),
    ("GET", "imports.view_draft"): by_role(ADMINISTRATORS),
    ("POST", "imports.answer_questions"): by_role(ADMINISTRATORS),
    ("POST", "imports.commit_draft"): by_role(ADMINISTRATORS),
    ("POST", "imports.discard_draft"): by_role(ADMINISTRATORS),
    ("GET", "imports.view_plan"): write_course(),
    ("POST", "imports.open_plan_draft"): write_course(),
    ("GET", "imports.view_plan_draft"): write_course(),
    ("POST", "imports.commit_plan_draft"): write_course(),
    ("POST", "imports.discard_plan_draft"): write_course(),
    # the school year
    ("GET", "setup.show_present_year"): by_role(ADMINISTRATORS | HEADS),
    ("GET", "setup.show_year"): by_role(ADMINISTRATORS | HEADS),
    ("POST", "setup.open_finals"): by_role(ADMINISTRATORS),
    ("POST", "setup.move_finals"): by_role(ADMINISTRATORS),
    **{
        (method, f"setup.edit_{what}"): by_role(ADMINISTRATORS | HEADS)
        for what in ("periods", "holidays", "bells", "work_types", "thresholds", "limits")
        for method in ("GET", "POST")
    },
    # cancelled and moved lessons
    ("GET", "lesson_changes.show_day"): by_role(ADMINISTRATORS | HEADS),
    ("POST", "lesson_changes.change_days"): by_role(ADMINISTRATORS),
    ("POST", "lesson_changes.cancel"): by_role(ADMINISTRATORS),
    ("POST", "lesson_changes.move"): by_role(ADMINISTRATORS, data={"number": "1"}),
    # marks of other organisations
    ("GET", "outside_marks.list_pupils"): by_role(ADMINISTRATORS | HEADS),
    ("GET", "outside_marks.show_pupil"): by_role(ADMINISTRATORS | HEADS),
    ("POST", "outside_marks.add"): by_role(ADMINISTRATORS, data={"period_id": "1"}),
    ("POST", "outside_marks.remove"): by_role(ADMINISTRATORS),
    # the server
    ("GET", "health.show_details"): by_role(ADMINISTRATORS | HEADS),
    ("GET", "health.download_heads"): by_role(ADMINISTRATORS | HEADS),
}

# Open to whoever is not signed in, too.
PUBLIC = {
    ("GET", "accounts.sign_in"),
    ("POST", "accounts.sign_in"),
    ("POST", "accounts.sign_out"),
    ("POST", "accounts.choose_language"),
    ("POST", "accounts.choose_theme"),
    ("GET", "health.check"),
    ("GET", "notices.confirm"),
    ("POST", "notices.confirm"),
    ("GET", "notices.stop"),
    ("POST", "notices.stop"),
}
# Files that hold nothing about anybody.
STATIC = {("GET", "static"), ("GET", "bootstrap.static")}

"""Who may do what, written by hand: the table that the walk compares every route with.

A person is a field of `SmallSchool`; `pupil_a` is the first pupil of 5А and `pupil_b` the second of 5Б.
«Own» means 5А: its tutor and teacher of mathematics is `teacher_a`, and `pupil_a` is the child of `parent_a`.
«Foreign» means 5Б, with `teacher_b`, `pupil_b` and `parent_b`.
"""

from io import BytesIO

from tests.functional.permissions.rows import (
    ADMINISTRATORS,
    DIRECTOR,
    HEADS,
    KEEPERS,
    NOBODY,
    SECRETARY,
    STAFF,
    TEACHER_A,
    TEACHER_B,
    Row,
    anybody,
    apply_for_pupil,
    by_role,
    handle_application,
    make_for_class,
    print_papers,
    read_application,
    read_class,
    read_course,
    read_finals,
    read_homework,
    read_pupil,
    read_request,
    write_class,
    write_course,
    write_facts,
    write_request,
)

CELL = {"symbol": "4", "saw": {"attendance": "", "mark": ""}}
ORDER = {
    "deputy_id": "1",
    "number": "7",
    "ordered_on": "2026-11-20",
    "starts_on": "2026-11-20",
    "ends_on": "2026-11-30",
}
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
    # paper extracts
    ("GET", "extracts.list_all"): by_role(STAFF),
    ("POST", "extracts.find"): by_role(STAFF),
    ("GET", "extracts.print_blank"): anybody(),
    ("GET", "extracts.show_timeliness"): by_role(HEADS | SECRETARY),
    ("GET", "extracts.list_posted"): by_role(HEADS | SECRETARY),
    ("GET", "extracts.show_pupil"): apply_for_pupil(),
    ("GET", "extracts.show_form"): apply_for_pupil(),
    ("POST", "extracts.prepare"): apply_for_pupil(),
    ("GET", "extracts.show_application"): read_application(),
    ("GET", "extracts.download_paper"): read_application(),
    ("GET", "extracts.print_application"): read_application(),
    ("GET", "extracts.print_refusal"): read_application(),
    ("GET", "extracts.print_envelope"): handle_application(),
    ("POST", "extracts.receive"): handle_application(),
    ("POST", "extracts.work"): handle_application(),
    ("POST", "extracts.make"): handle_application(),
    ("POST", "extracts.hand"): handle_application(),
    ("POST", "extracts.refuse"): Row(
        own=HEADS,
        foreign=HEADS,
        sees=SECRETARY,
        sees_own=TEACHER_A | {"parent_a"},
        sees_foreign=TEACHER_B | {"parent_b"},
    ),
    ("POST", "extracts.withdraw"): Row(
        own=TEACHER_A | SECRETARY | {"parent_a"}, foreign=TEACHER_B | SECRETARY | {"parent_b"}
    ),
    ("POST", "extracts.take_consent_back"): Row(
        own=TEACHER_A | SECRETARY | {"parent_a"}, foreign=TEACHER_B | SECRETARY | {"parent_b"}
    ),
    ("POST", "extracts.make_due"): make_for_class(),
    ("GET", "extracts.print_ready"): Row(
        own=TEACHER_A | SECRETARY, foreign=TEACHER_B | SECRETARY, sees=HEADS
    ),
    ("GET", "extracts.show_course"): write_course(),
    ("POST", "extracts.make_for_course"): write_course(),
    ("GET", "extracts.download_of_course"): write_course(),
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
    # requests for changes
    ("GET", "unlocks.list_all"): by_role(STAFF),
    ("GET", "unlocks.choose_cells"): read_course(),
    ("GET", "unlocks.choose_finals"): read_course(),
    ("POST", "unlocks.draft"): read_course(),
    ("GET", "unlocks.show_request"): read_request(),
    ("GET", "unlocks.print_request"): read_request(),
    ("GET", "unlocks.download_paper"): read_request(),
    ("POST", "unlocks.save"): write_request(),
    ("POST", "unlocks.send"): write_request(),
    ("POST", "unlocks.withdraw"): write_request(),
    ("POST", "unlocks.decide"): Row(
        DIRECTOR, DIRECTOR, data={"decision": "refuse", "note": "Нет документа."}
    ),
    ("GET", "unlocks.show_delegations"): by_role(DIRECTOR),
    ("POST", "unlocks.delegate"): by_role(DIRECTOR, data=ORDER),
    ("POST", "unlocks.end"): by_role(DIRECTOR),
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
    ("GET", "extracts.show_check"),
    ("POST", "extracts.check"),
    ("GET", "health.check"),
    ("GET", "notices.confirm"),
    ("POST", "notices.confirm"),
    ("GET", "notices.stop"),
    ("POST", "notices.stop"),
}
# Files that hold nothing about anybody.
STATIC = {("GET", "static"), ("GET", "bootstrap.static")}

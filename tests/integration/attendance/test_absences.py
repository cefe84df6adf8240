"""A class's absences, counted from its lessons (R-REASON)."""

from datetime import timedelta

import time_machine
from sqlalchemy.orm import Session

from journal.attendance.queries import list_absences
from journal.models import Attendance, CourseMember, CoursePart, Enrolment
from tests.factories import FRIDAY, make_course, make_lesson, make_school


def test_days_lessons_and_reasons_are_counted(session: Session) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        school = make_school(session)
        extra = make_lesson(session, school.course_c, school.today, 2)
    pupil = school.pupils_a[0]
    first = school.lesson_on(school.today - timedelta(days=1))
    second = school.lesson_on(school.today)
    for lesson, code in ((first, "Б"), (second, "ОТ"), (extra, "ОП")):
        session.add(Attendance(lesson_id=lesson.id, pupil_id=pupil.id, code=code))
    session.flush()
    line = list_absences(session, school.class_a.id, school.quarter.starts_on, school.today)[0]
    assert line.name == "Белова Анна"
    assert (line.missed_days, line.counts.missed, line.counts.ill, line.counts.late) == (1, 2, 1, 1)
    assert [(one.lesson_id, one.number) for one in line.unresolved] == [(second.id, 1)]


def test_a_subgroup_counts_for_its_members_and_a_leaver_until_the_last_day(session: Session) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        school = make_school(session)
        course = make_course(session, school.year, "Английский язык", school.class_a, school.teacher_b)
        part = session.query(CoursePart).filter_by(course_id=course.id).one()
        part.by_name = True
        make_lesson(session, course, school.today, 3)
    member, leaver = school.pupils_a[0], school.pupils_a[1]
    session.add(
        CourseMember(course_id=course.id, pupil_id=member.id, starts_on=school.year.starts_on, ends_on=None)
    )
    enrolment = session.query(Enrolment).filter_by(pupil_id=leaver.id).one()
    enrolment.ends_on = school.today - timedelta(days=1)
    session.flush()
    lines = {
        line.pupil_id: line for line in list_absences(session, school.class_a.id, school.today, school.today)
    }
    assert len(lines[member.id].days[school.today]) == 2
    assert leaver.id not in lines
    assert len(lines[school.pupils_a[2].id].days[school.today]) == 1

from sqlalchemy.orm import Session

from journal.courses.roster import list_stays
from journal.models import LessonColumn
from tests.factories import FRIDAY, actor_of, make_school


def test_the_small_school_stands(session: Session) -> None:
    school = make_school(session, FRIDAY.date())
    assert [stay.pupil_id for stay in list_stays(session, school.course_a.id)] == [
        p.id for p in school.pupils_a
    ]
    assert school.quarter.number == 2
    assert session.query(LessonColumn).count() == len(school.lessons_a) + len(school.lessons_b)
    assert actor_of(session, school.many_hats).roles == {"administrator", "teacher", "parent"}
    assert actor_of(session, school.dismissed).roles == set()

"""The pages of paper extracts: from the wish of a parent to the check of a paper.

R-ASK, R-APPLY, R-ONEDAY, R-DELIVERY, R-REFUSE, R-OWNER.
"""

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pikepdf
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select, update

from journal.models import Extract, ExtractApplication, Person
from tests.factories import FRIDAY, SmallSchool, make_school, sign_in

MONDAY = FRIDAY + timedelta(days=3)
WISH = {"starts_on": "2026-09-01", "ends_on": "2026-11-20", "rhythm": "once", "delivery": "person"}
SEEN = {"identity_kind": "passport", "identity_ending": "4821", "signed_on": "2026-11-20"}
Enter = Callable[[Person], FlaskClient]


@pytest.fixture
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(app: Flask, moment: time_machine.Traveller) -> SmallSchool:
    with app.extensions["database"].writing() as session:
        return make_school(session)


@pytest.fixture
def enter(app: Flask, school: SmallSchool) -> Enter:
    def enter(person: Person) -> FlaskClient:
        client = app.test_client()
        sign_in(client, person)
        return client

    return enter


def prepare(client: FlaskClient, pupil: Person, **values: str) -> str:
    """Prepare an application; return the address of its page."""
    answer = client.post(f"/pupils/{pupil.id}/extracts/new", data={**WISH, **values})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def receive(enter: Enter, school: SmallSchool, place: str) -> None:
    assert enter(school.secretary).post(f"{place}/receive", data=SEEN).status_code == 302


def read_code(app: Flask) -> str:
    with app.extensions["database"].reading() as session:
        return str(session.scalars(select(Extract.code)).one())


def test_from_the_parent_s_screen_to_the_check_of_the_paper(
    app: Flask, enter: Enter, school: SmallSchool
) -> None:
    parent, tutor = enter(school.parent_a), enter(school.teacher_a)
    pupil = school.pupils_a[0]
    place = prepare(parent, pupil)
    assert "Подпишите, пожалуйста, заявление на бумаге в школе" in parent.get(place).text
    assert school.parent_a.full_name in parent.get(f"{place}/print").text
    receive(enter, school, place)
    assert "23 ноября 2026" in tutor.get(place).text  # the next working day after a Friday
    assert pupil.last_name in tutor.get("/day").text
    assert tutor.post(f"{place}/make").status_code == 302
    code = read_code(app)
    paper = tutor.get(f"{place}/papers/1")
    assert paper.mimetype == "application/pdf"
    assert code in PdfReader(io.BytesIO(paper.data)).pages[0].extract_text()
    tutor.post(f"{place}/papers/1/hand", data={"way": "diary"})
    page = parent.get(place).text
    assert "через дневник ученика, под роспись" in page
    assert page.count('<th scope="row">') == 4  # prepared, received, ready, delivered
    answer = app.test_client().post("/extracts/check", data={"code": code.lower().replace("-", " ")}).text
    assert "Выписка подлинная." in answer
    assert "№ 1, по состоянию на 20 нояб. 2026" in answer
    assert pupil.last_name not in answer


def test_the_other_parent_finds_nothing(enter: Enter, school: SmallSchool) -> None:
    place = prepare(enter(school.parent_a), school.pupils_a[0])
    father = enter(school.father_a)
    assert father.get(place).status_code == 404
    assert school.parent_a.full_name not in father.get(f"/pupils/{school.pupils_a[0].id}/extracts").text


def test_codes_are_guessed_slowly_and_stand_in_no_address(app: Flask, school: SmallSchool) -> None:
    stranger = app.test_client()
    for _try in range(5):
        answer = stranger.post("/extracts/check", data={"code": "AAAA-BBBB-CCCC"})
        assert "Такой выписки нет." in answer.text
    stopped = stranger.post("/extracts/check", data={"code": "AAAA-BBBB-CCCC"})
    assert stopped.status_code == 429
    assert "слишком много кодов" in stopped.text
    assert "AAAA-BBBB-CCCC" not in stranger.get("/extracts/check?code=AAAA-BBBB-CCCC").text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"delivery": "email", "email": "mama@example.org"}, "придумывает пароль"),
        ({"delivery": "email", "email": "a@b,c@d.ru", "protection": "секретик"}, "электронной почты"),
        ({"delivery": "post"}, "адрес"),
        ({"starts_on": "2026-12-01"}, "не наступил"),
        ({"delivery": "pigeon"}, "пяти способов"),
    ],
)
def test_what_lacks_something_comes_back_as_it_was_typed(
    enter: Enter, school: SmallSchool, values: dict[str, str], sentence: str
) -> None:
    answer = enter(school.parent_a).post(
        f"/pupils/{school.pupils_a[0].id}/extracts/new", data={**WISH, "phone": "8 900 1", **values}
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="8 900 1"' in answer.text


def test_a_representative_is_entered_at_a_visit(enter: Enter, school: SmallSchool) -> None:
    secretary = enter(school.secretary)
    values = {"applicant_id": "representative", "applicant": "Юстов Юрий Юрьевич"}
    place = prepare(secretary, school.pupils_a[0], **values)
    refused = secretary.post(f"{place}/receive", data=SEEN)
    assert refused.status_code == 422
    assert 'value="4821"' in refused.text
    place = prepare(secretary, school.pupils_a[0], **values, authority="доверенность № 3 от 01.09.2026")
    assert secretary.post(f"{place}/receive", data=SEEN).status_code == 302


def test_late_ones_stand_first_and_the_director_sees_them(
    enter: Enter, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    first = prepare(enter(school.secretary), school.pupils_a[0], applicant_id=str(school.parent_a.id))
    receive(enter, school, first)
    moment.move_to(MONDAY + timedelta(days=1))
    prepare(enter(school.secretary), school.pupils_b[1], applicant_id=str(school.parent_b.id))
    director = enter(school.director)
    page = director.get("/extracts").text
    assert page.index(school.pupils_a[0].full_name) < page.index(school.pupils_b[1].full_name)
    late = director.get("/extracts?state=late").text
    assert (school.pupils_a[0].full_name in late, school.pupils_b[1].full_name in late) == (True, False)
    assert "просрочена, срок был 23.11" in director.get("/day").text
    assert school.pupils_a[0].full_name not in enter(school.teacher_b).get("/extracts").text
    table = director.get("/extracts/timeliness").text
    assert '<td class="number few">1</td>' in table


def test_a_name_is_looked_for_without_standing_in_the_address(enter: Enter, school: SmallSchool) -> None:
    name = school.pupils_a[0].last_name
    found = enter(school.secretary).post("/extracts", data={"name": name[:4].lower()}).text
    assert f"/pupils/{school.pupils_a[0].id}/extracts/new" in found
    assert "Ученика с таким именем нет" in enter(school.teacher_b).post("/extracts", data={"name": name}).text


def test_a_class_s_extracts_are_made_at_once_and_print_as_one_file(
    app: Flask, enter: Enter, school: SmallSchool
) -> None:
    secretary, tutor = enter(school.secretary), enter(school.teacher_a)
    for pupil in school.pupils_a[:2]:
        values = {
            "applicant_id": "representative",
            "applicant": "Юстов Юрий",
            "authority": "доверенность № 3",
        }
        receive(enter, school, prepare(secretary, pupil, **values))
    address = f"/classes/{school.class_a.id}/extracts"
    assert tutor.get(address).status_code == 302
    assert "Готовы 2 выписки." in tutor.post(address, follow_redirects=True).text
    with pikepdf.open(io.BytesIO(tutor.get(address).data)) as book:
        assert len(book.pages) == 2
    assert "ни одной выписке" in tutor.post(address, follow_redirects=True).text


def test_what_went_by_post_stands_in_the_register(enter: Enter, school: SmallSchool) -> None:
    tutor = enter(school.teacher_a)
    place = prepare(enter(school.parent_a), school.pupils_a[0], delivery="post", address="с. Конево, 1")
    receive(enter, school, place)
    tutor.post(f"{place}/make")
    assert "с. Конево, 1" in tutor.get(f"{place}/envelope").text
    without = tutor.post(f"{place}/papers/1/hand", data={"way": "post", "note": ""})
    assert (without.status_code, "номер почтового отправления" in without.text) == (422, True)
    tutor.post(f"{place}/papers/1/hand", data={"way": "post", "note": "62391000000012"})
    secretary = enter(school.secretary)
    assert "62391000000012" in secretary.get("/extracts/sendings?day=2026-11-20").text
    assert "62391000000012" in secretary.get("/extracts/sendings?month=2026-11-01").text
    assert "62391000000012" not in secretary.get("/extracts/sendings?day=2026-11-19").text


def test_a_refusal_is_printed_with_its_ground(enter: Enter, school: SmallSchool) -> None:
    place = prepare(enter(school.parent_a), school.pupils_a[0])
    director = enter(school.director)
    values = {"ground": "no-document", "text": "Паспорт не предъявлен."}
    assert director.post(f"{place}/refuse", data=values).status_code == 302
    notice = director.get(f"{place}/refusal").text
    assert "не предъявлен документ, удостоверяющий личность" in notice
    assert "Паспорт не предъявлен." in notice


def test_a_withdrawn_consent_shows_its_effect(app: Flask, enter: Enter, school: SmallSchool) -> None:
    parent = enter(school.parent_a)
    place = prepare(parent, school.pupils_a[0], delivery="post", address="с. Конево, 1", phone="8 900 1")
    receive(enter, school, place)
    page = parent.post(f"{place}/consent", follow_redirects=True).text
    assert "Больше ничего не готовится и не отправляется" in page
    assert "с. Конево, 1" not in page
    assert "Подготовить" not in enter(school.teacher_a).get(place).text


def test_a_subject_s_teacher_prints_the_own_subject(enter: Enter, school: SmallSchool) -> None:
    teacher, address = enter(school.many_hats), f"/courses/{school.course_c.id}/extracts"
    values = {"pupil_id": str(school.pupils_a[0].id), "starts_on": "2026-09-01", "ends_on": "2026-11-20"}
    paper = teacher.post(address, data=values)
    assert paper.mimetype == "application/pdf"
    assert "Предмет: История" in PdfReader(io.BytesIO(paper.data)).pages[0].extract_text()
    assert school.pupils_a[0].full_name in teacher.get(address).text
    ahead = teacher.post(address, data={**values, "starts_on": "2027-01-10"})
    assert (ahead.status_code, "не наступил" in ahead.text) == (422, True)


def test_a_failed_letter_says_what_to_do(app: Flask, enter: Enter, school: SmallSchool) -> None:
    values = {"delivery": "email", "email": "mama@example.org", "protection": "семь синих"}
    place = prepare(enter(school.parent_a), school.pupils_a[0], **values)
    receive(enter, school, place)
    tutor = enter(school.teacher_a)
    tutor.post(f"{place}/make")
    tutor.post(f"{place}/papers/1/hand", data={"way": "email"})
    with app.extensions["database"].writing() as session:
        session.execute(update(Extract).values(mailing="failed", failure="refused 550"))
    assert "не принял письмо (ответ 550)" in tutor.get(place).text
    assert "не отправлена" in tutor.get("/day").text
    assert "не ушли по электронной почте" in enter(school.secretary).get("/day").text
    tutor.post(f"{place}/papers/1/hand", data={"way": "person"})
    with app.extensions["database"].reading() as session:
        extract = session.scalars(select(Extract)).one()
        assert (extract.mailing, extract.handed_way) == ("", "person")
        assert session.scalars(select(ExtractApplication.state)).one() == "delivered"
        assert extract.due_on == date(2026, 11, 23)

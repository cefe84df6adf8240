"""The summaries of attendance and of progress: sums against a slow, obvious second version (R-ARCHIVE)."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from journal.sheets.attendance import WHAT, build_attendance
from journal.sheets.book import Making, build_book
from journal.sheets.progress import build_progress
from journal.sheets.pupils import build_pupils
from journal.sheets.records import ClassRecord, CourseRecord, Decision, LessonRecord, MarkColumn, Stay
from tests.factories.class_record import PERIODS, QUARTERS, YEAR, make_pupils, make_record

CODES = st.sampled_from(["", "", "ОТ", "УП", "Б", "НП", "ОП", "осв."])
SCHOOL_DAYS = st.sampled_from(
    [date(2026, 9, 1), date(2026, 9, 2), date(2026, 11, 2), date(2027, 5, 26), date(2027, 6, 2)]
)
MISSED = ("ОТ", "УП", "Б", "НП")


@st.composite
def records(draw: st.DrawFn) -> ClassRecord:
    """Two pupils, two courses, lessons on a few days with any codes; one pupil comes in November."""
    pupils = make_pupils(("Абрамова Анна", "Белов Артём"))
    late = replace(pupils[1], stays=[Stay(date(2026, 11, 1))])
    courses, codes = [], {}
    for number in (1, 2):
        days = sorted(draw(st.lists(SCHOOL_DAYS, max_size=6)))
        lessons = [
            LessonRecord(number * 100 + at, at + 1, day, at + 1, "1", "", "", [MarkColumn(number * 100 + at)])
            for at, day in enumerate(days)
        ]
        members = {pupils[0].id: pupils[0].stays, late.id: late.stays}
        courses.append(CourseRecord(number, number, "Предмет", "", "fives", [], lessons, members))
        for lesson in lessons:
            for pupil_id in members:
                codes[lesson.id, pupil_id] = draw(CODES)
    known = {key: code for key, code in codes.items() if code}
    return replace(make_record(pupils=[pupils[0], late], courses=courses), codes=known)


def sum_slowly(record: ClassRecord, pupil_id: int, first: date, last: date) -> list[int]:
    """Go through every lesson of every course and count by hand."""
    days: dict[date, list[str]] = defaultdict(list)
    for course in record.courses:
        for lesson in course.lessons:
            if not first <= lesson.held_on <= last or lesson.held_on > record.today:
                continue
            if any(
                stay.starts_on <= lesson.held_on and (stay.ends_on is None or lesson.held_on <= stay.ends_on)
                for stay in course.members[pupil_id]
            ):
                days[lesson.held_on].append(record.codes.get((lesson.id, pupil_id), ""))
    every = [code for codes in days.values() for code in codes]
    full = 0
    for codes in days.values():
        if all(code in MISSED for code in codes):
            full += 1
    return [
        full,
        len([code for code in every if code in MISSED]),
        every.count("Б"),
        every.count("УП"),
        every.count("НП"),
        every.count("ОТ"),
        every.count("ОП"),
        len(every),
    ]


@given(records())
def test_attendance_agrees_with_counting_by_hand(record: ClassRecord) -> None:
    sheet = build_attendance(record)
    spans = [(one.starts_on, one.ends_on) for one in QUARTERS] + [(YEAR.starts_on, date(2027, 8, 31))]
    totals = [[0] * 8 for _span in spans]
    for row, pupil in zip(sheet.rows, record.pupils, strict=False):
        expected = [sum_slowly(record, pupil.id, *span) for span in spans]
        flat = [count for one in expected for count in one[:7]]
        assert [int(text or 0) for text in row[2:]] == flat
        totals = [[a + b for a, b in zip(*pair, strict=True)] for pair in zip(totals, expected, strict=True)]
    assert [int(text or 0) for text in sheet.rows[-2][2:]] == [n for one in totals for n in one[:7]]
    for at, one in enumerate(totals):
        text = sheet.rows[-1][2 + at * len(WHAT) + 1]
        if one[7] == 0:
            assert text == ""
        else:
            assert text is not None
            difference = abs(Fraction(text.replace(",", ".")) - Fraction(100 * one[1], one[7]))
            assert difference <= Fraction(1, 20)


def test_progress_has_a_block_of_rows_for_every_pupil() -> None:
    record = make_record(lessons=3)
    sheet = build_progress(record)
    labels = ["I четв.", "II четв.", "III четв.", "IV четв.", "год", "экз.", "итог."]
    assert list(sheet.groups) == [len(labels)] * len(record.pupils)
    for number, pupil in enumerate(record.pupils):
        block = sheet.rows[number * 7 : number * 7 + 7]
        assert [row[2] for row in block] == labels
        assert [row[3] for row in block[:5]] == [record.finals[pupil.id, 1, one.id] for one in PERIODS]
        assert (block[5][3], block[6][3]) == (("5", "4") if number == 0 else ("", ""))
        assert block[0][:2] == (str(number + 1), pupil.name)
        assert block[0][4] == "переведён(а) в следующий класс, протокол № 5 от 27.05.2027"
    assert sheet.rows[7][5] == "прибыл(а) 12.01.2027, приказ № 3-к от 11.01.2027"


def test_a_subject_that_is_not_the_pupils_is_none() -> None:
    record = make_record(lessons=1)
    course = replace(record.courses[0], members={1: [YEAR]})
    sheet = build_progress(replace(record, courses=[course], finals={}, exams={}, results={}))
    assert sheet.rows[0][3] == ""
    assert sheet.rows[7][3] is None


def test_the_general_information_tells_where_from() -> None:
    row = build_pupils(make_record(lessons=0)).rows[1]
    assert row[1:4] == ("Белов Артём", "03.03.2015", "Т-2")
    assert row[4] == "12.01.2027, приказ № 3-к от 11.01.2027, гимназия № 2"
    assert row[7] == ""


def test_a_decision_without_minutes_is_shown_as_it_is() -> None:
    pupil = replace(make_pupils(("Орлов Пётр",))[0], decision=Decision("conditionally", "", None))
    assert build_progress(make_record(pupils=[pupil], lessons=1)).rows[0][-2] == "переведён(а) условно"


def test_an_empty_class_has_a_book_too() -> None:
    book = build_book(make_record(pupils=[], courses=[]), Making("Иванова М. П.", "01.06.2027 10:00"))
    assert book.courses == []
    assert [len(sheet.rows) for sheet in book.summaries] == [0, 2, 0]

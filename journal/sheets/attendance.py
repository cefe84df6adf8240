"""«Сводная ведомость учета посещаемости»: what every pupil missed, by period and in the whole interval."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from fractions import Fraction

from journal.entries.sums import count_absences, count_missed_days, round_half_up
from journal.sheets.printout import is_present
from journal.sheets.records import ClassRecord, PeriodRecord, PupilRecord, Stay
from journal.sheets.sheet import Column, Heading, Row, Sheet
from journal.sheets.words import YEAR, name_period

TITLE = "Сводная ведомость учета посещаемости"
WHAT = (
    ("пропущено дней", "дней"),
    ("пропущено уроков", "уроков"),
    ("из них по болезни", "по болезни"),
    ("из них по уважительной причине", "по уваж. причине"),
    ("из них без уважительной причины", "без уваж. причины"),
    ("из них причина не выяснена", "причина не выяснена"),
    ("опозданий", "опозданий"),
)
NUMBER, NAME, SUM = Column("number", 7), Column("name", 36, 2), Column("sum", 5, 1)
TOTAL, SHARE = "Всего по классу", "Пропущено уроков, %"


@dataclass(frozen=True)
class Missed:
    """What was missed: days in full, lessons in all and by reason; late lessons are counted apart."""

    days: int
    lessons: int
    ill: int
    valid: int
    unexcused: int
    unresolved: int
    late: int


@dataclass(frozen=True)
class Attended:
    """A lesson that a pupil had to be at, with the code that stands there; nothing means present."""

    held_on: date
    code: str | None


def build_attendance(record: ClassRecord) -> Sheet:
    """The absences of every pupil in the interval's periods and in all, with the totals of the class."""
    spans = list_spans(record)
    lessons = list_attended(record)
    sums = {
        pupil.id: [count_missed(within(lessons[pupil.id], span)) for _name, span in spans]
        for pupil in record.pupils
    }
    possible = [sum(len(within(lessons[pupil.id], span)) for pupil in record.pupils) for _name, span in spans]
    return Sheet(
        title=TITLE,
        about=[("Класс", record.name), ("Учебный год", record.year)],
        columns=[NUMBER, NAME, *(SUM for _name in spans for _what in WHAT)],
        headings=[
            [
                Heading("№", down=2),
                Heading("Фамилия, имя", down=2),
                *(Heading(name, across=len(WHAT)) for name, _span in spans),
            ],
            [Heading(short, is_upright=True) for _name in spans for _full, short in WHAT],
        ],
        rows=[
            *(
                build_line(number, pupil, sums[pupil.id])
                for number, pupil in enumerate(record.pupils, start=1)
            ),
            *build_totals(list(sums.values()), possible),
        ],
        totals=2,
        fixed=2,
        notes=("Пропущенным считается день, в который пропущены все уроки.",),
        is_wide=True,
    )


def list_spans(record: ClassRecord) -> list[tuple[str, Stay]]:
    """The periods that the interval touches, cut to it, and the whole interval at the end."""
    spans = [
        (name_span(period), cut(period, record.interval))
        for period in sorted(record.periods, key=lambda one: one.ends_on)
        if period.kind != "year" and record.interval.touches(Stay(period.starts_on, period.ends_on))
    ]
    is_year = record.interval == record.year_span
    return [*spans, (YEAR if is_year else "всего", record.interval)]


def name_span(period: PeriodRecord) -> str:
    """«I четверть»."""
    return name_period(period.kind, period.number)


def cut(period: PeriodRecord, interval: Stay) -> Stay:
    """The days of a period that lie in the interval."""
    ends_on = min(period.ends_on, interval.ends_on or period.ends_on)
    return Stay(max(period.starts_on, interval.starts_on), ends_on)


def list_attended(record: ClassRecord) -> Mapping[int, Sequence[Attended]]:
    """The lessons that every pupil had to be at up to today, from all courses."""
    found: dict[int, list[Attended]] = defaultdict(list)
    for course in record.courses:
        for pupil_id, stays in course.members.items():
            found[pupil_id].extend(
                Attended(lesson.held_on, record.codes.get((lesson.id, pupil_id)))
                for lesson in course.lessons
                if lesson.held_on <= record.today and is_present(stays, lesson.held_on)
            )
    return found


def within(lessons: Iterable[Attended], span: Stay) -> list[Attended]:
    """The lessons of these days."""
    return [lesson for lesson in lessons if span.covers(lesson.held_on)]


def count_missed(lessons: Sequence[Attended]) -> Missed:
    """Count what one pupil missed of these lessons."""
    counted = count_absences(lesson.code for lesson in lessons)
    days: dict[date, list[str | None]] = defaultdict(list)
    for lesson in lessons:
        days[lesson.held_on].append(lesson.code)
    return Missed(
        days=count_missed_days(days),
        lessons=counted.missed,
        ill=counted.ill,
        valid=counted.valid,
        unexcused=counted.unexcused,
        unresolved=counted.unresolved,
        late=counted.late,
    )


def build_line(number: int, pupil: PupilRecord, sums: Sequence[Missed]) -> Row:
    """A pupil's line; nothing missed stays empty, so that what was missed is seen."""
    return (str(number), pupil.name, *(str(count or "") for one in sums for count in astuple(one)))


def build_totals(sums: Sequence[Sequence[Missed]], possible: Sequence[int]) -> list[Row]:
    """The sums of the class, and what share of all its lessons was missed."""
    columns = [
        [sum(counts) for counts in zip(*(astuple(line[at]) for line in sums), strict=True)] or [0] * len(WHAT)
        for at in range(len(possible))
    ]
    shares: list[str | None] = []
    for counts, lessons in zip(columns, possible, strict=True):
        shares.extend(["", write_share(counts[1], lessons), *[""] * (len(WHAT) - 2)])
    return [
        ("", TOTAL, *(str(count) for counts in columns for count in counts)),
        ("", SHARE, *shares),
    ]


def write_share(part: int, whole: int) -> str:
    """«4,2»: a share in percent with one decimal, half up; nothing of nothing."""
    return str(round_half_up(Fraction(100 * part, whole), 1)).replace(".", ",") if whole else ""

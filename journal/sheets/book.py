"""The whole journal of a class for the archive: its parts in their order (R-ARCHIVE).

Title page, contents, a spread per twenty lessons of every course, the two summaries, the general information
about the pupils, and the last page with the number of sheets. Paper and workbooks are made from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from journal.sheets.attendance import build_attendance
from journal.sheets.printout import Pages, build_printout
from journal.sheets.progress import build_progress
from journal.sheets.pupils import build_pupils
from journal.sheets.records import ClassRecord, Stay
from journal.sheets.sheet import Sheet
from journal.sheets.words import write_day

TITLE = "КЛАССНЫЙ ЖУРНАЛ"


@dataclass(frozen=True)
class Making:
    """Who made the papers, when by the school's clock, and the head of the class's chain of amendments."""

    person: str
    moment: str
    head: str = ""


@dataclass(frozen=True)
class TitlePage:
    """«Титульный лист»."""

    school: str
    place: str
    class_name: str
    year: str
    interval: str
    tutors: Sequence[str]
    making: Making


@dataclass(frozen=True)
class Book:
    """A class's journal for the archive; contents and the number of sheets follow from its parts."""

    title: TitlePage
    courses: Sequence[Pages]
    summaries: Sequence[Sheet]

    @property
    def name(self) -> str:
        """«Классный журнал, 5А, 2026/2027»."""
        return f"Классный журнал, {self.title.class_name}, {self.title.year}"


def build_book(record: ClassRecord, making: Making) -> Book:
    """Build every part of a class's journal for the record's interval."""
    return Book(
        title=TitlePage(
            school=record.school,
            place=record.place,
            class_name=record.name,
            year=record.year,
            interval=write_interval(record.interval),
            tutors=record.tutors,
            making=making,
        ),
        courses=build_printout(record),
        summaries=[build_progress(record), build_attendance(record), build_pupils(record)],
    )


def write_interval(interval: Stay) -> str:
    """«с 01.09.2026 по 31.08.2027»."""
    return f"с {write_day(interval.starts_on)} по {write_day(interval.ends_on)}"

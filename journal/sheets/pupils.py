"""«Общие сведения об обучающихся» (R-ARCHIVE)."""

from journal.sheets.records import ClassRecord, Move, PupilRecord
from journal.sheets.sheet import Column, Heading, Row, Sheet
from journal.sheets.words import write_day, write_move

TITLE = "Общие сведения об обучающихся"


def build_pupils(record: ClassRecord) -> Sheet:
    """Who was in the class in the interval: the personal file, orders, parents, address and departure."""
    return Sheet(
        title=TITLE,
        about=[("Класс", record.name), ("Учебный год", record.year)],
        columns=[
            Column("number", 7),
            Column("name", 34, share=3),
            Column("sum", 17),
            Column("text", 16),
            Column("text", 30, share=2),
            Column("text", 40, share=3),
            Column("text", 40, share=3),
            Column("text", 30, share=2),
        ],
        headings=[
            [
                Heading("№"),
                Heading("Фамилия, имя, отчество"),
                Heading("Дата рождения"),
                Heading("№ личного дела"),
                Heading("Приказ о зачислении, откуда прибыл"),
                Heading("Родители (законные представители)"),
                Heading("Адрес, телефон"),
                Heading("Выбыл (дата, приказ, куда)"),
            ]
        ],
        rows=[build_line(number, pupil) for number, pupil in enumerate(record.pupils, start=1)],
        is_wide=True,
    )


def build_line(number: int, pupil: PupilRecord) -> Row:
    """One pupil's line."""
    return (
        str(number),
        pupil.full_name,
        write_day(pupil.birth_date),
        pupil.file_number,
        describe_move(pupil.arrival),
        "; ".join(pupil.parents),
        ", ".join(part for part in (pupil.address, pupil.phone) if part),
        describe_move(pupil.departure),
    )


def describe_move(move: Move | None) -> str:
    """«12.01.2027, приказ № 3 от 11.01.2027, гимназия № 2», or nothing."""
    return write_move(move.day, move.number, move.dated_on, move.place) if move else ""

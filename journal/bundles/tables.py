"""The year of a class as plain tables with a description of every column. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from journal.sheets.records import ClassRecord, Move

Value = str | int | None
CODES = (
    "осв. – освобождён, ОТ – отсутствовал, УП – уважительная причина, Б – болезнь, "
    "НП – без уважительной причины, ОП – опоздал"
)


@dataclass(frozen=True)
class DataTable:
    """A table of the bundle: what a row is, its columns with what stands in them, its rows."""

    name: str
    about: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[tuple[Value, ...]]


def build_tables(record: ClassRecord) -> list[DataTable]:
    """All tables of a class's year, the ones that others refer to first."""
    return [
        build_class(record),
        build_periods(record),
        build_pupils(record),
        build_stays(record),
        build_courses(record),
        build_teachings(record),
        build_members(record),
        build_lessons(record),
        build_columns(record),
        build_marks(record),
        build_attendance(record),
        build_finals(record),
        build_exams(record),
    ]


def build_class(record: ClassRecord) -> DataTable:
    """The class itself."""
    columns = (
        ("school", "школа"),
        ("place", "населённый пункт и регион"),
        ("class", "класс"),
        ("year", "учебный год"),
        ("tutors", "классные руководители"),
        ("starts_on", "первый день записей"),
        ("ends_on", "последний день записей"),
    )
    interval = record.interval
    row = (
        record.school,
        record.place,
        record.name,
        record.year,
        "; ".join(record.tutors),
        interval.starts_on.isoformat(),
        write(interval.ends_on),
    )
    return DataTable("class", "Класс и записи, которые вошли в архив", columns, [row])


def build_periods(record: ClassRecord) -> DataTable:
    """The periods by which the class lived."""
    columns = (
        ("period", "номер записи учебного периода"),
        ("kind", "quarter – четверть, trimester – триместр, half – полугодие, year – год"),
        ("number", "который по счёту"),
        ("starts_on", "первый день"),
        ("ends_on", "последний день"),
    )
    rows = [
        (one.id, one.kind, one.number, one.starts_on.isoformat(), one.ends_on.isoformat())
        for one in record.periods
    ]
    return DataTable("periods", "Учебные периоды", columns, rows)


def build_pupils(record: ClassRecord) -> DataTable:
    """The pupils with the general information about them."""
    columns = (
        ("pupil", "номер записи ученика"),
        ("last_name", "фамилия"),
        ("first_name", "имя"),
        ("middle_name", "отчество"),
        ("birth_date", "дата рождения"),
        ("file_number", "№ личного дела"),
        ("address", "адрес"),
        ("phone", "телефон"),
        ("parents", "родители (законные представители)"),
        ("decision", "решение педагогического совета: promoted, conditionally, second-year, graduated"),
        ("minutes", "№ протокола педагогического совета"),
        ("minutes_date", "дата протокола"),
    )
    rows = []
    for one in record.pupils:
        decided = one.decision
        decision = (decided.kind, decided.number, write(decided.dated_on)) if decided else (None, None, None)
        names = (one.last_name, one.first_name, one.middle_name)
        rows.append(
            (
                one.id,
                *names,
                write(one.birth_date),
                one.file_number,
                one.address,
                one.phone,
                "; ".join(one.parents),
                *decision,
            )
        )
    return DataTable("pupils", "Обучающиеся класса", columns, rows)


def build_stays(record: ClassRecord) -> DataTable:
    """The pupils' times in the class with the orders of arrival and departure."""
    columns = (
        ("pupil", "номер записи ученика"),
        ("starts_on", "первый день в классе"),
        ("ends_on", "последний день в классе; пусто – учится"),
        ("arrival_order", "№ приказа о прибытии"),
        ("arrival_date", "дата приказа о прибытии"),
        ("arrived_from", "откуда прибыл(а)"),
        ("departure_order", "№ приказа о выбытии"),
        ("departure_date", "дата приказа о выбытии"),
        ("left_to", "куда выбыл(а)"),
    )
    rows = [
        (
            one.id,
            stay.starts_on.isoformat(),
            write(stay.ends_on),
            *write_move(one.arrival if stay is one.stays[0] else None),
            *write_move(one.departure if stay is one.stays[-1] else None),
        )
        for one in record.pupils
        for stay in one.stays
    ]
    return DataTable("stays", "Время обучения в классе, прибытие и выбытие", columns, rows)


def build_courses(record: ClassRecord) -> DataTable:
    """The pages of the journal."""
    columns = (
        ("course", "номер записи страницы журнала"),
        ("subject", "номер записи предмета"),
        ("name", "предмет"),
        ("subgroup", "подгруппа; пусто – весь класс"),
        ("marking", "fives – отметки, credit – зачёт, none – без отметок"),
    )
    rows = [(one.id, one.subject_id, one.subject, one.subgroup, one.marking) for one in record.courses]
    return DataTable("courses", "Страницы журнала: предметы и подгруппы", columns, rows)


def build_teachings(record: ClassRecord) -> DataTable:
    """Who taught what and when."""
    columns = (
        ("course", "номер записи страницы журнала"),
        ("teacher", "учитель"),
        ("starts_on", "с какого дня"),
        ("ends_on", "по какой день; пусто – до конца"),
    )
    rows = [
        (course.id, one.name, one.stay.starts_on.isoformat(), write(one.stay.ends_on))
        for course in record.courses
        for one in course.teachings
    ]
    return DataTable("teachers", "Кто и когда вёл предмет", columns, rows)


def build_members(record: ClassRecord) -> DataTable:
    """Which pupils were on which page and when."""
    columns = (
        ("course", "номер записи страницы журнала"),
        ("pupil", "номер записи ученика"),
        ("starts_on", "с какого дня"),
        ("ends_on", "по какой день; пусто – до конца"),
    )
    rows = [
        (course.id, pupil_id, stay.starts_on.isoformat(), write(stay.ends_on))
        for course in record.courses
        for pupil_id, stays in sorted(course.members.items())
        for stay in stays
    ]
    return DataTable("members", "Кто из класса учился на странице журнала", columns, rows)


def build_lessons(record: ClassRecord) -> DataTable:
    """The lessons that took place, with topics and homework."""
    columns = (
        ("lesson", "номер записи урока"),
        ("course", "номер записи страницы журнала"),
        ("held_on", "дата урока"),
        ("number", "который урок дня"),
        ("hours", "часы"),
        ("topic", "тема урока"),
        ("homework", "домашнее задание"),
    )
    rows = [
        (one.id, course.id, one.held_on.isoformat(), one.number, one.hours, one.topic, one.homework)
        for course in record.courses
        for one in course.lessons
    ]
    return DataTable("lessons", "Проведённые уроки, темы и домашние задания", columns, rows)


def build_columns(record: ClassRecord) -> DataTable:
    """The columns of the lessons."""
    columns = (
        ("column", "номер записи колонки"),
        ("lesson", "номер записи урока"),
        ("work", "вид работы; пусто – ответ на уроке"),
    )
    rows = [
        (column.id, lesson.id, column.work)
        for course in record.courses
        for lesson in course.lessons
        for column in lesson.columns
    ]
    return DataTable("columns", "Колонки отметок", columns, rows)


def build_marks(record: ClassRecord) -> DataTable:
    """The marks in the columns."""
    columns = (
        ("column", "номер записи колонки"),
        ("pupil", "номер записи ученика"),
        ("mark", "отметка"),
    )
    rows = [(*key, value) for key, value in sorted(record.marks.items())]
    return DataTable("marks", "Текущие отметки", columns, rows)


def build_attendance(record: ClassRecord) -> DataTable:
    """Who was away, released or late at which lesson."""
    columns = (
        ("lesson", "номер записи урока"),
        ("pupil", "номер записи ученика"),
        ("code", CODES),
    )
    rows = [(*key, value) for key, value in sorted(record.codes.items())]
    return DataTable("attendance", "Посещаемость", columns, rows)


def build_finals(record: ClassRecord) -> DataTable:
    """The final marks of the periods and of the year."""
    columns = (
        ("pupil", "номер записи ученика"),
        ("subject", "номер записи предмета"),
        ("period", "номер записи учебного периода"),
        ("mark", "итоговая отметка"),
    )
    rows = [(*key, value) for key, value in sorted(record.finals.items())]
    return DataTable("finals", "Итоговые отметки", columns, rows)


def build_exams(record: ClassRecord) -> DataTable:
    """The marks of examinations, and what resulted from them."""
    columns = (
        ("pupil", "номер записи ученика"),
        ("subject", "номер записи предмета"),
        ("kind", "exam – экзамен, result – итоговая отметка"),
        ("mark", "отметка"),
    )
    kinds = (("exam", record.exams), ("result", record.results))
    rows = [(*key, kind, value) for kind, values in kinds for key, value in sorted(values.items())]
    return DataTable("exams", "Экзамены и итоговые отметки после них", columns, rows)


def write(day: date | None) -> str | None:
    """«2027-05-26», or nothing."""
    return day.isoformat() if day else None


def write_move(move: Move | None) -> Iterator[str | None]:
    """The order of an arrival or a departure: number, date, place."""
    yield from (move.number, write(move.dated_on), move.place) if move else (None, None, None)

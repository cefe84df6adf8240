"""What schools call their subjects: abbreviations and old names, with the name of the curriculum."""

import re
from collections.abc import Mapping

from journal.names import fold

# The first name is the curriculum's; all spellings are compared as `subject_words` makes them.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "Русский язык": ("рус яз", "русский", "р я", "рус"),
    "Литература": ("лит ра", "лит"),
    "Литературное чтение": ("лит чтение", "чтение", "лит чт"),
    "Родной язык": ("род яз", "родной русский язык", "родной язык русский"),
    "Родная литература": ("род лит",),
    "Иностранный язык (английский)": (
        "иностранный язык английский", "английский язык", "англ яз", "английский", "англ", "ин яз англ",
        "ин яз английский", "иностранный язык", "ин яз", "иностр яз",
    ),
    "Иностранный язык (немецкий)": (
        "иностранный язык немецкий", "немецкий язык", "нем яз", "немецкий", "нем", "ин яз нем",
    ),
    "Второй иностранный язык": ("2 ин яз", "второй ин яз", "второй иностранный"),
    "Математика": ("мат ка", "матем", "мат"),
    "Алгебра": ("алг",),
    "Алгебра и начала математического анализа": ("алгебра и начала анализа", "алгебра и нма"),
    "Геометрия": ("геом",),
    "Вероятность и статистика": ("вис", "вер и стат", "вероятность"),
    "Информатика": ("инф", "информ", "инф ка", "информатика и икт"),
    "История": ("ист",),
    "Обществознание": ("общ", "общество", "обществ", "обществозн"),
    "География": ("геогр",),
    "Биология": ("биол",),
    "Физика": ("физ",),
    "Химия": ("хим",),
    "Окружающий мир": ("окр мир", "окр м", "окруж мир"),
    "Физическая культура": ("физ ра", "физра", "физкультура", "физ культура", "физ к ра", "физк ра", "ф ра"),
    "Изобразительное искусство": ("изо", "рисование", "изобр искусство", "изобразит искусство"),
    "Музыка": ("муз",),
    "Труд (технология)": ("труд технология", "технология", "труд", "техн", "технол", "труды"),
    "Основы безопасности и защиты Родины": ("обзр", "обж", "основы безопасности жизнедеятельности"),
    "ОДНКНР": ("однкнр", "основы духовно нравственной культуры народов россии"),
    "ОРКСЭ": ("орксэ", "основы религиозных культур и светской этики"),
    "Разговоры о важном": ("разговор о важном", "ров", "разг о важном"),
    "Классный час": ("кл час",),
    "Астрономия": ("астр",),
    "Черчение": ("черч",),
    "Индивидуальный проект": ("инд проект", "проект"),
    "Право": (),
    "Экономика": ("экон",),
}  # fmt: skip
# Assumed, and changed by the school: subjects that take no marks, in any year (R-FINALCELL).
WITHOUT_MARKS = frozenset({"ОРКСЭ", "Разговоры о важном", "Классный час"})
MAX_WORDS = 8


def subject_words(text: str) -> str:
    """Return a subject's name in the form in which spellings are compared: «Физ-ра» → «физ ра»."""
    return " ".join(re.findall(r"\w+", fold(text)))


_SPELLINGS = {
    subject_words(spelling): name for name, spellings in SUBJECTS.items() for spelling in (name, *spellings)
}


def subject_name(text: str) -> str:
    """Return the curriculum's name of a subject, or the text with a capital when it isn't in the table."""
    known = find_subject(text)
    if known:
        return known
    tidy = " ".join(text.split())
    return tidy[:1].upper() + tidy[1:]


def subject_position(name: str) -> int:
    """Return a subject's place in the curriculum's order; unknown ones come last."""
    names = list(SUBJECTS)
    known = find_subject(name)
    return names.index(known) + 1 if known else len(names) + 1


def find_subject(text: str) -> str | None:
    """Return the curriculum's name when the whole text is a spelling of it, else None."""
    return _SPELLINGS.get(subject_words(text))


def subject_key(text: str) -> str:
    """Return the form in which two names of one subject agree: «Физ-ра» and «Физическая культура»."""
    return subject_words(subject_name(text))


def search_subject(text: str) -> str | None:
    """Return the subject named in a title («КТП. Математика. 5А класс»); the longest spelling wins."""
    words = subject_words(text).split()
    for length in range(min(MAX_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            candidate = " ".join(words[start : start + length])
            if len(candidate) > 2 and candidate in _SPELLINGS:
                return _SPELLINGS[candidate]
    return None

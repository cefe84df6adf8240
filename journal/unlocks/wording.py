"""What the history and the printed sheet say of a request: Russian, as the school's papers are."""

from collections.abc import Iterable

from journal.unlocks.papers import Paper
from journal.unlocks.places import CellPlace

GROUND_WORDS = {
    "": "не указано",
    "illness": "пропуск уроков по болезни, подтверждённый документально",
    "reason": "пропуск уроков по иной уважительной причине, подтверждённой документально",
    "resit": "пересдача по уважительной причине",
    "other": "иная ситуация по уважительной причине, подтверждённой документально",
}
PERIOD_WORDS = {"quarter": "четверть", "trimester": "триместр", "half": "полугодие"}


def word_place(place: CellPlace) -> str:
    """«05.11.2026, урок 2, Математика, 5А: Белова Анна» – the same for ever, whatever is renamed later."""
    if place.is_final:
        period = PERIOD_WORDS.get(place.period_kind)
        when = f"{place.period_number} {period}" if period else "год"
        return f"итоговая отметка, {when}, {place.subject}: {place.pupil}"
    what = place.pupil or "тема, задание и колонки"
    return f"{place.held_on:%d.%m.%Y}, урок {place.number}, {place.course}: {what}"


def word_request(ground: str, places: Iterable[CellPlace], papers: Iterable[Paper]) -> str:
    """What is asked, on which ground and by which documents, for the history."""
    return "\n".join(
        (
            f"Основание: {GROUND_WORDS[ground]}",
            *(f"Клетка: {word_place(place)}" for place in places),
            *(f"Документ: {paper.name}, SHA-256 {paper.sha256}" for paper in papers),
        )
    )


def word_grant(deadline: str, places: Iterable[CellPlace]) -> str:
    """What is granted and until when, for the history."""
    return "\n".join((f"Разрешено до {deadline}", *(f"Клетка: {word_place(place)}" for place in places)))

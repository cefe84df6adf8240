"""The words of examinations."""

from flask_babel import gettext, pgettext

from journal.amendments.changes import Erased, Shown


def name_exam_kind(kind: str) -> str:
    """What an examination of a kind is called."""
    return {
        "interim": gettext("Interim attestation"),
        "exam": gettext("Examination"),
        "oge": gettext("State examination after year 9 (OGE)"),
        "ege": gettext("State examination after year 11 (EGE)"),
        "certificate": pgettext("examination", "Certificate"),
        "resit": gettext("Resit"),
    }[kind]


def explain_row(trouble: str) -> str:
    """Why a row of a spreadsheet can't be taken."""
    return {
        "stranger": gettext("nobody of this name takes the examination"),
        "namesakes": gettext("several pupils have this name: type the result by hand"),
        "twice": gettext("this pupil stands in the table twice; the first row was taken"),
        "nothing": gettext("neither a score nor a mark"),
        "score": gettext("the score isn't a whole number from 0 to 100"),
        "mark": gettext("there is no such mark"),
    }[trouble]


def name_result_change(kind: str) -> str:
    """What a line of a result's history tells."""
    return gettext("Acknowledged") if kind == "exam-seen" else gettext("Result")


def describe_result(kept: Shown) -> Shown:
    """A result in words, as the history keeps it: kind, day, mark and perhaps a score."""
    if isinstance(kept, Erased) or not kept:
        return kept
    kind, day, mark, *score = kept.split(" · ")
    words = {"kind": name_exam_kind(kind), "day": day, "mark": mark}
    if score:
        return gettext("%(kind)s, %(day)s: mark %(mark)s, score %(score)s", score=score[0], **words)
    return gettext("%(kind)s, %(day)s: mark %(mark)s", **words)

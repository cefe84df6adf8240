"""The words of examinations."""

from flask_babel import gettext, pgettext


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

"""The sentences of what is refused around absences, and the words for its kinds."""

from flask_babel import gettext

from journal.attendance.errors import (
    AlreadyAnswered,
    AnnouncedTooEarly,
    AnnouncedTooLate,
    BadSpell,
    OverlappingFact,
    WasPresent,
)
from journal.entries.facts import Fact
from journal.error_messages import explain, show_day


def name_kind(kind: str) -> str:
    """What a fact or an announcement says; never a diagnosis."""
    return {
        "illness": gettext("illness"),
        "leave": gettext("valid reason"),
        "exemption": gettext("exemption"),
    }[kind]


def describe_fact(fact: Fact) -> str:
    """«Болезнь, 18.11–25.11»: what a cell's sign and a screen reader say."""
    days = {"first": f"{fact.starts_on:%d.%m}", "last": f"{fact.ends_on:%d.%m}"}
    return {
        "illness": gettext("Illness, %(first)s–%(last)s", **days),
        "leave": gettext("Absent for a valid reason, %(first)s–%(last)s", **days),
        "exemption": gettext("Exempt from lessons, %(first)s–%(last)s", **days),
    }[fact.kind]


@explain.register
def _(error: OverlappingFact) -> str:
    return gettext(
        "The same is recorded already from %(starts_on)s to %(ends_on)s, and these days overlap. "
        "Nothing was changed. Please choose other days, or change the last day of what is recorded.",
        starts_on=show_day(error.starts_on),
        ends_on=show_day(error.ends_on),
    )


@explain.register
def _(error: BadSpell) -> str:
    return gettext(
        "The last day may not lie before the first, and there may be at most %(limit)s days between them. "
        "Please correct the days; nothing you typed was lost.",
        limit=error.limit_days,
    )


@explain.register
def _(error: AnnouncedTooLate) -> str:
    return gettext(
        "An absence can be announced for today, %(today)s, and for coming days. "
        "For a day that is past, please give the class tutor a note or a certificate.",
        today=show_day(error.today),
    )


@explain.register
def _(error: AnnouncedTooEarly) -> str:
    return gettext(
        "An absence can be announced until %(until)s. For later days, please write to the class tutor.",
        until=show_day(error.until),
    )


@explain.register
def _(error: WasPresent) -> str:
    if not error.symbol:
        return gettext(
            "The pupil was at the lesson: no absence waits for a reason there. Nothing was changed."
        )
    return gettext(
        "The pupil was at the lesson: «%(symbol)s» stands there. A mark or a late arrival can be changed by "
        "the lesson's teacher only. Nothing was changed.",
        symbol=error.symbol,
    )


@explain.register
def _(_error: AlreadyAnswered) -> str:
    return gettext("This announcement was answered already. Nothing was changed.")

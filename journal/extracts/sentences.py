"""The sentences of what is refused around extracts, and the words of its lists."""

from datetime import timedelta
from math import ceil

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from journal.error_messages import explain
from journal.extracts.errors import (
    AlreadyHanded,
    BadSpan,
    IncompleteApplication,
    NoConsent,
    NothingNew,
    TooManyCodes,
    WrongStep,
)

STATES: dict[str, LazyString] = {
    "prepared": _l("Prepared"),
    "received": _l("Received"),
    "working": _l("In work"),
    "ready": _l("Ready"),
    "delivered": _l("Delivered"),
    "refused": _l("Refused"),
    "withdrawn": _l("Withdrawn"),
}
DELIVERIES: dict[str, LazyString] = {
    "person": _l("in person at the school"),
    "post": _l("by post"),
    "email": _l("by e-mail"),
    "centre": _l("at the multifunctional centre"),
    "portal": _l("through the account on the state services portal"),
}
WAYS: dict[str, LazyString] = {
    "person": _l("in person, against a signature"),
    "diary": _l("through the pupil's diary, against a signature"),
    "post": _l("by post"),
    "email": _l("by e-mail"),
    "centre": _l("at the multifunctional centre"),
    "portal": _l("through the account on the state services portal"),
}
IDENTITY_KINDS: dict[str, LazyString] = {
    "passport": _l("passport of a citizen of Russia"),
    "foreign-passport": _l("passport of a foreign citizen"),
    "temporary": _l("temporary identity card"),
    "other": _l("another document"),
}
GROUNDS: dict[str, LazyString] = {
    "no-right": _l("the applicant has no right to this information"),
    "no-document": _l("the document of identity or of authority was not shown"),
    "no-consent": _l("there is no consent to the processing of personal data"),
    "other": _l("another ground that the law names"),
}


@explain.register
def _(error: WrongStep) -> str:
    return gettext(
        "The application is in the state “%(state)s”, so it can't become “%(wanted)s”. Nothing was changed. "
        "Perhaps somebody was quicker: please open the page anew.",
        state=STATES[error.state],
        wanted=STATES[error.wanted],
    )


@explain.register
def _(error: BadSpan) -> str:
    return {
        "ahead": gettext("The first day has not come yet. Please choose today or an earlier day."),
        "order": gettext("The last day lies before the first. Please exchange the days or correct one."),
        "long": gettext("An extract covers a year at the most. Please choose fewer days."),
    }[error.reason]


@explain.register
def _(error: IncompleteApplication) -> str:
    return {
        "delivery": gettext("Please choose one of the five ways of delivery."),
        "address": gettext("For delivery by post an address is needed. Please write it in full."),
        "email": gettext("This is not an e-mail address. Please check it."),
        "protection": gettext(
            "For delivery by e-mail the applicant chooses a password that opens the file: at least 6 signs, "
            "at most about 60. Please write it."
        ),
        "way": gettext("Please choose how the extract was handed over."),
        "register": gettext("For an extract sent by post please write the register number of the letter."),
        "applicant": gettext("Please write the name of the applicant in full."),
        "identity": gettext(
            "Please choose which document the applicant showed, and write the last four letters or digits "
            "of its number. The whole number is not kept."
        ),
        "authority": gettext(
            "The applicant is not a parent whom the school knows. Please write the document of authority: "
            "its kind, number and date."
        ),
        "signature": gettext(
            "The day of the signature must be today or one of the last 31 days. Please check it."
        ),
        "ground": gettext("Please choose the lawful ground of the refusal."),
    }[error.missing]


@explain.register
def _(_error: NoConsent) -> str:
    return gettext(
        "There is no consent to the processing of personal data, or it was withdrawn. Nothing was made or "
        "sent. For a new extract the applicant signs a new application and a new consent."
    )


@explain.register
def _(_error: NothingNew) -> str:
    return gettext(
        "The last extract tells everything up to today, so there is nothing new yet. "
        "Please come back tomorrow or later, or print the last one again."
    )


@explain.register
def _(_error: AlreadyHanded) -> str:
    return gettext(
        "This extract was handed over already, or it is on its way by e-mail. Nothing was changed. "
        "For the next one make a new extract."
    )


@explain.register
def _(error: TooManyCodes) -> str:
    return ngettext(
        "There were too many codes that no extract has, so checking pauses. "
        "Please wait %(num)s minute and compare the code with the paper.",
        "There were too many codes that no extract has, so checking pauses. "
        "Please wait %(num)s minutes and compare the code with the paper.",
        max(1, ceil(error.wait / timedelta(minutes=1))),
    )

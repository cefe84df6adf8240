"""Notices in words, in the language of the moment: the page's or the letter's."""

from flask_babel import format_date, gettext

from journal.entries.symbols import Code
from journal.notices.queries import NoticeView
from journal.school_calendar.names import name_period


def name_way(way: str) -> str:
    """How somebody is told."""
    return {
        "at_once": gettext("by letter at once"),
        "daily": gettext("once a day in one letter"),
        "weekly": gettext("once a week in one letter"),
        "page": gettext("only on this page"),
    }[way]


def name_kind(kind: str) -> str:
    """What somebody is told of."""
    return {
        "mark": gettext("New marks"),
        "absence": gettext("Absences and lateness"),
        "homework": gettext("Homework that was changed after it was set"),
        "final": gettext("Final marks"),
    }[kind]


def describe_place(notice: NoticeView) -> str:
    """Where it belongs: «Математика, 20 ноября», «Математика, 2 четверть»."""
    if notice.held_on is not None:
        when = str(format_date(notice.held_on, "d MMMM"))
    else:
        when = name_period(notice.period_kind, notice.period_number) if notice.period_kind else ""
    return ", ".join(part for part in (notice.subject, when) if part)


def describe_change(notice: NoticeView) -> str:
    """What has happened: «отметка 5», «отметка исправлена: была 3, стала 4»."""
    describe = {
        "mark": _describe_mark,
        "absence": _describe_absence,
        "final": _describe_final,
        "homework": _describe_homework,
    }[notice.kind]
    return describe(notice.before, notice.after)


def _describe_mark(before: str, after: str) -> str:
    if not after:
        return gettext("the mark %(before)s was taken back", before=before)
    if not before:
        return gettext("mark %(mark)s", mark=after)
    return gettext("the mark was corrected: it was %(before)s, it is %(after)s", before=before, after=after)


def _describe_absence(_before: str, after: str) -> str:
    """In nouns, for Russian verbs would have to know boys from girls."""
    if not after:
        return gettext("the absence or lateness was taken back")
    return {
        Code.RELEASED: gettext("release from the lesson"),
        Code.ABSENT: gettext("absence, the reason isn't known yet"),
        Code.VALID: gettext("absence for a valid reason"),
        Code.ILL: gettext("absence because of illness"),
        Code.UNEXCUSED: gettext("absence without a valid reason"),
        Code.LATE: gettext("lateness"),
    }[Code(after)]


def _describe_final(before: str, after: str) -> str:
    if not after:
        return gettext("the final mark %(before)s was taken back", before=before)
    if not before:
        return gettext("final mark %(mark)s", mark=after)
    return gettext(
        "the final mark was corrected: it was %(before)s, it is %(after)s", before=before, after=after
    )


def _describe_homework(_before: str, after: str) -> str:
    return gettext("the homework was changed") if after else gettext("the homework was taken back")

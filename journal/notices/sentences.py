"""Notices in words, in the language of the moment: the page's or the letter's."""

from datetime import date

from flask_babel import format_date, gettext, ngettext

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
        "exam": gettext("Results of examinations"),
        "answer": gettext("Answers to announced absences"),
        "closing": gettext("Lessons with gaps that close soon"),
        "request": gettext("Requests for changes and decisions on them"),
        "own": gettext("What was changed yesterday under my name"),
        "heads": gettext("The last links of the history's chains, every day"),
    }[kind]


def name_change(kind: str) -> str:
    """What an amendment of a kind changed."""
    return {
        "mark": gettext("Mark"),
        "attendance": gettext("Attendance"),
        "final": gettext("Final mark"),
        "exam": gettext("Result of an examination"),
        "topic": gettext("Topic"),
        "homework": gettext("Homework"),
        "column": gettext("Column"),
    }.get(kind, gettext("Another entry"))


def describe_place(notice: NoticeView) -> str:
    """Where it belongs: «Математика, 20 ноября», «Математика, 2 четверть», «Алгебра 7А, 9 ноября»."""
    what = {
        "answer": gettext("Announced absence"),
        "closing": notice.course,
        "request": gettext("Request for a change"),
        "own": gettext("Changes under your name"),
        "heads": gettext("The history's last links"),
    }.get(notice.kind, notice.subject)
    return ", ".join(part for part in (what, describe_time(notice)) if part)


def describe_time(notice: NoticeView) -> str:
    """The day or the period that a notice is about."""
    day = notice.held_on or notice.on_day
    if day is not None:
        return str(format_date(day, "d MMMM"))
    if notice.period_kind and notice.period_number is not None:
        return name_period(notice.period_kind, notice.period_number)
    return ""


def describe_change(notice: NoticeView) -> str:
    """What has happened: «отметка 5», «отметка исправлена: была 3, стала 4»."""
    describe = {
        "mark": _describe_mark,
        "absence": _describe_absence,
        "final": _describe_final,
        "homework": _describe_homework,
        "exam": _describe_exam,
        "answer": _describe_answer,
        "closing": _describe_closing,
        "request": _describe_request,
        "own": _describe_own,
        "heads": _describe_heads,
    }[notice.kind]
    change = describe(notice.before, notice.after)
    return f"{change} ({notice.work.lower()})" if notice.work else change


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


def _describe_exam(before: str, after: str) -> str:
    if not after:
        return gettext("the examination's result %(before)s was taken back", before=before)
    if not before:
        return gettext("the examination's result is %(result)s", result=after)
    return gettext(
        "the examination's result was corrected: it was %(before)s, it is %(after)s",
        before=before,
        after=after,
    )


def _describe_answer(_before: str, after: str) -> str:
    if after == "confirmed":
        return gettext("confirmed by the class tutor")
    return gettext("declined by the class tutor; the reason stands beside the announcement")


def _describe_closing(_before: str, after: str) -> str:
    last_day = str(format_date(date.fromisoformat(after), "d MMMM"))
    return gettext(
        "the lesson isn't fully recorded; marks can be entered until %(day)s inclusive", day=last_day
    )


def _describe_request(_before: str, after: str) -> str:
    """«№ 5: разрешено»; *after* is the request's number and its state."""
    number, _, state = after.partition(" ")
    return {
        "sent": gettext("№ %(number)s waits for a decision", number=number),
        "granted": gettext("№ %(number)s is granted; how long stands on its page", number=number),
        "refused": gettext("№ %(number)s is refused; the reason stands on its page", number=number),
        "expired": gettext("№ %(number)s has ended, and nothing was changed under it", number=number),
    }[state]


def _describe_own(_before: str, after: str) -> str:
    return ngettext("%(num)s change was made", "%(num)s changes were made", int(after))


def _describe_heads(_before: str, after: str) -> str:
    return ngettext("%(num)s chain", "%(num)s chains", int(after))

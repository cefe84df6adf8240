"""The sentence of every domain error: what happened, why, and what can be done next.

An error module of a feature adds its own with `@explain.register`.
"""

from datetime import date, datetime
from functools import singledispatch

from flask_babel import format_date, format_datetime, format_decimal, gettext, ngettext

from journal import errors
from journal.school_calendar.names import name_period

# A longer text in a cell was pasted by mistake; its beginning is enough to know it again.
LONGEST_SYMBOL = 20


@singledispatch
def explain(error: errors.JournalError) -> str:
    """Return the translated sentences for *error*."""
    return gettext("This could not be done. Nothing was changed. Please reload the page and try again.")


def show_day(day: date) -> str:
    """Return «21 ноября 2026», without the «г.» that would end a sentence twice."""
    return str(format_date(day, "d MMMM y"))


def show_moment(moment: datetime) -> str:
    """Return «21 ноября 2026, 10:15» of a moment that is in the school's zone already."""
    return str(format_datetime(moment.replace(tzinfo=None), "d MMMM y, HH:mm", rebase=False))


@explain.register
def _(error: errors.NotFound) -> str:
    return gettext(
        "There is no such page, or it isn't open to you. "
        "Please check the address or go back to the first page."
    )


@explain.register
def _(error: errors.SignInRequired) -> str:
    return gettext(
        "Your session has ended, so nothing was saved. Sign in again in another tab of this browser, "
        "then come back and save once more: what you typed is still here."
    )


@explain.register
def _(error: errors.PasswordChangeRequired) -> str:
    return gettext(
        "The printed password is for the first sign-in only. Please choose a password of your own."
    )


@explain.register
def _(error: errors.Forbidden) -> str:
    return gettext(
        "Your rights don't allow this. Nothing was changed. "
        "If it belongs to your work, ask the school's administrator."
    )


@explain.register
def _(error: errors.Locked) -> str:
    if error.last_day >= error.closed_on:
        return gettext(
            "This was locked on %(closed_on)s, before its usual day: the journal was certified for the "
            "archive, or a date was moved since. It stays locked. Nothing was changed. "
            "The director can allow a change at a written request.",
            closed_on=show_day(error.closed_on),
        )
    if error.kind == "final":
        return gettext(
            "Final marks of this period were locked on %(closed_on)s: "
            "they could be changed until %(last_day)s. Nothing was changed. "
            "The director can allow a change at a written request.",
            closed_on=show_day(error.closed_on),
            last_day=show_day(error.last_day),
        )
    if error.kind == "exam":
        return gettext(
            "Results of this examination were locked on %(closed_on)s: they could be entered until "
            "%(last_day)s. Nothing was changed. The director can allow a change at a written request.",
            closed_on=show_day(error.closed_on),
            last_day=show_day(error.last_day),
        )
    return gettext(
        "The lesson of %(lesson_date)s was locked on %(closed_on)s: it could be changed until %(last_day)s. "
        "Nothing was changed. The director can allow a change at a written request.",
        lesson_date=show_day(error.lesson_date),
        closed_on=show_day(error.closed_on),
        last_day=show_day(error.last_day),
    )


@explain.register
def _(error: errors.TooFarAhead) -> str:
    return ngettext(
        "Marks and absences for %(on)s can't be entered yet: "
        "it is too early when %(num)s day or more is left. Please come back later.",
        "Marks and absences for %(on)s can't be entered yet: "
        "it is too early when %(num)s days or more are left. Please come back later.",
        error.limit_days,
        on=show_day(error.on),
    )


@explain.register
def _(error: errors.WindowClosed) -> str:
    return gettext(
        "Final marks (%(period)s) can be entered from %(opens_on)s to %(closes_on)s: "
        "from the first day of the last school week. The administrator can open them earlier.",
        period=name_period(error.period_kind, error.period_number),
        opens_on=show_day(error.opens_on),
        closes_on=show_day(error.closes_on),
    )


@explain.register
def _(error: errors.PeriodNotOver) -> str:
    return gettext(
        "Missing final marks (%(period)s) can be filled in by the tutor after the period's end, "
        "%(ends_on)s. Until then they are the subject teacher's. Nothing was changed.",
        period=name_period(error.period_kind, error.period_number),
        ends_on=show_day(error.ends_on),
    )


@explain.register
def _(error: errors.FinalStands) -> str:
    return gettext(
        "The final mark «%(symbol)s» stands in this cell already. The tutor fills in missing ones only; "
        "the subject teacher can change it. Nothing was changed.",
        symbol=error.symbol,
    )


@explain.register
def _(error: errors.TooEarlyToConfirm) -> str:
    return gettext(
        "The period can be confirmed from %(opens_on)s, when its final marks open. Nothing was changed.",
        opens_on=show_day(error.opens_on),
    )


@explain.register
def _(error: errors.ExamClosed) -> str:
    return gettext(
        "Results of this examination are entered from %(opens_on)s to %(closes_on)s. Nothing was changed. "
        "The deputy head can name other days.",
        opens_on=show_day(error.opens_on),
        closes_on=show_day(error.closes_on),
    )


@explain.register
def _(error: errors.BadExam) -> str:
    if error.trouble == "order":
        return gettext(
            "Results can be entered from the day of the examination on: the first day may not lie before it, "
            "and the last day not before the first. Please correct the days."
        )
    if error.trouble == "outside":
        return gettext("The day of the examination lies outside the school year. Please choose another day.")
    if error.trouble == "parallel":
        return gettext(
            "The OGE is taken in year 9, the EGE in year 11; certificates come after both. "
            "Please choose another kind or class."
        )
    if error.trouble == "results":
        return gettext("This examination has results, so it can't be deleted. Clear its results first.")
    return gettext("No class of this school year has this subject. Please choose another class or subject.")


@explain.register
def _(error: errors.BadScore) -> str:
    return gettext(
        "A score is a whole number from 0 to %(largest)s. The cell was left as it was.", largest=error.largest
    )


@explain.register
def _(_error: errors.NoResults) -> str:
    return gettext(
        "No table of results was found in this file. It needs a row of headings: the name («ФИО», or "
        "«Фамилия» and «Имя») and «Балл» or «Отметка». Nothing was changed."
    )


@explain.register
def _(error: errors.BadSymbol) -> str:
    if not error.allowed:
        return gettext("No marks are given in this subject. The cell was left as it was.")
    return gettext(
        "«%(symbol)s» can't stand in this cell. It takes one of: %(allowed)s. The cell was left as it was.",
        symbol=error.symbol if len(error.symbol) <= LONGEST_SYMBOL else f"{error.symbol[:LONGEST_SYMBOL]}…",
        allowed=", ".join(error.allowed),
    )


@explain.register
def _(error: errors.NotOnRoster) -> str:
    return gettext(
        "On %(on)s this pupil was not in the group, so nothing can be entered for that day. "
        "If this is wrong, ask the secretary to check the enrolment dates.",
        on=show_day(error.on),
    )


@explain.register
def _(error: errors.Conflict) -> str:
    return gettext(
        "%(name)s has changed this meanwhile. What you entered was not saved: "
        "compare both and choose which one stays.",
        name=error.by or gettext("Someone"),
    )


@explain.register
def _(error: errors.Stale) -> str:
    return gettext(
        "Someone has changed this page since you opened it. Your input was not saved and is still here: "
        "please look at the new state and save again."
    )


@explain.register
def _(error: errors.NeedsReason) -> str:
    return gettext(
        "A saved entry is being replaced later than on its own day, so the journal has to record why. "
        "Please give a reason."
    )


@explain.register
def _(error: errors.NeedsConfirmation) -> str:
    return gettext(
        "The pupil is marked absent (%(attendance)s) and has the mark %(mark)s in the same lesson. "
        "Is that right?",
        attendance=error.attendance,
        mark=error.mark,
    )


@explain.register
def _(error: errors.NotRussian) -> str:
    return gettext(
        "Entries are made in Russian, and this text has no Russian letters. "
        "Please add a Russian word, for example «Прочитать text 5»; links may stay as they are."
    )


@explain.register
def _(error: errors.TooLong) -> str:
    return ngettext(
        "This text is too long: at most %(num)s character fits. "
        "Please shorten it; nothing you typed was lost.",
        "This text is too long: at most %(num)s characters fit. "
        "Please shorten it; nothing you typed was lost.",
        error.limit,
    )


@explain.register
def _(error: errors.Empty) -> str:
    return gettext("This text is empty. Please write something.")


@explain.register
def _(error: errors.OutsideYear) -> str:
    return gettext(
        "%(on)s is outside the school year, which lasts from %(starts_on)s to %(ends_on)s. "
        "Please choose another date.",
        on=show_day(error.on),
        starts_on=show_day(error.starts_on),
        ends_on=show_day(error.ends_on),
    )


@explain.register
def _(error: errors.DueTooEarly) -> str:
    return gettext(
        "Homework must be due after the day of its lesson, %(lesson_date)s. Please choose a later date.",
        lesson_date=show_day(error.lesson_date),
    )


@explain.register
def _(error: errors.LessonCancelled) -> str:
    return gettext(
        "The lesson of %(lesson_date)s did not take place, so nothing can be entered in it. "
        "If it did take place, ask the administrator to restore it.",
        lesson_date=show_day(error.lesson_date),
    )


@explain.register
def _(error: errors.ColumnInUse) -> str:
    if error.is_first:
        return gettext("The first column belongs to the lesson itself and can't be removed.")
    return gettext("This column has marks and can't be removed. Please clear its marks first.")


@explain.register
def _(error: errors.BadWeight) -> str:
    return gettext(
        "A weight is a number from %(smallest)s to %(largest)s. Please correct it; nothing was changed.",
        smallest=format_decimal(error.smallest),
        largest=format_decimal(error.largest),
    )


@explain.register
def _(error: errors.BadLink) -> str:
    return gettext("This is not a link. A link begins with http:// or https://. Please check it.")


@explain.register
def _(error: errors.BadFile) -> str:
    return gettext(
        "A file of this type can't be attached. Accepted are: %(allowed)s. Nothing was saved.",
        allowed=", ".join(error.allowed),
    )


@explain.register
def _(error: errors.FileTooBig) -> str:
    return gettext(
        "The file is too large: at most %(limit)s MB. Please send a smaller one or give a link instead.",
        limit=error.limit_mb,
    )


@explain.register
def _(error: errors.BadRequest) -> str:
    return gettext("The request was not understood, so nothing was changed. Reload the page and try again.")


@explain.register
def _(error: errors.DatabaseNotEmpty) -> str:
    return gettext(
        "This database already holds a school, and nothing in it was changed. "
        "Choose another database for the new one."
    )


@explain.register
def _(error: errors.BadSettings) -> str:
    return gettext(
        "One of the rows can't stand as it was typed, so nothing was changed. Please check the rows."
    )


@explain.register
def _(error: errors.Frozen) -> str:
    return gettext(
        "The school year has begun, so its limits stay: changing them would open what is closed or close "
        "what was open. Nothing was changed."
    )


@explain.register
def _(error: errors.ClockSetBack) -> str:
    return gettext(
        "The server's clock was set back: it says %(now)s, though the journal already knows %(latest)s. "
        "Until that is put right nothing can be changed; reading goes on. "
        "Tell the school's administrator: the page «State of the server» says what to do.",
        now=show_moment(error.now),
        latest=show_moment(error.latest),
    )


@explain.register
def _(_error: errors.OldSchema) -> str:
    return gettext(
        "The database has the tables of another version of the journal. "
        "Make a backup and run “journal migrate”, or start the version that made it."
    )


@explain.register
def _(_error: errors.HistoryUnguarded) -> str:
    return gettext(
        "The guard that keeps the history from being changed is down, so the journal doesn't start. "
        "Run “journal verify” to see whether the history is whole, then “journal migrate”, which puts it up."
    )


@explain.register
def _(_error: errors.NoSchool) -> str:
    return gettext(
        "There is no school in this database yet. "
        "Make one with “journal init”, or a demo school with “journal demo”."
    )

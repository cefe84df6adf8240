"""The sentences of what is refused around cancelled and moved lessons."""

from flask_babel import gettext, ngettext

from journal.error_messages import explain, show_day
from journal.lessons.errors import (
    BadDays,
    BadNumber,
    LessonHolds,
    LessonStands,
    NoLessons,
    NoSchoolDay,
    OtherPeriod,
    SharedLesson,
    SlotTaken,
)


def name_change(kind: str) -> str:
    """What was done to a lesson."""
    return {
        "lesson-cancelled": gettext("cancelled"),
        "lesson-restored": gettext("restored"),
        "lesson-moved": gettext("moved"),
    }[kind]


@explain.register
def _(error: LessonHolds) -> str:
    return ngettext(
        "In the lesson of %(lesson_date)s stands %(num)s mark or absence, so it took place and wasn't "
        "cancelled. If it was entered by mistake, its teacher clears it first.",
        "In the lesson of %(lesson_date)s stand %(num)s marks and absences, so it took place and wasn't "
        "cancelled. If they were entered by mistake, its teacher clears them first.",
        error.entries,
        lesson_date=show_day(error.lesson_date),
    )


@explain.register
def _(_error: LessonStands) -> str:
    return gettext("This lesson isn't cancelled, so there is nothing to restore. Nothing was changed.")


@explain.register
def _(_error: SharedLesson) -> str:
    return gettext(
        "Pupils of other classes are in this lesson too, so it wasn't cancelled with the class's day. "
        "Please cancel it by itself if nobody had it."
    )


@explain.register
def _(error: SlotTaken) -> str:
    return gettext(
        "On %(on)s the class has another lesson at that hour, no. %(number)s: %(title)s. "
        "Nothing was changed. Please choose another number, or move that lesson first.",
        on=show_day(error.on),
        number=error.number,
        title=error.title,
    )


@explain.register
def _(error: NoSchoolDay) -> str:
    if not error.name:
        return gettext(
            "%(on)s is a Sunday, so no lesson can be put there. Nothing was changed. "
            "Please choose another day.",
            on=show_day(error.on),
        )
    return gettext(
        "There are no lessons on %(on)s: %(name)s. Nothing was changed. Please choose another day.",
        on=show_day(error.on),
        name=error.name,
    )


@explain.register
def _(error: OtherPeriod) -> str:
    return gettext(
        "A lesson stays in its period, from %(starts_on)s to %(ends_on)s, for its marks count there. "
        "Nothing was changed. Please choose a day of this period.",
        starts_on=show_day(error.starts_on),
        ends_on=show_day(error.ends_on),
    )


@explain.register
def _(_error: NoLessons) -> str:
    return gettext("There is no lesson on these days that this could be done to. Nothing was changed.")


@explain.register
def _(error: BadDays) -> str:
    return gettext(
        "The last day may not lie before the first, and there may be at most %(limit)s days between them. "
        "Please correct the days; nothing was changed.",
        limit=error.limit_days,
    )


@explain.register
def _(error: BadNumber) -> str:
    return gettext(
        "The number of a lesson lies between 0 and %(largest)s. Please correct it; nothing was changed.",
        largest=error.largest,
    )

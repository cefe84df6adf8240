"""What every page's head shows: the school, the person's ways to go, language and look."""

from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale, gettext
from flask_login import current_user

from journal.database import current_session
from journal.errors import NotFound
from journal.permissions import actions
from journal.permissions.guard import current_view
from journal.permissions.hats import ALL, FAMILY, FAMILY_ROLES, WORK, can_choose, wear
from journal.permissions.policy import is_permitted
from journal.school import get_school

THEMES = ("auto", "light", "dark", "contrast")
THEME_COOKIE = "theme"
Link = tuple[str, str, bool]
# Pages reached from another area's that belong to it in people's minds: the first area that the person has.
AREAS = {
    "archive": ("registry",),
    "lessons": ("grades",),
    "topics": ("grades",),
    "homework": ("grades",),
    "history": ("grades",),
    "attendance": ("registry",),
    "attendance.view_announcements": ("diary", "registry"),
    "diary": ("diary", "registry"),
    "exams": ("finals", "grades"),
    "extracts": ("extracts", "registry", "diary"),
    "extracts.show_course": ("grades",),
    "forecast.view_course_forecast": ("grades",),
    "forecast.view_pupil_forecast": ("diary", "registry"),
    "health": ("setup",),
    "lesson_changes": ("setup",),
    "outside_marks": ("setup",),
    "unlocks": ("grades", "day"),
    "year_end": ("registry",),
}


def register_navigation(app: Flask) -> None:
    """Give every template the page's frame."""
    app.context_processor(frame)


def frame() -> dict[str, Any]:
    """The variables of `layouts/base.html`."""
    return {
        "school_name": find_school_name(),
        "navigation": list_links,
        "hats": list_hats,
        "language": str(get_locale() or "ru"),
        "theme": choose_theme(),
    }


def find_school_name() -> str:
    """The school's short name; the product's before a school was set up."""
    try:
        return get_school(current_session()).short_name
    except NotFound:
        return "Журнал"


def choose_theme() -> str:
    """The person's look, else the cookie's."""
    if current_user.is_authenticated:
        return str(current_user.theme)
    chosen = request.cookies.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def list_links() -> list[Link]:
    """Where this person may go, most used first; many-hat people see the ways of all their hats."""
    if not current_user.is_authenticated or current_user.password_is_temporary:
        return []
    ways = list_ways()
    area = find_area([endpoint.partition(".")[0] for endpoint, _label in ways])
    return [(url_for(endpoint), label, area == endpoint.partition(".")[0]) for endpoint, label in ways]


def find_area(areas: list[str]) -> str | None:
    """Which of the person's areas the page belongs to, if any."""
    blueprint = request.blueprint or ""
    wanted = AREAS.get(request.endpoint or "") or AREAS.get(blueprint) or (blueprint,)
    return next((area for area in wanted if area in areas), None)


def list_ways() -> list[tuple[str, str]]:
    """The endpoints of the person's ways, with their names."""
    view = current_view()
    actor = wear(current_user.actor, view)
    sees_classes = (current_user.is_tutor and view != FAMILY) or is_permitted(actor, actions.REGISTRY_VIEW)
    sees_journals = actor.has_role("teacher", "deputy", "director", "administrator")
    ways = [
        ("day.show_day", gettext("My day"), bool(actor.roles)),
        ("grades.list_courses", gettext("Journal"), sees_journals),
        ("finals.show_missing", gettext("Finals"), actor.has_role("teacher", "deputy", "director")),
        ("diary.show_children", gettext("Diary"), actor.has_role("parent", "pupil")),
        ("imports.list_drafts", gettext("Import"), is_permitted(actor, actions.SCHOOL_IMPORT)),
        ("registry.list_classes", gettext("Classes"), sees_classes),
        ("extracts.list_all", gettext("Extracts"), actor.has_role("secretary")),
        ("setup.show_present_year", gettext("School year"), is_permitted(actor, actions.SCHOOL_SETUP)),
        ("staff.list_staff", gettext("Staff"), is_permitted(actor, actions.STAFF_VIEW)),
    ]
    return [(endpoint, label) for endpoint, label, shown in ways if shown]


def list_hats() -> list[tuple[str, str, bool]]:
    """As what a person of the school and of a family may look: the view, its name, whether it is on."""
    if not current_user.is_authenticated or not can_choose(current_user.actor):
        return []
    roles, view = current_user.actor.roles, current_view()
    names = [(ALL, gettext("Everything")), (WORK, _name_hat(roles - FAMILY_ROLES))]
    return [(one, name, one == view) for one, name in [*names, (FAMILY, _name_hat(roles & FAMILY_ROLES))]]


def _name_hat(roles: frozenset[str]) -> str:
    """The name of the first of these roles, as people call it."""
    names = {
        "teacher": gettext("Teacher"),
        "deputy": gettext("Deputy head"),
        "director": gettext("Director"),
        "secretary": gettext("Secretary"),
        "administrator": gettext("Administrator"),
        "parent": gettext("Parent"),
        "pupil": gettext("Pupil"),
    }
    return next(name for role, name in names.items() if role in roles)

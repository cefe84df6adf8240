"""What a view declares is asked before the view runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from journal.errors import Forbidden, NotFound, PasswordChangeRequired, SignInRequired
from journal.permissions import actions, guard
from journal.permissions.actor import Actor
from journal.permissions.guard import Access, current_actor, current_view, public, reads, writes
from journal.permissions.predicates import Target

TEACHER_AND_MOTHER = Actor(1, "Белова Ольга Сергеевна", "учитель", frozenset({"teacher", "parent"}))
ADMINISTRATOR = Actor(2, "Админова Инна Юрьевна", "администратор", frozenset({"administrator"}))
CLASS_ID = 31


@dataclass
class Person:
    """Whoever sits at the browser."""

    actor: Actor = ADMINISTRATOR
    is_authenticated: bool = True
    password_is_temporary: bool = False


@dataclass
class Browser:
    """Who is signed in, what the cookie holds, and for which things the rights were looked up."""

    person: Person = field(default_factory=Person)
    cookie: dict[str, str] = field(default_factory=dict)
    looked_up: list[Any] = field(default_factory=list)
    target: Target = field(default_factory=Target)

    def find_target(self, session: object, key: int) -> Target:
        self.looked_up.append((session, key))
        return self.target


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(guard, "current_user", browser.person)
    monkeypatch.setattr(guard, "cookie", browser.cookie)
    monkeypatch.setattr(guard, "current_session", lambda: "the session")
    return browser


def view(class_id: int = 0, *, page: int = 1) -> str:
    """A page."""
    return f"class {class_id}, page {page}"


def test_nobody_is_nobody(browser: Browser) -> None:
    assert current_actor() == ADMINISTRATOR
    browser.person.is_authenticated = False
    for ask in (current_actor, reads(actions.CLASS_LIST)(view), writes(actions.CLASS_LIST)(view)):
        with pytest.raises(SignInRequired):
            ask()


def test_what_is_declared_can_be_read(browser: Browser) -> None:
    assert public(view).__access__ == Access("public", None)
    assert reads(actions.CLASS_LIST)(view).__access__ == Access("reads", actions.CLASS_LIST)
    assert writes(actions.MARK_EDIT)(view).__access__ == Access("writes", actions.MARK_EDIT)
    for decorate in (reads(actions.CLASS_LIST), writes(actions.MARK_EDIT)):
        assert decorate(view).__name__ == "view"
        assert decorate(view).__doc__ == "A page."


def test_a_public_page_asks_nothing(browser: Browser) -> None:
    browser.person.is_authenticated = False
    assert public(view)(3, page=2) == "class 3, page 2"


def test_reading_asks_for_the_right_first(browser: Browser) -> None:
    assert reads(actions.CLASS_LIST)(view)(3, page=2) == "class 3, page 2"
    assert browser.looked_up == []
    with pytest.raises(Forbidden) as refusal:
        reads(actions.GAPS_WATCH)(view)()
    assert refusal.value.action == actions.GAPS_WATCH


def test_reading_a_thing_asks_who_stands_around_it(browser: Browser) -> None:
    guarded = reads(actions.SLIPS_PRINT, browser.find_target, "class_id")(view)
    with pytest.raises(Forbidden):
        guarded(class_id=str(CLASS_ID))  # the administrator sees the class and isn't its tutor
    assert browser.looked_up == [("the session", CLASS_ID)]
    browser.target = Target(tutor_ids=frozenset({ADMINISTRATOR.person_id or 0}))
    assert guarded(class_id=CLASS_ID) == f"class {CLASS_ID}, page 1"


def test_writing_only_asks_who_it_is(browser: Browser) -> None:
    """The service asks for the right, inside the write."""
    assert writes(actions.MARK_EDIT)(view)(3, page=2) == "class 3, page 2"


@pytest.mark.parametrize("kind", [reads, writes])
def test_a_printed_password_opens_its_own_page_only(
    browser: Browser, kind: Callable[[str], Callable[[Any], Any]]
) -> None:
    browser.person.password_is_temporary = True
    assert kind(actions.PASSWORD_CHANGE)(view)() == "class 0, page 1"
    for action in (actions.CLASS_LIST, actions.ACCOUNT_OWN):
        with pytest.raises(PasswordChangeRequired):
            kind(action)(view)()


@pytest.mark.parametrize(
    ("actor", "chosen", "shown"),
    [
        (TEACHER_AND_MOTHER, "family", "family"),
        (TEACHER_AND_MOTHER, "work", "work"),
        (TEACHER_AND_MOTHER, "all", "all"),
        (TEACHER_AND_MOTHER, "everything", "all"),
        (TEACHER_AND_MOTHER, None, "all"),
        (ADMINISTRATOR, "family", "all"),
    ],
)
def test_the_hat_of_the_cookie_counts_where_there_is_a_choice(
    browser: Browser, actor: Actor, chosen: str | None, shown: str
) -> None:
    browser.person.actor = actor
    if chosen:
        browser.cookie["view"] = chosen
    assert current_view() == shown


def test_looked_at_as_a_parent_a_diary_opens_by_parenthood_only(browser: Browser) -> None:
    browser.person.actor = TEACHER_AND_MOTHER
    guarded = reads(actions.DIARY_VIEW, browser.find_target, "class_id")(view)
    as_tutor, as_parent = Target(tutor_ids=frozenset({1})), Target(parent_ids=frozenset({1}))
    for chosen, target, opens in (
        ("all", as_tutor, True),
        ("work", as_tutor, True),
        ("family", as_tutor, False),
        ("family", as_parent, True),
    ):
        browser.cookie["view"], browser.target = chosen, target
        if opens:
            assert guarded(class_id=1) == "class 1, page 1"
        else:
            with pytest.raises(NotFound):
                guarded(class_id=1)
    browser.cookie["view"], browser.target = "family", as_tutor
    assert reads(actions.CLASS_VIEW, browser.find_target, "class_id")(view)(class_id=1) == "class 1, page 1"

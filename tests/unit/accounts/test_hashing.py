import pytest

from journal.accounts import hashing


class Spy:
    """Counts what the real hasher is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.real = hashing.HASHER

    def verify(self, password_hash: str, password: str) -> bool:
        self.asked.append(password_hash)
        return self.real.verify(password_hash, password)


def test_a_hash_has_the_agreed_cost_and_its_own_salt() -> None:
    first, second = hashing.hash_password("тайна"), hashing.hash_password("тайна")
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second
    assert hashing.is_password("тайна", first)
    assert not hashing.is_password("Тайна", first)


@pytest.mark.parametrize("kept", [None, ""])
def test_who_has_no_password_costs_the_same_work(monkeypatch: pytest.MonkeyPatch, kept: str | None) -> None:
    spy = Spy()
    monkeypatch.setattr(hashing, "HASHER", spy)
    assert not hashing.is_password("тайна", kept)
    assert len(spy.asked) == 1
    assert spy.asked[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobody_s_hash_opens_nothing() -> None:
    assert not hashing.is_password("x", None)
    assert not hashing.is_password("x", "broken")

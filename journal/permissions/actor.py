"""Who acts: a person with a name, a position and a set of roles as they are now."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """The acting person; `person_id` is None for the program itself (scheduler, command line)."""

    person_id: int | None
    name: str
    position: str
    roles: frozenset[str]

    def has_role(self, *roles: str) -> bool:
        """Whether the actor holds any of these roles."""
        return not self.roles.isdisjoint(roles)


SCHEDULER = Actor(None, "Планировщик", "программа", frozenset())
COMMAND_LINE = Actor(None, "Командная строка", "системный администратор", frozenset({"administrator"}))

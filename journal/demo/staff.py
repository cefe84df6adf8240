"""The staff of the demo school."""

from typing import Any

from journal.demo.history import Writer
from journal.demo.people import Employee, Registry
from journal.demo.sources import read_json
from journal.models import StaffMember, StaffRole
from journal.names import split_name

YOUNGEST, OLDEST = 28, 60


def add_staff(registry: Registry) -> list[Employee]:
    """Add the staff of `staff.json` with their roles."""
    return [add_employee(registry, entry) for entry in read_json("staff")]


def add_employee(registry: Registry, entry: dict[str, Any]) -> Employee:
    """Add one employee."""
    birth_date = registry.pick_birth_date(YOUNGEST, OLDEST)
    person_id = registry.add_person(split_name(entry["name"]), birth_date, registry.pick_address())
    registry.rows.add_keyed(StaffMember, person_id=person_id, position=entry["position"], dismissed_on=None)
    for role in entry.get("roles", ["teacher"]):
        registry.rows.add_keyed(StaffRole, person_id=person_id, role=role)
    return Employee(
        key=entry["key"],
        person_id=person_id,
        writer=Writer(person_id, entry["name"], entry["position"]),
        room=entry["room"],
        tutor_of=entry.get("tutor", ""),
        demo=entry.get("demo", ""),
        supervises=tuple(entry.get("supervises", ())),
    )

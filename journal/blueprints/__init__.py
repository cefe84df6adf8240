"""The screens: one blueprint an area."""

from flask import Blueprint

from journal.blueprints.accounts import blueprint as accounts
from journal.blueprints.attendance import blueprint as attendance
from journal.blueprints.diary import blueprint as diary
from journal.blueprints.grades import blueprint as grades
from journal.blueprints.history import blueprint as history
from journal.blueprints.registry import blueprint as registry
from journal.blueprints.staff import blueprint as staff

BLUEPRINTS: tuple[Blueprint, ...] = (
    attendance,
    accounts,
    diary,
    grades,
    history,
    registry,
    staff,
)

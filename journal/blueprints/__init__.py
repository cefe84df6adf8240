"""The screens: one blueprint an area."""

from flask import Blueprint

from journal.blueprints.diary import blueprint as diary
from journal.blueprints.grades import blueprint as grades

BLUEPRINTS: tuple[Blueprint, ...] = (grades, diary,)

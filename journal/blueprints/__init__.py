"""The screens: one blueprint an area."""

from flask import Blueprint

from journal.blueprints.accounts import blueprint as accounts
from journal.blueprints.archive import blueprint as archive
from journal.blueprints.attendance import blueprint as attendance
from journal.blueprints.day import blueprint as day
from journal.blueprints.diary import blueprint as diary
from journal.blueprints.exams import blueprint as exams
from journal.blueprints.extracts import blueprint as extracts
from journal.blueprints.finals import blueprint as finals
from journal.blueprints.forecast import blueprint as forecast
from journal.blueprints.grades import blueprint as grades
from journal.blueprints.health import blueprint as health
from journal.blueprints.history import blueprint as history
from journal.blueprints.homework import blueprint as homework
from journal.blueprints.imports import blueprint as imports
from journal.blueprints.lesson_changes import blueprint as lesson_changes
from journal.blueprints.lessons import blueprint as lessons
from journal.blueprints.notices import blueprint as notices
from journal.blueprints.outside_marks import blueprint as outside_marks
from journal.blueprints.registry import blueprint as registry
from journal.blueprints.setup import blueprint as setup
from journal.blueprints.staff import blueprint as staff
from journal.blueprints.topics import blueprint as topics
from journal.blueprints.unlocks import blueprint as unlocks
from journal.blueprints.year_end import blueprint as year_end

BLUEPRINTS: tuple[Blueprint, ...] = (
    archive,
    attendance,
    accounts,
    day,
    diary,
    exams,
    extracts,
    finals,
    forecast,
    grades,
    health,
    history,
    homework,
    imports,
    lesson_changes,
    lessons,
    notices,
    outside_marks,
    registry,
    setup,
    staff,
    topics,
    unlocks,
    year_end,
)

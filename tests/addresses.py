"""The addresses of every page, filled in from a test's school; for tests that walk all routes."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.factories import SmallSchool
from tests.factories.furniture import Furniture

STATIC = frozenset({"static", "bootstrap.static"})


@dataclass(frozen=True)
class Address:
    """A route with its numbers filled in."""

    endpoint: str
    path: str


def list_rules(app: Flask, method: str) -> list[Rule]:
    """The routes that answer *method*, but for static files; in one order for all test workers."""
    rules = (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))
    return sorted((rule for rule in rules if rule.endpoint not in STATIC), key=lambda rule: rule.rule)


def name_things(school: SmallSchool, furniture: Furniture) -> dict[str, int]:
    """A value for each name that routes use; today's lesson of `course_a` and its first pupil."""
    return {
        "amendment_id": 1,
        "announcement_id": furniture.announcement_id,
        "application_id": furniture.application_id,
        "class_id": school.class_a.id,
        "column_id": furniture.column_id,
        "course_id": school.course_a.id,
        "delegation_id": furniture.delegation_id,
        "document_id": furniture.document_id,
        "draft_id": furniture.draft_id,
        "exam_id": furniture.exam_id,
        "extract_id": furniture.extract_id,
        "fact_id": furniture.fact_id,
        "file_id": furniture.file_id,
        "lesson_id": school.lesson_on(school.today).id,
        "mark_id": furniture.mark_id,
        "paper_id": furniture.paper_id,
        "period_id": school.quarter.id,
        "person_id": school.teacher_a.id,
        "plan_draft_id": furniture.plan_draft_id,
        "pupil_id": school.pupils_a[0].id,
        "request_id": furniture.request_id,
        "session_id": 1,
        "subject_id": school.course_a.subject_id,
        "version_id": furniture.version_id,
        "year_id": school.year.id,
    }


def fill_addresses(app: Flask, method: str, things: Mapping[str, int]) -> list[Address]:
    """Every address that answers *method*; a name without a value is an error of the test."""
    return [fill_address(rule, things) for rule in list_rules(app, method)]


def fill_address(rule: Rule, things: Mapping[str, int]) -> Address:
    """The address of one route."""
    missing = rule.arguments - things.keys()
    assert not missing, f"{rule.rule}: tests/addresses.py doesn't know {missing}"
    values = {name: things[name] for name in rule.arguments}
    if {"course_id", "draft_id"} <= rule.arguments:
        values["draft_id"] = things["plan_draft_id"]
    built = rule.build(values)
    assert built is not None
    return Address(rule.endpoint, built[1])

"""`docs/regulation.md` lists every rule with its code and its tests, and what it lists is there."""

import re

import pytest

from tests.conventions.source import ROOT, list_files, name_of

RULE = re.compile(r"\bR-[A-Z0-9]{2,}\b")
NOT_YET = "not yet"
# The regulation's own list: no row can be lost by mistake.
RULES = """
    R-CELL R-FINALCELL R-REASON R-RUSSIAN R-SAMEDAY
    R-LOCK14 R-LOCK7 R-AHEAD14 R-FINALWINDOW R-TUTORFINAL R-PERIODEND R-UNLOCK R-SCHEDULER R-NOBYPASS R-AMEND
    R-PLAN R-TOPIC R-CANCEL R-TIMETABLE R-SUBGROUP R-SURVEY R-MINMARKS R-GIA R-OBJECTIVE R-FORECAST
    R-CREDENTIALS R-NOPUPIL R-SIBLINGS R-FILES R-MOVEMENT R-NEWCOMER R-PE R-STAFFCARD R-SETUP
    R-WEEKLY R-MONTHLY R-ACTIVITY R-REPORTS
    R-DIARY R-INFORM R-TALK R-PORTFOLIO R-RESOURCES R-SSO
    R-ASK R-APPLY R-ONEDAY R-RHYTHM R-DELIVERY R-REFUSE R-OWNER
    R-ARCHIVE R-25YEARS R-CLOSED
"""


def read_rows() -> dict[str, list[str]]:
    """Each rule with its cells: what it says, where its code is, where its tests are."""
    lines = (ROOT / "docs" / "regulation.md").read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| R-")
    ]
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row[1:] for row in rows}


ROWS = read_rows()


@pytest.mark.parametrize("rule", ROWS)
def test_a_rule_names_its_code_and_its_tests(rule: str) -> None:
    says, code, tests = ROWS[rule]
    assert says
    for cell in (code, tests):
        paths = re.findall("`([^`]+)`", cell)
        assert paths or cell == NOT_YET
        assert [path for path in paths if not (ROOT / path).is_file()] == []
    assert tests == NOT_YET or code != NOT_YET
    assert all(
        rule in (ROOT / path).read_text(encoding="utf-8") for path in re.findall("`(tests/[^`]+)`", tests)
    )


def test_every_rule_of_the_regulation_has_its_row() -> None:
    assert list(ROWS) == RULES.split()


def test_no_other_rule_is_spoken_of() -> None:
    files = list_files(".py", ".html", ".js", ".css", ".md")
    unknown = {
        (name_of(path), rule)
        for path in files
        for rule in RULE.findall(path.read_text(encoding="utf-8"))
        if rule not in ROWS and path != ROOT / "tests" / "conventions" / "test_regulation.py"
    }
    assert unknown == set()

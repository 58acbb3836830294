"""`tddgate status`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TEST = "tests/test_discount.py"


def test_without_a_contract_the_first_thing_to_do_is_to_write_a_test(project: Project, tddgate: Tddgate) -> None:
    """A project that has just installed the plugin is told how to begin."""
    answer = tddgate(project, "status")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "no contract yet. Next: write a test for behaviour that is missing, then pytest --tdd-gate=verify-fail\n"
    )


def test_a_new_test_that_is_not_locked_is_named_with_the_next_command(project: Project, tddgate: Tddgate) -> None:
    """New is what neither HEAD nor a contract has."""
    answer = tddgate(project.with_red_test(), "status")

    assert answer.out == (
        "not locked: tests/test_discount.py::test_discount\n"
        "1 new test is not locked. Next: pytest --tdd-gate=verify-fail\n"
    )


@pytest.mark.parametrize("at", ["", "src/shop"])
def test_a_kept_contract_waits_for_green(locked: Project, tddgate: Tddgate, at: str) -> None:
    """The table has a column for each gate, and looks the same from every directory."""
    lock = locked.git("log", "--format=%h", "--abbrev=10", "-1")

    answer = tddgate(locked, "status", at=at)

    assert answer.code == 0
    assert answer.out == (
        "feature   contract  tests  2 verify-fail  3 lock         4 green                      5 docs  6 review\n"
        f"discount  kept      2      passed         in {lock}  run pytest --tdd-gate=green  run     run\n"
        "\n"
        "kept: 1 contract. Next: pytest --tdd-gate=green\n"
    )


def test_a_touched_test_breaks_the_contract_and_the_next_command_restores_it(locked: Project, tddgate: Tddgate) -> None:
    """The last line is a command that can be pasted."""
    touched = locked.replace(TEST, "== less", "<= less")

    answer = tddgate(touched, "status")
    touched.git(*answer.last_line.partition("Next: git ")[2].split())

    assert answer.code == 10
    assert "broken[contract-touched]: tests/test_discount.py is not what was locked (contract discount)" in answer.out
    assert tddgate(touched, "status").code == 0


def test_a_contract_that_was_deleted_is_broken(locked: Project, tddgate: Tddgate) -> None:
    """What was locked once is found in history."""
    locked.git("rm", "--quiet", "-r", ".tddgate")

    answer = tddgate(locked.commit("away with it"), "status")

    assert answer.code == 10
    assert "broken[contract-missing]: the contract of discount was locked in " in answer.out


def test_the_json_has_the_same_facts_in_a_stable_form(locked: Project, tddgate: Tddgate) -> None:
    """A program reads the features, what is broken, what is not locked, and what comes next."""
    lock = locked.git("rev-parse", "HEAD")

    raw = json.loads(tddgate(locked.with_red_test("refund"), "status", "--json").out)
    digest = raw["features"][0]["contract"].pop("digest")

    assert raw == {
        "schema": "tddgate/status/1",
        "features": [
            {
                "feature": "discount",
                "contract": {"state": "kept", "path": ".tddgate/contracts/discount.json", "commit": lock},
                "tests": 2,
                "pins": 0,
                "amendments": [],
                "gates": {"verify-fail": "passed", "lock": "passed", "green": "run", "docs": "run", "review": "run"},
                "findings": [],
            }
        ],
        "problems": [],
        "unlocked": ["tests/test_refund.py::test_refund"],
        "next": {
            "verb": "run",
            "command": "pytest --tdd-gate=verify-fail",
            "detail": "1 new test is not locked",
        },
    }
    assert f"TDD-Contract: {digest}" in locked.git("log", "-1", "--format=%B")

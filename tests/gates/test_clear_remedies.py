"""Remedies that can be followed as they stand: with the names and commits of this very project."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.configuration.review_settings import ReviewSettings
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.docs.drafts import step_to_an_entry
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.audit_command import audit_command
from pytest_tddgate.gates.panel.panel import linters_of
from pytest_tddgate.gates.verify_fail.set_aside import with_code_aside

if TYPE_CHECKING:
    from collections.abc import Mapping

GREEN = Finding(rule("already-green"), "test_a passes before any code was written", at=Place("tests/test_a.py", 3))
LAYOUT = Layout("/w", packages=("src/shop", "src/till"), names=frozenset({"shop", "till"}))


def case(*changed: str) -> Any:  # noqa: ANN401 - stands in for a case
    """A project in which these files differ from HEAD."""
    repository = SimpleNamespace(
        resolve=lambda revision: revision,
        changed_since=lambda _commit, under: tuple(path for path in changed if path.startswith(tuple(under))),
    )
    return SimpleNamespace(repository=repository, layout=LAYOUT)


def test_code_that_is_not_committed_is_named_beside_a_test_that_passes() -> None:
    """An untracked module is set aside with `-u` only."""
    (found,) = with_code_aside([GREEN], case("src/shop/tax.py", "tests/test_a.py"))

    assert found.next_step == (
        "src/shop/tax.py is not committed: put it aside (git stash push -u -- src/shop), lock, then git stash pop; "
        'or declare the test: @pytest.mark.tdd_pins("reason")'
    )


def test_without_such_code_the_rule_says_what_to_do() -> None:
    """So it does for every other rule."""
    other = Finding(rule("hollow"), "test_b")

    assert with_code_aside([GREEN], case("tests/test_a.py")) == [GREEN]
    assert with_code_aside([other], case("src/shop/tax.py")) == [other]


def repository(added: Mapping[str, str], upstream: str | None = None) -> Any:  # noqa: ANN401 - stands in for one
    """A repository whose contracts these commits added, and what it would be merged into."""

    def resolve(revision: str) -> str:
        if revision == "first^":
            raise Unusable("there is no such commit")
        return "b" * 40 if revision.endswith("^") else revision

    return SimpleNamespace(
        resolve=resolve, additions=lambda _under: added, upstream=lambda other_than: upstream if other_than else None
    )


@pytest.mark.parametrize(
    ("given", "command"),
    [
        (repository({".tddgate/contracts/tax.json": "lock"}, "a" * 40), "pytest --tdd-gate=audit"),
        (repository({".tddgate/contracts/tax.json": "lock"}), "pytest --tdd-gate=audit --tdd-base=bbbbbbbbbb"),
        (repository({".tddgate/contracts/tax.json": "first"}), "pytest --tdd-gate=audit --tdd-base=REV"),
        (repository({}), "pytest --tdd-gate=audit --tdd-base=REV"),
    ],
)
def test_an_audit_without_a_remote_needs_a_base(given: Any, command: str) -> None:  # noqa: ANN401 - as above
    """The commit before the last lock is one."""
    assert audit_command(given) == command


@pytest.mark.parametrize(
    ("found", "next_step"),
    [
        (None, "pip install mypy, or take types out of [tool.tddgate.review]"),
        ("/bin/mypy", "run it by hand, or take types out of [tool.tddgate.review]"),
    ],
)
def test_a_type_checker_that_is_not_there_is_to_be_installed(found: str | None, next_step: str) -> None:
    """Nobody can run it by hand either."""
    panel = linters_of(ReviewSettings(ruff="off", types="mypy src"), ("a.py",), "/w", "", lambda _name: found)

    assert [each.next_step for each in panel] == [next_step]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("## 1.0\n\n- More.\n", "add an entry to CHANGELOG.md: tddgate draft shows a first one"),
        ("## Unreleased\n\n- TODO: tax\n", "write the entry in CHANGELOG.md, in the place of its TODO"),
    ],
)
def test_a_draft_that_is_there_is_to_be_written(text: str, step: str) -> None:
    """Another draft would not help."""
    assert step_to_an_entry("CHANGELOG.md", {"CHANGELOG.md": text}) == step

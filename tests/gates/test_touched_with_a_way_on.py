"""What is advised where a locked file was committed with an edit: to take the edit back, or to declare it."""

from __future__ import annotations

from pytest_tddgate.domain.agents.action import EndOfTurn
from pytest_tddgate.domain.agents.locks import Locks, denial_of
from pytest_tddgate.gates.contracts.registry import committed_findings, registry_of
from pytest_tddgate.gates.contracts.status import status_of
from tests.fakes import FakeRepository, case_of, contract_of, record_of

TEST = "tests/test_discount.py"
FILES = {TEST: "def test_discount():\n    assert 1\n"}
RECORD = record_of(contract_of("discount", FILES))
EDITED = {TEST: FILES[TEST] + "\n"} | RECORD
RESTORE = f"git checkout c1 -- {TEST} && git commit -m 'restore what was locked'"
BOTH = f'{RESTORE}; or: tddgate amend discount --reason "…"'


def test_an_edit_that_was_committed_can_be_declared() -> None:
    """An audit shows it so: to restore the file alone would throw the edit away."""
    repository = FakeRepository([{}, FILES | RECORD, EDITED], EDITED)
    registry = registry_of(case_of(repository))

    found = committed_findings(registry.contracts["discount"], registry, repository)

    assert [each.remedy for each in found] == [BOTH]


def test_the_next_commit_is_told_the_same() -> None:
    """The hook of commits shows the status of what is staged."""
    status = status_of(case_of(FakeRepository([{}, FILES | RECORD, EDITED], EDITED)), staged="c2")

    assert [each.remedy for feature in status.features for each in feature.findings] == [BOTH]


def test_an_agent_is_told_who_may_declare_an_edit() -> None:
    """A person does: what the agent itself can do comes first."""
    locks = Locks({TEST: "discount"}, broken={TEST: "discount"})

    denial = denial_of(EndOfTurn(folder=""), locks, lambda _folder, path: path, lambda _path, _edit: False)

    assert denial is not None
    assert f"git checkout HEAD -- {TEST} (" in denial.reason
    assert 'a person runs: tddgate amend discount --reason "…")' in denial.reason

"""A status leads to the end: once an audit of the checked out commit has passed, nothing is left but a merge."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.gates.contracts.status import status_of
from pytest_tddgate.render.status import status_lines
from tests.fakes import FakeRepository, case_of, contract_of, record_of

TEST = "tests/test_tax.py"
BEFORE = {"src/shop/__init__.py": ""}
TESTS = {TEST: "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"}
LOCKED = BEFORE | TESTS | record_of(contract_of("tax", TESTS))
DONE = LOCKED | {"src/shop/tax.py": "def tax(price):\n    return price * 6 // 5\n"}


def audit(verdict: str = "passed", head: str = "c2", base: str = "c0", folder: str = "", at: int = 0) -> RunRecord:
    """What is kept of an audit."""
    report = {"gate": "audit", "feature": "", "verdict": verdict, "base": base}
    return RunRecord(f"2026-11-30T12:00:{at:02}Z", head, "", "", report, folder)


def next_step(*records: RunRecord, **more: str) -> Move:
    """What comes next on the commit with the code, with these files beside it."""
    memory = SimpleNamespace(records=lambda: records)
    repository = FakeRepository([BEFORE, LOCKED, DONE], DONE | more)
    return status_of(case_of(repository, records=memory)).next_step


def test_an_audit_that_passed_leads_to_the_merge() -> None:
    """It is the last of the gates, and says the same."""
    assert next_step(audit()) == Move(Verb.MERGE, "", "an audit of this commit has passed")


@pytest.mark.parametrize(
    "records",
    [
        (audit(head="c1"),),
        (audit("refused"),),
        (audit(), audit("refused", at=1)),
        (audit(base="c1"),),
        (audit(folder="packages/core"),),
    ],
)
@pytest.mark.tdd_pins("audits of something else never led anywhere")
def test_another_audit_does_not(records: tuple[RunRecord, ...]) -> None:
    """Of another commit, a refused one, one that trusted the contract, or one of another project."""
    assert next_step(*records).verb is Verb.IMPLEMENT


@pytest.mark.tdd_pins("what is not committed was never audited")
def test_what_is_not_committed_has_not_been_audited() -> None:
    """An audit reads commits alone."""
    assert next_step(audit(), notes="x\n").verb is Verb.IMPLEMENT


def test_the_last_line_says_so() -> None:
    """And no row asks for a gate any more."""
    memory = SimpleNamespace(records=lambda: (audit(),))
    status = status_of(case_of(FakeRepository([BEFORE, LOCKED, DONE], DONE), records=memory))

    lines = list(status_lines(status))

    assert lines[-1] == "kept: 1 contract, and an audit of this commit has passed. Next: merge"
    assert "pytest" not in "\n".join(lines)

"""Of two runs that ended in the same second, the later one has the last word, wherever it is asked."""

from __future__ import annotations

from pytest_tddgate.domain.contracts.contract import Contract, LockedTest
from pytest_tddgate.domain.page.facts import PageFacts
from pytest_tddgate.domain.page.gates import cells_of
from pytest_tddgate.domain.reports.kept_statement import last_word
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.domain.reports.status import FeatureStatus
from pytest_tddgate.domain.run.observation import TestId

VAT = Contract("vat", (LockedTest(TestId("tests/test_vat.py", "test_vat"), red="missing"),))


def green(verdict: str) -> RunRecord:
    """A run of green that ended in the one second that there is."""
    report = {"gate": "green", "feature": "vat", "verdict": verdict, "findings": [], "rows": []}
    return RunRecord("2030-01-01T00:00:07Z", "h", "c", "c", report)


RUNS = (green("refused"), green("passed"))


def test_the_last_word_is_the_later_ones() -> None:
    """`tddgate report` tells a run again: the one that came last."""
    found = last_word(RUNS, head="h", code="c")

    assert found is not None
    assert found.verdict == "passed"


def test_the_page_shows_the_later_one() -> None:
    """The cell of green."""
    facts = PageFacts("shop", "h", "c", "c", "2030-01-02T00:00:00Z", records=RUNS)

    cells = {each.gate: each.state for each in cells_of(FeatureStatus(VAT, "b" * 40), facts, RUNS)}

    assert cells["green"] == "passed"

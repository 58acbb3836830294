"""The state of each gate for a feature: its lock commit proves the first two gates, and only runs prove the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.page.contents import PageCell, PageEvent, PageTest
from pytest_tddgate.domain.page.facts import is_of_this_state
from pytest_tddgate.domain.page.kept_report import findings_in, rows_in
from pytest_tddgate.domain.reports.run_record import last_of
from pytest_tddgate.domain.reports.wording import counted, first_few

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.page.facts import PageFacts
    from pytest_tddgate.domain.reports.run_record import RunRecord
    from pytest_tddgate.domain.reports.status import FeatureStatus

__all__ = ["NOT_HERE", "cells_of", "events_of", "speaks_of", "tests_of"]

NOT_HERE = "not run at this tree"
_NOT_RUN = "not run"
_JUDGED = ("green", "docs", "review", "audit")
_ORDER = ("verify-fail", "lock", *_JUDGED)  # for runs that ended in the same second
_ABOUT_ALL_FEATURES = ("docs", "review", "audit")


def speaks_of(record: RunRecord, feature: str) -> bool:
    """Whether a run was about a feature: by name, by a row about it, or because it was about all features."""
    is_about_all = not record.feature and record.gate in _ABOUT_ALL_FEATURES
    return record.feature == feature or is_about_all or bool(rows_in(record.report, feature))


def cells_of(standing: FeatureStatus, facts: PageFacts, records: Iterable[RunRecord]) -> tuple[PageCell, ...]:
    """A cell for each gate; `records` are the runs for which `speaks_of` is true."""
    first = (PageCell("verify-fail", "passed"), PageCell("lock", "passed", standing.commit[:10]))
    records = tuple(records)
    return (*first, *(_cell(gate, standing, facts, records) for gate in _JUDGED))


def _cell(gate: str, standing: FeatureStatus, facts: PageFacts, records: tuple[RunRecord, ...]) -> PageCell:
    if gate == "green" and standing.is_broken:
        return PageCell(gate, "broken")
    of_gate = [each for each in records if each.gate == gate]
    here = last_of(each for each in of_gate if is_of_this_state(each, facts))
    if here is not None:
        return PageCell(gate, _verdict(here, standing.contract.feature), here.at[:10])
    before = last_of(of_gate)
    other = "another commit" if gate == "audit" else "other files"
    return PageCell(gate, _NOT_RUN, f"{before.verdict} on {before.at[:10]}, {other}" if before else "")


def _verdict(record: RunRecord, feature: str) -> str:
    """A run's verdict on a feature: the run's own, unless it was refused because of another feature."""
    is_other = record.feature not in {"", feature}
    rows = rows_in(record.report, feature)
    if record.verdict == "refused" and is_other and any(each["state"] == "green" for each in rows):
        return "passed"
    return record.verdict


def tests_of(standing: FeatureStatus, facts: PageFacts, records: Iterable[RunRecord]) -> tuple[PageTest, ...]:
    """Each test of the contract, with its state in the last green run over the present files."""
    here = last_of(each for each in records if each.gate == "green" and is_of_this_state(each, facts))
    return tuple(
        PageTest(
            each.test.file,
            each.test.name,
            each.red,
            _state(each, here, standing.contract.feature),
            None if each.cases is None else max(1, len(each.cases)),
            each.reason,
        )
        for each in standing.contract.tests
    )


def _state(locked: LockedTest, here: RunRecord | None, feature: str) -> str:
    if here is None:
        return NOT_HERE
    if here.verdict == "passed":
        return "green"
    if any(_names(each.what, str(locked.test)) for each in findings_in(here.report)):
        return "not green"
    is_kept = any(each["state"] == "green" for each in rows_in(here.report, feature))
    return "green" if is_kept and here.verdict == "refused" else "undecided"


def _names(what: str, test: str) -> bool:
    """Whether a sentence contains a test's name, and not just as the beginning of a longer name."""
    start = what.find(test)
    after = what[start + len(test) : start + len(test) + 1]
    return start >= 0 and not (after.isalnum() or after == "_")


def events_of(feature: str, facts: PageFacts, records: Iterable[RunRecord]) -> tuple[PageEvent, ...]:
    """The feature's way through its gates, in chronological order."""
    revisions = facts.revisions.get(feature, ())
    events = [
        PageEvent(each.at, "lock", "amended" if at else "locked", counted(each.tests, "test"))
        for at, each in enumerate(revisions)
    ]
    events += [
        PageEvent(each.at, each.gate, _verdict(each, feature), _first_finding(each))
        for each in records
        if (each.gate, each.verdict) != ("lock", "passed")  # already among the revisions
    ]
    return tuple(sorted(events, key=lambda each: (each.at, _ORDER.index(each.gate) if each.gate in _ORDER else 0)))


def _first_finding(record: RunRecord) -> str:
    return first_few([each.rule for each in findings_in(record.report)], 1)

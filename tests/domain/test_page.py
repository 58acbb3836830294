"""The page as values: what it says of each feature, from contracts, records of runs and facts of git."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pytest_tddgate.domain.configuration.waivers import Waiver
from pytest_tddgate.domain.contracts.contract import Amendment, Contract, LockedTest, sha256_of
from pytest_tddgate.domain.page.facts import PageFacts, Revision
from pytest_tddgate.domain.page.made_of import page_of
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.domain.reports.status import FeatureStatus, Status
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.domain.verdict import Finding, Place

HEAD, LOCK, OLD = "a" * 40, "b" * 40, "c" * 40
SOURCE = "def vat(net):\n    if net < 0:\n        raise ValueError(net)\n    return net * 2\n"
TESTS = (
    LockedTest(TestId("tests/test_vat.py", "test_vat"), red="missing", cases=("1", "2")),
    LockedTest(TestId("tests/test_vat.py", "test_pin"), red="pin", reason="it was there"),
)
VAT = Contract("vat", TESTS, missing=("shop.vat.vat",), amendments=(Amendment("the rate changed", ("a", "b")),))


def record(gate: str = "green", at: str = "2026-01-03T10:00:00Z", code: str = "now", **report: Any) -> RunRecord:  # noqa: ANN401 - values of JSON
    """A run of this gate, as it is kept."""
    said = {
        "schema": "tddgate/report/1",
        "gate": gate,
        "feature": "vat",
        "base": LOCK,
        "verdict": "passed",
        "exit_code": 0,
        "next": {"verb": "commit", "command": "pytest --tdd-gate=docs", "detail": "commit the implementation"},
        "findings": [],
        "missing": [],
        "advice": [],
        "rows": [{"state": "green", "kind": "kept", "about": "vat", "remark": "2 tests"}],
        "notes": [],
        "table": [],
    }
    return RunRecord(at, HEAD, code, code, said | report)


def facts(*records: RunRecord, status: Status | None = None, **others: Any) -> PageFacts:  # noqa: ANN401 - of any field
    """A repository with one feature, and these records."""
    known: dict[str, Any] = {
        "project": "shop",
        "head": HEAD,
        "code": "now",
        "tree": "now",
        "made_at": "2026-01-04T00:00:00Z",
        "status": status or Status((FeatureStatus(VAT, LOCK),)),
        "records": records,
        "revisions": {
            "vat": (Revision(LOCK, "2026-01-01T00:00:00Z", 2, 0), Revision(OLD, "2026-01-02T00:00:00Z", 2, 1))
        },
        "sources": {("src/vat.py", sha256_of(SOURCE.encode())): SOURCE},
    }
    return PageFacts(**(known | others))


def cells(*records: RunRecord, **others: Any) -> dict[str, str]:  # noqa: ANN401 - of any field
    """Gate -> the word in its cell."""
    (feature,) = page_of(facts(*records, **others)).features
    return {each.gate: each.state for each in feature.cells}


def finding(rule_id: str, what: str, **others: Any) -> dict[str, Any]:  # noqa: ANN401 - values of JSON
    """A finding as JSON has it."""
    return {
        "rule": rule_id,
        "level": "refuse",
        "what": what,
        "why": "",
        "next": "",
        "path": None,
        "line": None,
    } | others


def test_a_lock_commit_shows_the_first_two_gates_and_only_a_run_shows_the_others() -> None:
    """Nothing counts as passed by silence."""
    assert cells() == {
        "verify-fail": "passed",
        "lock": "passed",
        "green": "not run",
        "docs": "not run",
        "review": "not run",
        "audit": "not run",
    }


def test_a_green_run_over_these_very_files_makes_each_test_green() -> None:
    """And the page says how each was red before."""
    (feature,) = page_of(facts(record())).features

    assert [(each.name, each.red, each.state) for each in feature.tests] == [
        ("test_vat", "missing", "green"),
        ("test_pin", "pin", "green"),
    ]
    assert cells(record())["green"] == "passed"
    assert feature.missing == ("shop.vat.vat",)


def test_a_green_run_over_other_files_shows_nothing_of_these() -> None:
    """It is told with its date, as what it is."""
    page = page_of(facts(record(code="before")))

    (feature,) = page.features
    assert {each.state for each in feature.tests} == {"not run at this tree"}
    (green,) = [each for each in feature.cells if each.gate == "green"]
    assert (green.state, green.remark) == ("not run", "passed on 2026-01-03, other files")


def test_a_test_that_a_refused_run_names_is_not_green() -> None:
    """The others of a kept contract are."""
    refused = record(verdict="refused", findings=[finding("not-green", "tests/test_vat.py::test_vat[1] failed")])

    (feature,) = page_of(facts(refused)).features

    assert [each.state for each in feature.tests] == ["not green", "green"]
    assert cells(refused)["green"] == "refused"


def test_the_newest_of_two_runs_over_these_files_counts() -> None:
    """By the time of its end."""
    earlier = record(verdict="refused", at="2026-01-01T10:00:00Z")

    assert cells(record(), earlier)["green"] == "passed"


def test_what_is_broken_now_is_broken_whatever_an_earlier_run_said() -> None:
    """The status looks at the files as they are."""
    touched = Finding(
        rule("contract-touched"), "tests/test_vat.py is not what was locked", at=Place("tests/test_vat.py")
    )
    status = Status((FeatureStatus(VAT, LOCK, (touched,)),))

    (feature,) = page_of(facts(record(), status=status)).features

    assert (feature.standing, {each.gate: each.state for each in feature.cells}["green"]) == ("broken", "broken")
    assert [each.rule for each in feature.findings] == ["contract-touched"]


@pytest.mark.parametrize(
    ("gate", "changed", "state"),
    [
        ("docs", {}, "passed"),
        ("docs", {"code": "before"}, "not run"),
        ("review", {"verdict": "undecided"}, "undecided"),
        ("audit", {"feature": ""}, "passed"),
    ],
)
def test_later_gates_count_for_the_state_that_they_judged(gate: str, changed: dict[str, Any], state: str) -> None:
    """An audit judges a commit, the others the files."""
    assert cells(record(gate, **changed))[gate] == state


def test_an_audit_of_another_commit_shows_nothing_of_this_one() -> None:
    """It judged commits, and HEAD has moved."""
    assert cells(record("audit", code="", feature=""), head=OLD)["audit"] == "not run"


def covered(path: str = "src/vat.py", text: str = SOURCE) -> dict[str, Any]:
    """Coverage as JSON has it."""
    lines = {"path": path, "digest": sha256_of(text.encode()), "covered": [[1, 2], [4, 4]], "missed": [[3, 3]]}
    return {"total": 91.256, "files": [lines]}


def test_changed_lines_stand_beside_their_source_with_a_mark() -> None:
    """Lines between them, which hold no statement, have none."""
    (feature,) = page_of(facts(record(coverage=covered()))).features

    (file,) = feature.files
    assert (file.path, file.covered, file.counted) == ("src/vat.py", 3, 4)
    assert [(each.number, each.mark, each.text.strip()) for each in file.lines] == [
        (1, "covered", "def vat(net):"),
        (2, "covered", "if net < 0:"),
        (3, "missed", "raise ValueError(net)"),
        (4, "covered", "return net * 2"),
    ]


def test_lines_of_a_file_that_is_no_more_are_told_without_a_source() -> None:
    """Text of another state beside these numbers would be a lie."""
    (feature,) = page_of(facts(record(coverage=covered(text="other\n")))).features

    (file,) = feature.files
    assert ([each.text for each in file.lines], file.remark) == (
        [],
        "missed lines: 3; the file is not in this repository any more as it was then",
    )


def test_survivors_are_told_with_their_change() -> None:
    """Advice or refusal, they are the same to a reader."""
    survivor = finding(
        "mutant-survived", "no test notices this change of vat", path="src/vat.py", line=2, details=["- a", "+ b"]
    )

    (feature,) = page_of(facts(record(advice=[survivor, finding("pragma-added", "a pragma")]))).features

    (mutant,) = feature.mutants
    assert (mutant.at, mutant.diff) == ("src/vat.py:2", ("- a", "+ b"))


def test_an_amendment_has_the_time_of_the_commit_that_brought_it() -> None:
    """The contract holds no time; history does."""
    (amendment,) = page_of(facts()).features[0].amendments

    assert (amendment.reason, amendment.at, amendment.commit) == ("the rate changed", "2026-01-02T00:00:00Z", OLD)


def test_the_way_through_the_gates_is_in_the_order_of_time() -> None:
    """Lock, amendment, and each run that speaks of the feature."""
    runs = (record(verdict="refused", at="2026-01-02T12:00:00Z"), record())

    events = page_of(facts(*runs)).features[0].events

    assert [(each.gate, each.kind) for each in events] == [
        ("lock", "locked"),
        ("lock", "amended"),
        ("green", "refused"),
        ("green", "passed"),
    ]


def test_history_has_a_point_for_each_coverage_and_each_change_of_the_contracts() -> None:
    """In the order of time; the size is that of all contracts."""
    later = record(at="2026-01-05T10:00:00Z", coverage={"total": 80, "files": []})

    page = page_of(facts(later, record(coverage=covered()), record(verdict="refused")))

    assert [(each.at[:10], each.value) for each in page.coverage] == [("2026-01-03", 91.256), ("2026-01-05", 80)]
    assert [(each.at[:10], each.value) for each in page.sizes] == [("2026-01-01", 2), ("2026-01-02", 2)]


def test_a_waiver_is_told_with_the_first_and_the_last_run_that_named_it() -> None:
    """Also one that the settings have no more."""
    waived = {"state": "waived", "kind": "flaky", "about": "everywhere", "remark": "slow disk (until 2026-02-01)"}
    gone = {"state": "waived", "kind": "low-coverage", "about": "src/*", "remark": "old code (until 2026-01-09)"}
    now = Waiver("flaky", "slow disk", dt.date(2026, 2, 1))

    page = page_of(facts(record(rows=[gone, waived], at="2026-01-02T10:00:00Z"), record(rows=[waived]), waivers=(now,)))

    assert [(e.rule, e.reason, e.first[:10], e.last[:10], e.is_set) for e in page.waivers] == [
        ("flaky", "slow disk (until 2026-02-01)", "2026-01-02", "2026-01-03", True),
        ("low-coverage", "old code (until 2026-01-09)", "2026-01-02", "2026-01-02", False),
    ]


def test_a_contract_that_cannot_be_read_is_told_as_a_problem() -> None:
    """The page is there all the same, and says how to mend it."""
    damaged = Finding(
        rule("contract-missing"), "the contract of vat cannot be read: it is not JSON", at=Place("x.json")
    )

    page = page_of(facts(status=Status(problems=(damaged,))))

    assert ([each.what for each in page.problems], page.features) == ([damaged.what], ())


def test_without_a_contract_the_page_says_what_to_do_next() -> None:
    """As `tddgate status` does."""
    page = page_of(facts(status=Status()))

    assert (page.features, page.run, page.next_command) == ((), None, "pytest --tdd-gate=verify-fail")


@pytest.mark.parametrize("damage", [{"rows": 3}, {"rows": [3]}, {"findings": [{}]}, {"coverage": {"files": [{}]}}])
def test_a_record_that_somebody_wrote_by_hand_does_not_stop_the_page(damage: dict[str, Any]) -> None:
    """What cannot be read of it is left out."""
    page = page_of(facts(record(**damage)))

    assert [each.name for each in page.features] == ["vat"]


def test_the_last_run_is_told_with_its_findings() -> None:
    """It is what the reader came for."""
    refused = record(verdict="refused", findings=[finding("not-green", "it failed", path="a.py", line=3)])

    run = page_of(facts(record(at="2026-01-01T00:00:00Z"), refused)).run

    assert run is not None
    assert (run.gate, run.verdict, [(each.what, each.at) for each in run.findings]) == (
        "green",
        "refused",
        [("it failed", "a.py:3")],
    )

"""Files among the tests that were written while an audit ran the head: swaps, or what the base's tests do as well."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.configuration.audit_settings import AuditSettings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.snapshot import Snapshot
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.gates.audit.case import AuditCase
from pytest_tddgate.gates.audit.range import range_of
from pytest_tddgate.gates.audit.swaps import swap_findings
from tests.fake_history import FakeHistory
from tests.fakes import FakeRunner, case_of, contract_of, record_of, run_of, seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.gates.case import Case

CART, TAX, SAMPLE, LOG, TOOL = (
    f"tests/{name}" for name in ("test_cart.py", "test_tax.py", "sample.txt", "log.txt", "tool.py")
)
TESTS = {TAX: "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"}
BASE = {
    "src/shop/__init__.py": "",
    "README.md": "",
    CART: "def test_total():\n    assert sum([1, 2]) == 3\n",
    SAMPLE: "91",
    LOG: "monday",
    TOOL: "PRICES = [1]\n",
}
LOCKED = BASE | TESTS | record_of(contract_of("tax", TESTS | {SAMPLE: "91"}))
CODE = {"src/shop/tax.py": "def tax(price):\n    return price * 6 // 5\n"}


@dataclass
class FakeBench:
    """A bench on which a run of the base writes `at_base`; it keeps which commits were laid out."""

    history: FakeHistory
    at_base: Mapping[str, bool]
    shown: list[str] = field(default_factory=list)

    def snapshot(self, commit: str) -> Snapshot:
        """The files of a commit."""
        return Snapshot(commit, self.history.entries(commit))

    def read_only(self, snapshot: Snapshot) -> Case:
        """Nobody may ask."""
        raise AssertionError(snapshot)

    def show(self, snapshot: Snapshot) -> Case:
        """One run of it, with a test that passes."""
        self.shown.append(snapshot.commit)
        return case_of(self.history, FakeRunner(visible=run_of(seen(f"{CART}::test_total"))))

    def written(self) -> Mapping[str, bool]:
        """What that run has written."""
        return self.at_base


def judged(
    written: Mapping[str, bool], at_base: Mapping[str, bool] | None = None, more: dict[str, str] | None = None
) -> tuple[list[str], list[str], list[str]]:
    """The paths of the findings, the notes, and the commits that were laid out; `more` is the head's as well."""
    history = FakeHistory([BASE, LOCKED, LOCKED | CODE | (more or {})])
    bench = FakeBench(history, at_base or {})
    span = range_of(history, "c0")
    audit = AuditCase(history, bench, span, Settings(), AuditSettings(), is_static=False, tell=lambda _: None)
    swaps = swap_findings(written, audit, case_of(FakeHistory(history.history, dict(history.history[-1]))))
    assert {each.rule.id for each in swaps.findings} <= {"file-swapped"}
    return [each.at.path for each in swaps.findings if each.at], list(swaps.notes), bench.shown


def test_it_is_a_rule_of_audits_too() -> None:
    """A run there has its own tree, and the judged code can write to it all the same."""
    assert rule("file-swapped").gates == (Gate.GREEN, Gate.AUDIT)


def test_nothing_written_is_nothing_to_ask_about() -> None:
    """No run is made for it."""
    assert judged({}) == ([], [], [])


def test_a_locked_test_that_was_written_is_a_swap() -> None:
    """Also when it was put back, and whatever the base's tests do."""
    assert judged({TAX: True}, {TAX: True}) == ([TAX], [], [])
    assert judged({TAX: False}) == ([TAX], [], [])


def test_an_existing_test_that_was_written_is_a_swap() -> None:
    """What passed at the base has to pass at the head, and by the same file."""
    assert judged({CART: True})[0] == [CART]


def test_what_is_no_file_of_the_tests_may_be_written() -> None:
    """A product may write to its own folder, and tests to a page."""
    assert judged({"src/shop/tax.py": False, "README.md": False}) == ([], [], [])


def test_locked_data_that_only_the_change_writes_are_a_swap() -> None:
    """The same bytes may have been others meanwhile."""
    assert judged({SAMPLE: True}) == ([SAMPLE], [], ["c0"])


def test_locked_data_that_the_base_writes_as_they_are_are_none() -> None:
    """The tests of the base do it without the change; the report says so."""
    note = f"{SAMPLE} is written while the tests run, as at the base"

    assert judged({SAMPLE: True}, {SAMPLE: True}) == ([], [note], ["c0"])


def test_locked_data_with_other_bytes_are_a_swap() -> None:
    """At the head, or already at the base: then the bytes that were locked are not those that the tests saw."""
    assert judged({SAMPLE: False}, {SAMPLE: True})[0] == [SAMPLE]
    assert judged({SAMPLE: True}, {SAMPLE: False})[0] == [SAMPLE]


def test_data_of_nobody_that_the_base_writes_too_are_none() -> None:
    """A log or a database that was committed has other bytes after each run, at the base as well; so has a module."""
    found, notes, shown = judged({LOG: False, TOOL: False}, {LOG: False, TOOL: False})

    assert (found, len(notes), shown) == ([], 2, ["c0"])


def test_data_of_nobody_that_only_the_change_writes_are_a_swap() -> None:
    """Existing tests read them."""
    assert judged({LOG: True, TOOL: True})[0] == [LOG, TOOL]


def test_new_data_that_nobody_locks_may_be_written() -> None:
    """No test of the base and none of a contract needs them."""
    assert judged({"tests/new.txt": True}, more={"tests/new.txt": "new"}) == ([], [], [])


def test_data_that_were_moved_are_asked_about_as_they_were_called() -> None:
    """They are not new because they have another name."""
    moved = {"tests/data/log.txt": "monday"}

    assert judged({"tests/data/log.txt": True}, more=moved)[0] == ["tests/data/log.txt"]
    assert judged({"tests/data/log.txt": True}, {LOG: False}, more=moved)[0] == []

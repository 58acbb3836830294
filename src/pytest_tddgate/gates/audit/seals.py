"""What a range of commits did to the records of seals, and which seals an audit has to open."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.contracts.seal import SEALED, SealRecord, record_of_json
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.plug_ins import SEAL_CHANGED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.implementation.examined import HeldOut
from pytest_tddgate.gates.implementation.seals import Seals, records_at, seals_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.base_outcomes import Outcomes

__all__ = ["held_out_of", "seals_of_range"]


def seals_of_range(audit: AuditCase, case: Case) -> Seals:
    """The seals of the base, which bind whatever the range says, and those that the range adds; `case` is the head's.

    Removing or replacing a seal is a finding, even for a seal of the range itself.
    """
    span, history = audit.range, audit.history
    revisions = f"{span.fork}..{span.head}"
    then, now = records_at(span.fork, history), records_at(span.head, history)
    added, touches = history.additions(SEALED, revisions), history.touches(SEALED, revisions)
    seals = seals_in({**now, **then})
    binding, findings, rows = dict(seals.current), list(seals.findings), []
    for path in sorted({*then, *now, *added}):
        commits = touches.get(path, ())
        versions = [then[path]] if path in then else []
        versions += [records_at(each, history).get(path, b"") for each in commits]
        if what := _what_happened(path, versions, now.get(path, b"")):
            findings.append(Finding(SEAL_CHANGED, what, at=Place(path), next_step=_way_back(path, span.fork)))
        feature = PurePosixPath(path).stem
        rows += [_row(feature, each, audit, case) for each in commits if path in records_at(each, history)]
    return Seals(binding, tuple(findings), tuple(rows))


def held_out_of(seals: Seals, audit: AuditCase, at_base: Outcomes, seen: Outcomes, case: Case) -> HeldOut:
    """The seals to open, those of contracts that the head keeps; and the features whose code the range brings.

    A contract of the base that is as red as it was there is somebody else's work in progress: its seal stays closed.
    """
    binding, asking = {}, set()
    for feature, seal in seals.current.items():
        locked = audit.range.registry.contracts.get(feature)
        if locked is None:
            continue
        tests = locked.contract.red_tests
        is_old = feature in audit.range.kept and all(at_base.has_passed(each, case.layout) for each in tests)
        if is_old or feature in audit.range.new or all(seen.has_passed(each, case.layout) for each in tests):
            binding[feature] = seal
        if not is_old:
            asking.add(feature)

    @contextmanager
    def before() -> Iterator[Case]:
        head, fork = audit.bench.snapshot(audit.range.head), audit.bench.snapshot(audit.range.fork)
        layout = audit.bench.read_only(head).layout
        yield audit.bench.show(head.with_files_of(fork, lambda path: layout.side_of(path) is Side.SUBJECT))
        audit.bench.show(head)

    return HeldOut(binding, frozenset(asking), before)


def _what_happened(path: str, versions: list[bytes], now: bytes) -> str:
    """How the first version of a record was removed or replaced; empty if it is the only version."""
    feature = PurePosixPath(path).stem
    if not now:
        return f"the seal of {feature} was removed"
    if len({*versions, now}) == 1:
        return ""
    try:
        reason = record_of_json(now, feature).current.reason
    except ValueError:
        reason = ""
    return f"the seal of {feature} was replaced" + (f": {reason}" if reason else ", without a reason")


def _way_back(path: str, fork: str) -> str:
    return f"take it back: git checkout {fork[:10]} -- {path}; or put it in a separate change, without code or tests"


def _row(feature: str, commit: str, audit: AuditCase, case: Case) -> Row:
    """A row with who sealed what in a commit, and whether the code had begun by then."""
    record = _readable(commit, feature, audit)
    files = counted(record.current.files, "file") if record else "a record that cannot be read"
    locked = audit.range.new.get(feature)
    start = locked.commit if locked else audit.range.fork
    has_begun = _subject(start, case) != _subject(commit, case)
    when = "after the code began" if has_begun else "before the code"
    return Row("sealed", "", feature, f"{files}, {when} ({audit.history.author_of(commit)}, {commit[:10]})")


def _readable(commit: str, feature: str, audit: AuditCase) -> SealRecord | None:
    try:
        return record_of_json(records_at(commit, audit.history).get(f"{SEALED}/{feature}.json", b""), feature)
    except ValueError:
        return None


def _subject(commit: str, case: Case) -> dict[str, tuple[str, str]]:
    entries = case.repository.entries(commit)
    return {path: entry for path, entry in entries.items() if case.layout.side_of(path) is Side.SUBJECT}

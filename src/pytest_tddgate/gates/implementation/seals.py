"""The records of seals: which of them bind, and what a range of commits did to them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.contracts.seal import SEALED, SealRecord, record_of_json
from pytest_tddgate.domain.reports.remarks import counted
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.implementation.examined import HeldOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.domain.contracts.seal import Seal
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.base_outcomes import Outcomes
    from pytest_tddgate.ports import History, Repository

__all__ = ["Seals", "held_out_of", "seals_at_head", "seals_of_range"]


@dataclass(frozen=True, slots=True)
class Seals:
    """The seals that bind, by feature; what is wrong with their records; and a row for each that the range brings."""

    binding: Mapping[str, Seal] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def held_out(self) -> HeldOut:
        """What a gate that judges a work tree runs."""
        return HeldOut(self.binding)


def seals_at_head(case: Case) -> Seals:
    """The seals that HEAD has; what history did to them is the audit's question."""
    return _seals(_records(case.repository.resolve("HEAD"), case.repository))


def seals_of_range(audit: AuditCase, case: Case) -> Seals:
    """The seals of the base, which bind whatever the range says, and those that the range adds; `case` is the head's.

    A range that removes or replaces a seal, be it its own, is a finding.
    """
    span, history = audit.range, audit.history
    revisions = f"{span.fork}..{span.head}"
    then, now = _records(span.fork, history), _records(span.head, history)
    added, touches = history.additions(SEALED, revisions), history.touches(SEALED, revisions)
    seals = _seals({**now, **then})
    binding, findings, rows = dict(seals.binding), list(seals.findings), []
    for path in sorted({*then, *now, *added}):
        commits = touches.get(path, ())
        versions = [then[path]] if path in then else []
        versions += [_records(each, history).get(path, b"") for each in commits]
        if what := _what_happened(path, versions, now.get(path, b"")):
            findings.append(Finding(rule("seal-changed"), what, at=Place(path), next_step=_way_back(path, span.fork)))
        feature = PurePosixPath(path).stem
        rows += [_row(feature, each, audit, case) for each in commits if path in _records(each, history)]
    return Seals(binding, tuple(findings), tuple(rows))


def held_out_of(seals: Seals, audit: AuditCase, at_base: Outcomes, seen: Outcomes, case: Case) -> HeldOut:
    """What the audit has to run: the seals of contracts that the head keeps, and those that its code is asked for by.

    A contract of the base that is as red as it was there is somebody else's work in progress, and waits with its seal.
    """
    binding, asking = {}, set()
    for feature, seal in seals.binding.items():
        locked = audit.range.registry.contracts.get(feature)
        if locked is None:
            continue
        tests = locked.contract.asking
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


def _seals(records: Mapping[str, bytes]) -> Seals:
    binding: dict[str, Seal] = {}
    findings = []
    for path, data in records.items():
        feature = PurePosixPath(path).stem
        try:
            binding[feature] = record_of_json(data, feature).binding
        except ValueError as problem:
            what = f"the record of the seals of {feature} cannot be read: {problem}"
            findings.append(Finding(rule("seal-changed"), what, at=Place(path)))
    return Seals(binding, tuple(findings))


def _records(commit: str, history: History | Repository) -> dict[str, bytes]:
    paths = [path for path in history.files(commit, [SEALED]) if path.endswith(".json")]
    return dict(history.blobs(commit, paths)) if paths else {}


def _what_happened(path: str, versions: list[bytes], now: bytes) -> str:
    """What became of the first version of a record; empty where it is the only one."""
    feature = PurePosixPath(path).stem
    if not now:
        return f"the seal of {feature} was removed"
    if len({*versions, now}) == 1:
        return ""
    try:
        reason = record_of_json(now, feature).binding.reason
    except ValueError:
        reason = ""
    return f"the seal of {feature} was replaced" + (f": {reason}" if reason else ", without a reason")


def _way_back(path: str, fork: str) -> str:
    return f"take it back: git checkout {fork[:10]} -- {path}; or put it in a separate change, without code or tests"


def _row(feature: str, commit: str, audit: AuditCase, case: Case) -> Row:
    """Who sealed what in a commit, and whether the code had begun by then."""
    record = _readable(commit, feature, audit)
    files = counted(record.binding.files, "file") if record else "a record that cannot be read"
    locked = audit.range.new.get(feature)
    start = locked.commit if locked else audit.range.fork
    has_begun = _subject(start, case) != _subject(commit, case)
    when = "after the code began" if has_begun else "before the code"
    return Row("sealed", "", feature, f"{files}, {when} ({audit.history.author_of(commit)}, {commit[:10]})")


def _readable(commit: str, feature: str, audit: AuditCase) -> SealRecord | None:
    try:
        return record_of_json(_records(commit, audit.history).get(f"{SEALED}/{feature}.json", b""), feature)
    except ValueError:
        return None


def _subject(commit: str, case: Case) -> dict[str, tuple[str, str]]:
    entries = case.repository.entries(commit)
    return {path: entry for path, entry in entries.items() if case.layout.side_of(path) is Side.SUBJECT}

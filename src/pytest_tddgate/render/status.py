"""The status of a repository as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.domain.reports.moves import Verb
from pytest_tddgate.domain.reports.status import LATER_GATES
from pytest_tddgate.domain.reports.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.reports.status import FeatureStatus, Status
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["SCHEMA", "status_json", "status_lines"]

SCHEMA = "tddgate/status/1"
_MOST = 10
_HEAD = ("feature", "contract", "tests", "2 verify-fail", "3 lock", "4 green", "5 docs", "6 review")


def status_lines(status: Status) -> Iterator[str]:
    """A table of features and gates, what is broken, what is not locked, and the next command in the last line."""
    if status.features:
        yield from _table([_HEAD, *(_row(each) for each in status.features)])
        yield ""
    for feature in status.features:
        for amendment in feature.contract.amendments:
            yield f"amended: {feature.contract.feature}: {amendment.reason}"
    for contract in status.withdrawn:
        yield f"withdrawn: {contract.feature}: {contract.amendments[-1].reason}"
    for finding in status.findings[:_MOST]:
        yield from (f"broken[{finding.rule.id}]: {finding.what}", f"  next: {finding.remedy}")
    yield from _more(len(status.findings))
    for test in status.unlocked[:_MOST]:
        yield f"{'pin' if status.has_pins_alone else 'not locked'}: {test}"
    yield from _more(len(status.unlocked))
    yield _last_line(status)


def status_json(status: Status) -> str:
    """The status in the schema `tddgate/status/1`, as JSON with sorted keys."""
    step = status.next_step
    raw: dict[str, Any] = {
        "schema": SCHEMA,
        "features": [_raw_feature(each) for each in status.features],
        "problems": [_raw_finding(each) for each in status.problems],
        "unlocked": list(status.unlocked),
        "next": {"verb": step.verb.value, "command": step.command, "detail": step.detail},
    }
    if status.withdrawn:
        raw["withdrawn"] = [
            {"feature": each.feature, "reason": each.amendments[-1].reason} for each in status.withdrawn
        ]
    return json.dumps(raw, indent=2, sort_keys=True, ensure_ascii=False)


def _last_line(status: Status) -> str:
    step = status.next_step
    if step.verb is Verb.RESTORE:
        return f"broken: {counted(len(status.findings), 'finding')}. Next: {step.command}"
    if step.verb is Verb.WRITE_TESTS:
        return f"no contract yet. Next: {step.detail}, then {step.command}"
    if step.verb is Verb.MERGE:
        return f"kept: {counted(len(status.features), 'contract')}, and {step.detail}. Next: merge"
    is_kept = step.verb is not Verb.FIX_SETUP and status.features and status.has_pins_alone
    standing = f"kept: {counted(len(status.features), 'contract')}" if is_kept else step.detail
    return f"{standing}. Next: {step.command}"


def _row(feature: FeatureStatus) -> tuple[str, ...]:
    contract, gates = feature.contract, feature.gates
    standing = "broken" if feature.is_broken else "kept"
    return (
        contract.feature,
        standing,
        _tests(contract),
        gates["verify-fail"],
        f"in {feature.commit[:10]}",
        *_later(feature),
    )


def _later(feature: FeatureStatus) -> Iterator[str]:
    """A word for each gate after the lock; for the first that has to run, its command."""
    for gate in LATER_GATES:
        word = feature.gates[gate]
        yield f"run {feature.next_command}" if (word, gate) == ("run", feature.next_gate) else word


def _tests(contract: Contract) -> str:
    pins = sum(each.red == "pin" for each in contract.tests)
    return f"{len(contract.tests)}, {counted(pins, 'pin')}" if pins else str(len(contract.tests))


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _more(count: int) -> Iterator[str]:
    if count > _MOST:
        yield f"and {count - _MOST} more"


def _raw_feature(feature: FeatureStatus) -> dict[str, Any]:
    contract = feature.contract
    return {
        "feature": contract.feature,
        "contract": {
            "state": "broken" if feature.is_broken else "kept",
            "path": contract_path(contract.feature),
            "commit": feature.commit,
            "digest": contract.digest,
        },
        "tests": len(contract.tests),
        "pins": sum(each.red == "pin" for each in contract.tests),
        "amendments": [
            {"reason": each.reason, "changed": sorted(each.changed), "format_only": each.is_format_only}
            for each in contract.amendments
        ],
        "gates": feature.gates,
        "findings": [_raw_finding(each) for each in feature.findings],
    }


def _raw_finding(finding: Finding) -> dict[str, Any]:
    path = finding.at.path if finding.at else None
    return {"rule": finding.rule.id, "what": finding.what, "path": path, "next": finding.remedy}

"""Amending commits without a signature from somebody whom the base allows, and how to sign them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.domain.rules.audit import UNSIGNED_AMENDMENT
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.audit.case import AuditCase

__all__ = ["unsigned_findings"]


def unsigned_findings(audit: AuditCase) -> Iterator[Finding]:
    """A finding for each amending commit without a signature from somebody whom the base allows."""
    path, base = audit.audit.allowed_signers, audit.range.policy
    if not path:
        return
    signers = audit.history.blobs(base, [path]).get(path)
    for feature, commit in _amending(audit):
        if signers is None:
            what = f"counts as signed by nobody: the base {base[:10]} has no {path}"
            step = f"bring {path} to the base first, as a change of its own; or name another file in allowed-signers"
        elif not audit.history.is_signed(commit, signers):
            what = f"is signed by nobody who is listed in {path}"
            step = f"{_signing(commit, audit)}, by someone whom {path} lists at the base"
        else:
            continue
        what = f"the amendment of {feature} in {commit[:10]} {what}"
        yield Finding(UNSIGNED_AMENDMENT, what, at=Place(contract_path(feature)), next_step=step)


def _amending(audit: AuditCase) -> list[tuple[str, str]]:
    """(feature, commit id) of each commit of the range that amends a contract, or locks one with an amendment."""
    span = audit.range
    amending = [(feature, each.commit) for feature, made in span.amended.items() for each in made]
    at_lock = [feature for feature, contract in span.first.items() if contract.amendments]
    return [*amending, *((feature, span.new[feature].commit) for feature in at_lock)]


def _signing(commit: str, audit: AuditCase) -> str:
    """The command that signs this commit; commits after it are put on top of it again, unchanged."""
    if commit == audit.range.head:
        return "git commit --amend --no-edit -S"
    return f"git rebase --rebase-merges --no-ff -S {commit[:10]}~1"

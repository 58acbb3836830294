"""Changed files that run or are read as code, but that no reviewer can read: links and bytecode."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side, is_below
from pytest_tddgate.domain.contracts.snapshot import LINK_MODE
from pytest_tddgate.domain.rules.green import HARNESS_ADDED
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case

__all__ = ["is_link", "unreviewable_findings"]

_BYTECODE = (".pyc", ".pyo")


def is_link(entry: tuple[str, str]) -> bool:
    """Whether a commit's entry (mode, object id) is a symbolic link."""
    return entry[0] == LINK_MODE


def unreviewable_findings(audit: AuditCase, case: Case) -> Iterator[Finding]:
    """A finding for each new or changed link or bytecode file of tests or subject; `case` is the head's.

    No contract locks what a link on the test side leads to. A link of the subject may lead to files other than code, or
    to code of the subject, which is read at its own path.
    """
    changed = [
        path for path in case.repository.changed_since(audit.range.fork) if case.layout.side_of(path) is not Side.OTHER
    ]
    now = case.repository.entries(audit.range.head, changed) if changed else {}
    for path in changed:
        if path in now and path.endswith(_BYTECODE):
            yield Finding(HARNESS_ADDED, f"{path} is bytecode, which nobody can read", at=Place(path))
        elif path in now and is_link(now[path]):
            is_of_tests = case.layout.side_of(path) is Side.TEST
            if is_of_tests or _leads_to_other_code(path, now[path][1], audit, case):
                yield Finding(HARNESS_ADDED, f"{path} is a link", at=Place(path))


def _leads_to_other_code(path: str, link: str, audit: AuditCase, case: Case) -> bool:
    """Whether a link of the subject (`link` is its object id) turns a file into code, or leads to code elsewhere."""
    said = next(iter(audit.history.objects([link])), None)
    target = os.path.normpath(os.path.join(os.path.dirname(path), os.fsdecode(said or b"")))
    there = case.repository.entries(audit.range.head)
    code = [each for each in there if is_below(each, target) and each.endswith(".py")]
    is_module = path.endswith(".py") and (target not in there or not code)
    return is_module or any(case.layout.side_of(each) is not Side.SUBJECT or is_link(there[each]) for each in code)

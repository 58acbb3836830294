"""Files of a change that run or are read as code, and that no reader of the change sees: links, and bytecode."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.layout import Side, is_below
from pytest_tddgate.domain.rules import rule
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.gates.audit_case import AuditCase
    from pytest_tddgate.gates.case import Case

__all__ = ["is_link", "unread_findings"]

_LINK = "120000"
_BYTECODE = (".pyc", ".pyo")


def is_link(entry: tuple[str, str]) -> bool:
    """Whether a commit's entry (mode, object id) is a symbolic link."""
    return entry[0] == _LINK


def unread_findings(audit: AuditCase, case: Case) -> Iterator[Finding]:
    """A finding for each new or changed file of this kind, of the tests' side or of the subject; `case` is the head's.

    What a link on the tests' side leads to is locked by nobody. One of the subject may lead to what is no code, or to
    code of the subject, which is read where it lies.
    """
    now = case.repository.entries(audit.range.head)
    for path in case.repository.changed_since(audit.range.fork):
        side = case.layout.side_of(path)
        if path not in now or side is Side.OTHER:
            continue
        if path.endswith(_BYTECODE):
            yield Finding(rule("harness-added"), f"{path} is bytecode, which nobody can read", at=Place(path))
        elif is_link(now[path]) and (side is Side.TEST or _leads_to_other_code(path, now, audit, case)):
            yield Finding(rule("harness-added"), f"{path} is a link", at=Place(path))


def _leads_to_other_code(path: str, now: Mapping[str, tuple[str, str]], audit: AuditCase, case: Case) -> bool:
    """Whether a link of the subject makes code of what is none, or is not the subject's."""
    said = next(iter(audit.history.objects([now[path][1]])), None)
    target = os.path.normpath(os.path.join(os.path.dirname(path), os.fsdecode(said or b"")))
    led = [each for each in now if is_below(each, target)]
    code = [each for each in led if each.endswith(".py")]
    is_module = path.endswith(".py") and (target not in now or not code)
    return is_module or any(case.layout.side_of(each) is not Side.SUBJECT or is_link(now[each]) for each in code)

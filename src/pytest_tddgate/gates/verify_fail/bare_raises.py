"""Tests that only wait for an error, of a class that stand-ins raise as well: `asyncio.run(None)` is a ValueError."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.red.functions import function_in
from pytest_tddgate.domain.rules.red import HOLLOW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["asking_for_match"]

_ANY = frozenset({"Exception", "BaseException"})


def asking_for_match(test: TestId, findings: Iterable[Finding], case: Case) -> tuple[Finding, ...]:
    """The findings of a test; one that says `hollow` of a bare error tells to ask for the error's message.

    No result can be asserted there, as nothing is to come back.
    """
    return tuple(_with_step(each, test, case) if each.rule == HOLLOW else each for each in findings)


def _with_step(finding: Finding, test: TestId, case: Case) -> Finding:
    error = _only_error(case.bytes_of(test.file), test.name)
    return replace(finding, next_step=f'say which error it is: pytest.raises({error}, match="…")') if error else finding


def _only_error(source: bytes, name: str) -> str:
    """The error, as it is written, that is all that a test waits for; empty where it says more, or waits for any error.

    `name` is qualified with `::`.
    """
    function = function_in(source, name)
    if function is None:
        return ""
    nodes = list(ast.walk(function))
    raising = [each for each in nodes if isinstance(each, ast.Call) and last_name(each.func) == "raises" and each.args]
    says_more = any(isinstance(each, ast.Assert) for each in nodes) or any(
        each.arg == "match" for call in raising for each in call.keywords
    )
    error = ast.unparse(raising[0].args[0]) if len(raising) == 1 and not says_more else ""
    return "" if error in _ANY else error

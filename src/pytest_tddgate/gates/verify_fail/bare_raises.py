"""Tests that only expect an exception of a class that stand-ins raise too: `asyncio.run(None)` is a ValueError."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.red.parsed_module import function_in
from pytest_tddgate.domain.rules.red import HOLLOW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["asking_for_match"]

_ANY = frozenset({"Exception", "BaseException"})


def asking_for_match(test: TestId, findings: Iterable[Finding], case: Case) -> tuple[Finding, ...]:
    """The findings of a test; for a bare `pytest.raises`, a `hollow` finding suggests to match the error's message.

    The usual advice, to assert a result, does not help there: no result is expected.
    """
    return tuple(_with_step(each, test, case) if each.rule == HOLLOW else each for each in findings)


def _with_step(finding: Finding, test: TestId, case: Case) -> Finding:
    error = _only_error(case.bytes_of(test.file), test.name)
    return replace(finding, next_step=f'say which error it is: pytest.raises({error}, match="…")') if error else finding


def _only_error(source: bytes, name: str) -> str:
    """The exception, as written, of the one `pytest.raises` that is all a test checks; empty if there is more.

    More is an assert statement, a `match`, or a second `raises`. Empty for Exception and BaseException too. `name` is
    qualified with `::`.
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

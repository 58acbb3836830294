"""Signs of callers in one expression: their variables, their code, or that one of them belongs to a test.

`caller_names` finds more: it follows the names of callers through a module. But what it finds is in doubt more often.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.awareness.looks import CALLERS
from pytest_tddgate.domain.python.folding import maybe_folded

if TYPE_CHECKING:
    from pytest_tddgate.domain.awareness.looks import Looks

__all__ = ["TESTISH", "caller_sign"]

TESTISH = re.compile(r"(?:^|[^a-z])(?:py)?_?\.?tests?(?:[^a-z]|$)|pytest|unittest|conftest|\.tddgate", re.IGNORECASE)
"""Texts that name tests, their files, or a tool that runs them."""
_FRAME = frozenset({"f_code", "co_name", "co_filename", "function", "filename", "f_globals", "f_back", "tb_frame"})
_LOCALS = frozenset({"f_locals", "getargvalues"})
_SOURCE = frozenset({"getline", "getlines", "getsource", "getsourcelines", "findsource", "code_context", "co_consts"})
_OWN_GLOBALS = re.compile(r"__\w+__")


def caller_sign(node: ast.expr, last: set[str], texts: list[str], looks: Looks) -> str:
    """What an expression that has these words and texts learns from a caller; empty if it learns nothing."""
    if last & _LOCALS and looks.has_callers:
        return f"reads the local variables of a caller ({min(last & _LOCALS)})"
    if last & _SOURCE and looks.has_callers and last & (CALLERS | _FRAME):
        return f"reads the code of a caller ({min(last & _SOURCE)})"
    if _reads_globals(node, looks):
        return "reads the global variables of a caller (f_globals)"
    testish = [each for each in texts if TESTISH.search(each)]
    if testish and last & (CALLERS | _FRAME) and last & (CALLERS | {"function", "co_name", "co_filename", "tb_frame"}):
        return f"asks whether a caller is {testish[0]!r}"
    return ""


def _reads_globals(node: ast.expr, looks: Looks) -> bool:
    """Whether a node reads more of a frame's globals than names such as `__name__`."""
    allowed = 0
    for each in ast.walk(node):
        match each:
            case (
                ast.Subscript(value=ast.Attribute(attr="f_globals"), slice=key)
                | ast.Call(func=ast.Attribute(value=ast.Attribute(attr="f_globals")), args=[key, *_])
            ):
                known = maybe_folded(key, looks.constants)
                allowed += bool(known) and _OWN_GLOBALS.fullmatch(str(known[0])) is not None
    return sum(isinstance(each, ast.Attribute) and each.attr == "f_globals" for each in ast.walk(node)) > allowed

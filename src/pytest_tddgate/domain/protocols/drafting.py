"""What a drafter is asked and what it may answer; see `docs/extending.md` for both formats."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.protocols.answers import answer_in, check_keys, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["REQUEST", "RESPONSE", "CannotTell", "drafted_of"]

REQUEST = "tddgate/draft-request/1"
RESPONSE = "tddgate/draft-response/1"
_HAVE_DOCSTRINGS = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class CannotTell(ValueError):
    """Raised with the drafter's reason for giving no draft."""


def drafted_of(data: bytes, given: Mapping[str, str]) -> Mapping[str, str]:
    """Path -> text of the files that these bytes draft, among those `given` (path -> present text).

    Raises CannotTell if the drafter says so, and ValueError, whose message is a clause, for an invalid answer: another
    file, or a Python file with other code.
    """
    raw = answer_in(data, RESPONSE, "files")
    if "undecided" in raw:
        raise CannotTell(f"could not tell: {text_in(raw, 'undecided', 'it')}")
    found: dict[str, str] = {}
    for number, each in enumerate(raw["files"], 1):
        path, text = _file(each, f"file {number}", given)
        if path in found:
            raise ValueError(f"file {number} was given before: {path!r}")
        found[path] = text
    return found


def _file(raw: object, which: str, given: Mapping[str, str]) -> tuple[str, str]:
    if not isinstance(raw, dict):
        raise ValueError(f"{which} is no object")  # noqa: TRY004 - one kind of error for one kind of problem
    check_keys(raw, ("file", "text"), which)
    path, text = raw.get("file"), raw.get("text")
    if not isinstance(path, str) or path not in given:
        raise ValueError(f"{which} is one that it was not given: {path!r}")
    if not isinstance(text, str):
        raise ValueError(f"{which} has no text")  # noqa: TRY004 - as above
    if path.endswith(".py") and _code_of(text, path) != _code_of(given[path], path):
        raise ValueError(f"{path} has other code: docstrings alone may differ")
    return path, text


def _code_of(source: str, path: str) -> str:
    """The syntax tree of a module without its docstrings, as text."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        raise ValueError(f"{path} is no Python any more") from None
    for node in ast.walk(tree):
        if isinstance(node, _HAVE_DOCSTRINGS) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)

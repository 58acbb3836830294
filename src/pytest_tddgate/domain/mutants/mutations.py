"""The mutants of the changed lines of a source, with ids made of their content, in the order in which to try them."""

from __future__ import annotations

import ast
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.edits import KINDS, edits_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pytest_tddgate.domain.mutants.edits import Edit

__all__ = ["Mutant", "declared_equivalents", "mutants_from", "mutants_of", "mutated"]

_DECLARED = re.compile(rb"#\s*tddgate:\s*equivalent\s*:\s*(\S.*?)\s*$")
_ID_LENGTH = 12  # hexadecimal digits: a file has a few thousand mutants at most
_MOST_SHOWN = 4  # lines of each side of a diff


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change of a file: `text` in place of its bytes from `start` to `end`.

    `id` is made of the content, so that it stays the same when lines move. `path` is relative to the repository, `line`
    is that of the altered syntax, counted from 1. `kind` is one of `places.KINDS`, or `function` for an emptied body.
    `function` is the qualified name of the enclosing function, `""` for code that runs when the module is imported.
    `diff` are the changed lines before (`- `) and after (`+ `).
    """

    id: str
    path: str
    line: int
    kind: str
    function: str
    start: int
    end: int
    text: str
    diff: tuple[str, ...]

    @property
    def is_at_import(self) -> bool:
        """Whether it changes code that runs at import: in a module, class body, parameter default or decorator."""
        return not self.function


def mutants_of(path: str, source: bytes, lines: Container[int]) -> tuple[Mutant, ...]:
    """The mutants of these lines of a Python source, most informative first; empty if it cannot be parsed.

    Lines declared equivalent have no mutants.
    """
    try:
        source.decode("utf-8")
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ()
    declared = declared_equivalents(source)
    edits = [each for each in edits_in(tree, source) if each.line in lines and each.line not in declared]
    edits.sort(key=lambda edit: (KINDS.index(edit.kind), edit.start, edit.text))
    return mutants_from(path, source, edits)


def mutants_from(path: str, source: bytes, edits: Iterable[Edit]) -> tuple[Mutant, ...]:
    """The mutants that these edits of a source make, in the order of the edits."""
    seen: Counter[str] = Counter()
    return tuple(_mutant(path, source, edit, seen) for edit in edits)


def mutated(source: bytes, mutant: Mutant) -> bytes:
    """The source with the mutant applied; the number of lines stays the same."""
    return source[: mutant.start] + mutant.text.encode("utf-8") + source[mutant.end :]


def declared_equivalents(source: bytes) -> dict[int, str]:
    """Line -> reason, for each line with the comment `# tddgate: equivalent: REASON`."""
    found = ((number, _DECLARED.search(line)) for number, line in enumerate(source.splitlines(), 1))
    return {number: match[1].decode("utf-8", "replace") for number, match in found if match}


def _mutant(path: str, source: bytes, edit: Edit, seen: Counter[str]) -> Mutant:
    diff = _diff(source, edit)
    key = "\0".join([path, edit.function, edit.kind, *diff])
    seen[key] += 1
    digest = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
    return Mutant(
        id=digest[:_ID_LENGTH],
        path=path,
        line=edit.line,
        kind=edit.kind,
        function=edit.function,
        start=edit.start,
        end=edit.end,
        text=edit.text.decode("utf-8"),
        diff=diff,
    )


def _diff(source: bytes, edit: Edit) -> tuple[str, ...]:
    """The changed lines before and after, without the indentation of the first; long sides are cut in the middle."""
    first = max(source.rfind(b"\n", 0, edit.start), source.rfind(b"\r", 0, edit.start)) + 1
    last = source.find(b"\n", edit.end)
    end = len(source) if last < 0 else last
    before = source[first:end].decode("utf-8").splitlines()
    after = (source[first : edit.start] + edit.text + source[edit.end : end]).decode("utf-8").splitlines()
    indent = len(before[0]) - len(before[0].lstrip())
    return (*_side("-", before, indent), *_side("+", after, indent))


def _side(sign: str, lines: list[str], indent: int) -> list[str]:
    shown = [f"{sign} {line[indent:].rstrip()}" for line in lines if line.strip()]
    if len(shown) > _MOST_SHOWN:
        shown[_MOST_SHOWN - 2 : -1] = [f"{sign} …"]
    return shown

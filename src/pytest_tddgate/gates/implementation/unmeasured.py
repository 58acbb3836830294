"""Changed code that coverage does not see: in strings, data or compiled files, or beside what is measured."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side, is_below
from pytest_tddgate.domain.python.unmeasured import imports_of, unmeasured_in
from pytest_tddgate.domain.rules.implementation import UNMEASURED_CODE
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.implementation.unmeasured_imports import unmeasured_imports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["unmeasured_findings"]

_COMPILED = (".so", ".pyd", ".dylib")
"""How the names of extension modules end, on any platform; the interpreter's tag can come before the ending."""


def unmeasured_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """A finding for each changed line of the subject that runs unmeasured code, and for each import of a changed file.

    Also for each changed compiled file where the subject is imported from, and for each line that adds an archive or a
    folder with unmeasured code to an import path.
    """
    imported = list(_imports_from_beside(implementation, case))
    added = unmeasured_imports(implementation, {target for target, _ in imported}, case)
    found = [_finding(what, path, line) for path, line, what in added]
    known = {each.at for each in found}
    for path, lines in implementation.changed.items():
        told = (_finding(each.what, path, each.line) for each in unmeasured_in(case.bytes_of(path), lines))
        found += (each for each in told if each.at not in known)
    return (*found, *_compiled(implementation, case), *(each for _, each in imported))


def _compiled(implementation: Implementation, case: Case) -> Iterator[Finding]:
    """A finding for each extension module, or link named like one: Python prefers it to the source."""
    roots = (*case.layout.source, *case.layout.packages)
    for path in implementation.data:
        is_there = case.repository.has_file(path) or case.repository.is_link(path)
        if path.lower().endswith(_COMPILED) and is_there and any(is_below(path, root) for root in roots):
            what = f"{path} is compiled code, which nobody can read or measure"
            yield Finding(UNMEASURED_CODE, what, at=Place(path))


def _imports_from_beside(implementation: Implementation, case: Case) -> Iterator[tuple[str, Finding]]:
    """Each changed file beside the subject that the subject reaches, with a finding for each place that imports it.

    The importing line need not have changed, and can be in another file beside the subject.
    """
    beside = {path for path in implementation.data if path.endswith(".py")}
    if not beside:
        return
    known = {path for path in case.repository.files(implementation.base) if path.endswith(".py")}
    known = {path for path in known | beside if case.layout.side_of(path) is Side.OTHER}
    subject = {*case.repository.files(implementation.base, case.layout.packages), *implementation.changed}
    own = {name for path in subject for name in _names_of(path, case.layout.source)}
    modules = {name: path for path in sorted(known) for name in _names_of(path) if name not in own}
    tops = b"|".join(sorted({re.escape(name.partition(".")[0]).encode() for name in modules}))
    may_import = re.compile(rb"(?m)^[ \t]*(?:from[ \t]+|import[ \t].*)\b(?:%s)\b|import_module|__import__" % tops)
    reached, waiting = set[str](), [path for path in sorted(subject) if path.endswith(".py")]
    while waiting:
        path = waiting.pop(0)
        source = case.bytes_of(path)
        for each in imports_of(source, modules) if may_import.search(source) else ():
            target = modules[each.name]
            if target in beside:
                what = f"{each.what}, which is {target} and no part of what is measured"
                yield target, _finding(what, path, each.line)
            if target not in reached:
                reached.add(target)
                waiting.append(target)


def _names_of(path: str, roots: tuple[str, ...] = ()) -> Iterator[str]:
    """The dotted names by which a Python file can be imported: from these folders, or else from any one above it."""
    parts = PurePosixPath(path).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    starts = [len(PurePosixPath(root).parts) for root in roots if is_below(path, root)] if roots else range(len(parts))
    yield from (".".join(parts[start:]) for start in starts if parts[start:])


def _finding(what: str, path: str, line: int) -> Finding:
    return Finding(UNMEASURED_CODE, f"the code {what}", at=Place(path, line))

"""`tddgate draft`: the first draft of what the docs gate asks for, as a diff to accept, or written into the files."""

from __future__ import annotations

import ast
import difflib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.commands.workspace import case_in
from pytest_tddgate.domain.drafts import entry_in, page_of, style_of, with_docstrings
from pytest_tddgate.domain.verdict import ExitCode, Place
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates import docs
from pytest_tddgate.gates.contracts import contract_in, registry_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pytest_tddgate.gates.case import Case

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Print the draft, or write it; raises what the docs gate raises where it cannot tell what changed."""
    case = replace(case_in("."), feature=arguments.feature)
    prepared = docs.prepare(case)
    drafted = {path: text for path, text in _drafted(prepared, case) if text != _text(path, case)}
    if not drafted:
        print("nothing to draft. Next: pytest --tdd-gate=docs")  # noqa: T201 - the answer
        return ExitCode.PASSED
    if arguments.write:
        for path, text in drafted.items():
            _write(Path(case.repository.top, path), text)
            print(f"{path} has a draft")  # noqa: T201 - what was done
        print("Write what stands there as TODO. Next: pytest --tdd-gate=docs")  # noqa: T201 - the last line is the next command
        return ExitCode.PASSED
    for line in (*_behaviours(prepared.feature, case), *_diff(drafted, case)):
        print(line, end="")  # noqa: T201 - the answer
    return ExitCode.PASSED


def _drafted(prepared: docs.Prepared, case: Case) -> Iterator[tuple[str, str]]:
    """Path -> text of each file with what is missing in it."""
    objects = [change.now for change in prepared.changes if change.kind != "removed"]
    for path in sorted({each.path for each in objects}):
        source = _text(path, case)
        wanted = [each for each in objects if each.path == path and each.needs_docstring]
        yield path, with_docstrings(source, wanted, style_of(_docstrings(source)))
    findings = docs.findings_of(prepared, case)
    kept, name = prepared.kept, prepared.feature or "change"
    prefix = f"{case.layout.root}/" if case.layout.root else ""
    if kept and any(each.rule.id == "changelog-missing" for each in findings) and not _has_draft(name, prepared, case):
        path, text = entry_in(kept, name, _text(prefix + kept.file, case) if kept.file else "")
        yield prefix + path, text
    silent = {each.at for each in findings if each.rule.id == "docs-silent"}
    page = f"{prefix}docs/{name}.md"
    if silent and Path(case.repository.top, prefix, "docs").is_dir() and not _text(page, case):
        yield page, page_of(name, [each for each in objects if Place(each.path, each.line) in silent])


def _has_draft(name: str, prepared: docs.Prepared, case: Case) -> bool:
    """Whether an entry was drafted before, and not yet written."""
    return any(f"TODO: {name}\n" in _text(path, case) for path in prepared.paths if not path.endswith(".py"))


def _docstrings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            yield ast.get_docstring(node) or ""


def _behaviours(feature: str, case: Case) -> Iterator[str]:
    """What the contract's tests say that the feature does: each with its docstring's first line."""
    if not feature:
        return
    contract = contract_in(registry_of(case), feature, why="its tests say what it does").contract
    yield f"What the tests of {feature} say (git apply passes over these lines):\n"
    for locked in contract.tests:
        yield f"  {locked.test}\n"
    yield "\n"


def _diff(drafted: dict[str, str], case: Case) -> Iterator[str]:
    for path, text in drafted.items():
        before = _text(path, case)
        old = f"a/{path}" if before or case.repository.read(path) is not None else "/dev/null"
        lines = (before.splitlines(keepends=True), text.splitlines(keepends=True))
        yield from difflib.unified_diff(*lines, old, f"b/{path}")


def _text(path: str, case: Case) -> str:
    return (case.repository.read(path) or b"").decode("utf-8", "replace")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise Unusable(
            f"{path} cannot be written: {problem.strerror}",
            why="the draft goes there",
            next_step="make it possible to write it, or: tddgate draft > draft.diff",
        ) from None

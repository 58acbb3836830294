"""The built-in draft of what the docs gate asks for: docstrings, an entry of the changelog, a page."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.drafts import entry_in, page_of, style_of, with_docstrings
from pytest_tddgate.domain.verdict import Place
from pytest_tddgate.gates.docs.gate import findings_of
from pytest_tddgate.gates.docs.pages import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.docs.gate import Prepared

__all__ = ["Draft", "draft_of", "text_of"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Path -> text of each file that may be drafted, as it would be, and what the docs gate misses."""

    files: Mapping[str, str]
    findings: tuple[Finding, ...]

    def changed(self, case: Case) -> Mapping[str, str]:
        """Those that differ from what lies there."""
        return {path: text for path, text in self.files.items() if text != text_of(path, case)}


def draft_of(prepared: Prepared, case: Case) -> Draft:
    """The built-in draft: what somebody has written stays as it is."""
    findings = findings_of(prepared, case)
    return Draft(dict(sorted(_files(prepared, findings, case))), findings)


def text_of(path: str, case: Case) -> str:
    """The text of a file as it lies there, empty where there is none."""
    return decoded(case.repository.read(path))


def _files(prepared: Prepared, findings: tuple[Finding, ...], case: Case) -> Iterator[tuple[str, str]]:
    objects = [change.now for change in prepared.changes if change.kind != "removed"]
    for path in sorted({each.path for each in objects}):
        source = text_of(path, case)
        wanted = [each for each in objects if each.path == path and each.needs_docstring]
        yield path, with_docstrings(source, wanted, style_of(_docstrings(source)))
    name = prepared.feature or "change"
    if prepared.kept and any(each.rule.id == "changelog-missing" for each in findings):
        kept = prepared.kept
        path, text = entry_in(kept, name, text_of(kept.file, case) if kept.file else "")
        is_there = _has_draft(name, prepared, case)
        yield path, text_of(path, case) if is_there else text
    silent = {each.at for each in findings if each.rule.id == "docs-silent"}
    folders = (case.layout.from_root("docs"), "docs")
    folder = next((each for each in folders if case.repository.listing(each)), "docs")
    endings = Counter(PurePosixPath(each).suffix for each in case.repository.listing(folder))
    is_rst = endings[".rst"] > endings[".md"]
    page = f"{folder}/{name}.{'rst' if is_rst else 'md'}"
    if silent and endings and not text_of(page, case):
        yield page, page_of(name, [each for each in objects if Place(each.path, each.line) in silent], is_rst=is_rst)


def _has_draft(name: str, prepared: Prepared, case: Case) -> bool:
    """Whether an entry was drafted before, and not yet written."""
    texts = (text_of(path, case) for path in prepared.paths if not path.endswith(".py"))
    return any(f"TODO: {name}\n" in text for text in texts)


def _docstrings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            yield ast.get_docstring(node) or ""

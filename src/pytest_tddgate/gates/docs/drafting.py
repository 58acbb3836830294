"""The built-in draft of what the docs gate asks for: docstrings, a changelog entry, a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.drafts import (
    docstring_of,
    entries_with,
    has_entry_of,
    kinds_of,
    own_style,
    page_of,
    usual_style,
    with_docstrings,
)
from pytest_tddgate.domain.verdict import Place
from pytest_tddgate.gates.case import leveled_refusals
from pytest_tddgate.gates.docs.gate import findings_of
from pytest_tddgate.gates.docs.public_names import public_names_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.docs.changelog import Changelog
    from pytest_tddgate.domain.docs.public_api import PublicObject
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.docs.gate import Prepared

__all__ = ["Draft", "draft_of"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Path -> text of each file that may be drafted, and the findings of the docs gate.

    `offers` are docstrings that are missing and not demanded, each with its name; `unread` are files that are left
    alone, because they are not UTF-8.
    """

    files: Mapping[str, str]
    findings: tuple[Finding, ...]
    offers: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()

    def changed(self, case: Case) -> Mapping[str, str]:
        """The drafted files that differ from those of the work tree."""
        return {path: text for path, text in self.files.items() if text != case.text_of(path)}


def draft_of(prepared: Prepared, case: Case) -> Draft:
    """The built-in draft of what the gate demands; text that exists is kept."""
    findings = findings_of(prepared, case)
    demanded = leveled_refusals(findings, case.settings)
    asked, style = _Asked(findings, demanded), _Style(prepared.base, case)
    files = dict(sorted(_files(prepared, asked, style, case)))
    unread = tuple(path for path in files if not _is_utf8(path, case))
    offered = [each for each in _objects(prepared) if asked.offers(each)]
    offers = tuple((each.name, docstring_of(each, style.of(each.path))) for each in offered)
    return Draft({path: text for path, text in files.items() if path not in unread}, findings, offers, unread)


class _Asked:
    """What the gate demands, and what else its findings name, by rule and place."""

    def __init__(self, findings: Iterable[Finding], demanded: Iterable[Finding]) -> None:
        self._named, self._demanded = ({(each.rule.id, each.at) for each in part} for part in (findings, demanded))

    def demands(self, rule_id: str, each: PublicObject | None = None) -> bool:
        """Whether the gate demands what this rule asks for, of this name if one is given."""
        at = Place(each.path, each.line) if each else None
        return any(rule == rule_id and (at is None or place == at) for rule, place in self._demanded)

    def offers(self, each: PublicObject) -> bool:
        """Whether the docstring of this name is missing and not demanded."""
        return ("undocumented", Place(each.path, each.line)) in self._named - self._demanded


class _Style:
    """The docstring style of each file: its own, or the one that the project uses most at the base."""

    def __init__(self, base: str, case: Case) -> None:
        self._base, self._case = base, case

    def of(self, path: str) -> str:
        """The style for a file of the subject."""
        return own_style(self._case.text_of(path)) or self._usual

    @cached_property
    def _usual(self) -> str:
        """The usual style of functions with parameters, results or errors to name."""
        telling = (each for each in public_names_at(self._base, self._case) if each.kind == "function" and each.parts)
        return usual_style(each.docstring for each in telling if each.docstring)


def _objects(prepared: Prepared) -> list[PublicObject]:
    return [change.now for change in prepared.changes if change.kind != "removed"]


def _files(prepared: Prepared, asked: _Asked, style: _Style, case: Case) -> Iterator[tuple[str, str]]:
    objects = _objects(prepared)
    for path in sorted({each.path for each in objects}):
        wanted = [each for each in objects if each.path == path and asked.demands("undocumented", each)]
        source = case.text_of(path)
        yield path, with_docstrings(source, wanted, style.of(path)) if wanted else source
    name = prepared.feature or "change"
    if prepared.kept and asked.demands("changelog-missing"):
        yield from _entries(name, prepared.kept, prepared, case)
    folders = (case.layout.from_root("docs"), "docs")
    folder = next((each for each in folders if case.repository.listing(each)), "docs")
    endings = Counter(PurePosixPath(each).suffix for each in case.repository.listing(folder))
    is_rst = endings[".rst"] > endings[".md"]
    page = f"{folder}/{name}.{'rst' if is_rst else 'md'}"
    silent = [each for each in objects if asked.demands("docs-silent", each)]
    if silent and endings and not case.text_of(page):
        yield page, page_of(name, silent, is_rst=is_rst)


def _entries(name: str, kept: Changelog, prepared: Prepared, case: Case) -> Iterator[tuple[str, str]]:
    """The changelog with its drafts; unchanged if a draft of the entry is there already."""
    texts = {kept.file: case.text_of(kept.file)} if kept.file else {}
    written = (case.text_of(path) for path in prepared.paths if not path.endswith(".py"))
    is_there = any(has_entry_of(name, text) for text in written)
    for path, text in entries_with(kept, name, texts, kinds_of(prepared.changes)).items():
        yield path, case.text_of(path) if is_there else text


def _is_utf8(path: str, case: Case) -> bool:
    try:
        (case.repository.read(path) or b"").decode()
    except UnicodeDecodeError:
        return False
    return True

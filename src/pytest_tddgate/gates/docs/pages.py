"""The pages that users read, what they leave out, and which of their examples do not parse.

Paths are relative to the repository's top.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.project import parsed_toml
from pytest_tddgate.domain.configuration.docs_settings import DocsSettings
from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.docs.doc_blocks import newly_broken
from pytest_tddgate.domain.docs.page_mentions import is_mentioned, without_stubs
from pytest_tddgate.domain.docs.roadmap import open_items
from pytest_tddgate.domain.rules.docs import DOCS_SILENT, EXAMPLE_BROKEN, ROADMAP_OPEN
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.docs.habits import as_advice_by_habit, is_at_top

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.docs.public_api import ApiChange
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.docs.habits import DocHabits

__all__ = [
    "PAGES",
    "decoded",
    "example_findings",
    "files_in",
    "is_page",
    "pages_in",
    "places_of_pages",
    "project_files",
    "roadmap_findings",
    "roadmaps",
    "silent_findings",
    "text_of_pages",
]

PAGES = (".md", ".rst", ".markdown", ".txt")
_ROADMAPS = ("ROADMAP.md", "ROADMAP.rst", "ROADMAP", "docs/ROADMAP.md", "docs/roadmap.md")


def decoded(data: bytes | None) -> str:
    """The text of a file's bytes; empty for None."""
    return (data or b"").decode("utf-8", "replace")


def places_of_pages(case: Case) -> tuple[str, ...]:
    """The files and folders that the settings name for pages; the default ones count at the repository's top too."""
    return case.layout.places_of(case.settings.docs.pages, DocsSettings().pages)


def files_in(folders: Iterable[str], case: Case) -> tuple[str, ...]:
    """The files below these paths, without those that git ignores; all files if there is no path."""
    under = [each for each in folders if each]
    committed = case.repository.files(case.repository.resolve("HEAD"), under)
    return tuple(sorted({*committed, *case.repository.untracked(under)}))


def project_files(case: Case) -> tuple[str, ...]:
    """The files of the project, followed by the pages outside its folder."""
    outside = case.layout.outside(places_of_pages(case))
    return (*files_in([case.layout.root], case), *(files_in(outside, case) if outside else ()))


def text_of_pages(files: Iterable[str], case: Case) -> str:
    """The text of all pages without comments and reminders; empty if there are no pages."""
    texts = (decoded(case.repository.read(path)) for path in pages_in(files, case))
    return "\n".join(without_stubs(text) + "\n" for text in texts)


def pages_in(files: Iterable[str], case: Case) -> tuple[str, ...]:
    """The files that are pages."""
    return tuple(path for path in files if path.endswith(PAGES) and is_page(path, case))


def is_page(path: str, case: Case) -> bool:
    """Whether a path is among the pages of the settings."""
    return any(is_below(path, page) for page in places_of_pages(case))


def silent_findings(
    changes: Iterable[ApiChange], text: str, files: Iterable[str], customs: DocHabits
) -> Iterator[Finding]:
    """A finding for each new function or class that no page mentions, by its own name or by its module's."""
    case = customs.case
    settings = [path for path in files if is_page(path, case)]
    writes_members = any(_writes_members(path, case) for path in settings if path.endswith("conf.py"))
    pages = [path for path in settings if path.endswith(PAGES)]
    where = next(iter(pages), "a page")
    for change in changes if text else ():
        module, _, name = change.name.rpartition(".")
        is_new = change.kind == "added" and is_at_top(change.now, case)
        if is_new and not is_mentioned(module, name, text, writes_members=writes_members):
            finding = Finding(
                DOCS_SILENT,
                f"no page mentions {name}, which is new in {module}",
                at=Place(change.now.path, change.now.line),
                next_step=f"mention {name} in {where}, or where readers would look for it",
            )
            yield as_advice_by_habit(finding, *customs.about_pages(pages, writes_members=writes_members))


def _writes_members(path: str, case: Case) -> bool:
    """Whether Sphinx is configured to document the members of each module."""
    return re.search(r"autodoc_default_options\b[^}]*members", decoded(case.repository.read(path))) is not None


def example_findings(base: str, paths: Iterable[str], case: Case) -> Iterator[Finding]:
    """A finding for each block of a changed page that does not parse and was not there at the base."""
    pages = [path for path in paths if path.endswith(PAGES)]
    before = case.repository.blobs(base, pages)
    for path in pages:
        now = decoded(case.repository.read(path))
        for block in newly_broken(path, decoded(before.get(path)), now, parsed_toml):
            what = f"the {block.language} block does not parse: {block.why}"
            yield Finding(EXAMPLE_BROKEN, what, at=Place(path, block.line))


def roadmaps(case: Case) -> tuple[str, ...]:
    """The roadmaps that exist: those of the project, or else those at the repository's top."""
    own = [path for path in map(case.layout.from_root, _ROADMAPS) if case.repository.has_file(path)]
    return tuple(own or (path for path in _ROADMAPS if case.repository.has_file(path)))


def roadmap_findings(feature: str, case: Case) -> Iterator[Finding]:
    """A finding for each item of a roadmap that names the feature and is not ticked."""
    for path in roadmaps(case) if feature else ():
        for line in open_items(decoded(case.repository.read(path)), feature):
            what = f"the item of {feature} is not ticked"
            yield Finding(ROADMAP_OPEN, what, at=Place(path, line), next_step=f"tick {path}:{line}")

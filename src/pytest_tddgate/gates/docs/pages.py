"""What users read: the pages of the project, what they leave out, and which of their examples do not parse."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.project import parsed_toml
from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.docs.doc_blocks import newly_broken
from pytest_tddgate.domain.docs.page_mentions import is_mentioned, without_stubs
from pytest_tddgate.domain.docs.roadmap import open_items
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.docs.habits import is_at_top, softened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.docs.public_api import ApiChange
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.docs.habits import Customs

__all__ = [
    "PAGES",
    "decoded",
    "example_findings",
    "inner",
    "is_page",
    "outer",
    "pages_in",
    "project_files",
    "roadmap_findings",
    "roadmaps",
    "silent_findings",
    "text_of_pages",
]

PAGES = (".md", ".rst", ".markdown", ".txt")
_ROADMAPS = ("ROADMAP.md", "ROADMAP.rst", "ROADMAP", "docs/ROADMAP.md", "docs/roadmap.md")


def inner(path: str, case: Case) -> str:
    """A path relative to pytest's rootdir."""
    return path.removeprefix(f"{case.layout.root}/") if case.layout.root else path


def outer(path: str, case: Case) -> str:
    """A path of the project relative to the repository's top."""
    return case.layout.from_root(path)


def decoded(data: bytes | None) -> str:
    """The text of a file, empty where there is none."""
    return (data or b"").decode("utf-8", "replace")


def project_files(case: Case) -> tuple[str, ...]:
    """The files of the project, relative to its root, without those that git ignores."""
    root = [case.layout.root] if case.layout.root else []
    committed = case.repository.files(case.repository.resolve("HEAD"), root)
    return tuple(sorted(inner(path, case) for path in {*committed, *case.repository.untracked(root)}))


def text_of_pages(files: Iterable[str], case: Case) -> str:
    """The text of all pages but for stubs that nobody has written, empty where there are none."""
    texts = (decoded(case.repository.read(outer(path, case))) for path in pages_in(files, case))
    return "\n".join(without_stubs(text) + "\n" for text in texts)


def pages_in(files: Iterable[str], case: Case) -> tuple[str, ...]:
    """Those of the files (relative to pytest's rootdir) that are pages."""
    return tuple(path for path in files if path.endswith(PAGES) and is_page(path, case))


def is_page(path: str, case: Case) -> bool:
    """Whether a path, relative to pytest's rootdir, is among the pages of the settings."""
    return any(is_below(path, page) for page in case.settings.docs.pages)


def silent_findings(
    changes: Iterable[ApiChange], text: str, files: Iterable[str], customs: Customs
) -> Iterator[Finding]:
    """A finding for each new function or class that no page mentions, by its name or that of its module."""
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
                rule("docs-silent"),
                f"no page mentions {name}, which is new in {module}",
                at=Place(change.now.path, change.now.line),
                next_step=f"mention {name} in {where}, or where readers would look for it",
            )
            paths = [outer(path, case) for path in pages]
            yield softened(finding, *customs.about_pages(paths, writes_members=writes_members))


def _writes_members(path: str, case: Case) -> bool:
    """Whether Sphinx is set to write the members of each module."""
    return (
        re.search(r"autodoc_default_options\b[^}]*members", decoded(case.repository.read(outer(path, case))))
        is not None
    )


def example_findings(base: str, paths: Iterable[str], case: Case) -> Iterator[Finding]:
    """A finding for each block of a changed page that does not parse."""
    pages = [path for path in paths if path.endswith(PAGES)]
    before = case.repository.blobs(base, pages)
    for path in pages:
        now = decoded(case.repository.read(path))
        for block in newly_broken(path, decoded(before.get(path)), now, parsed_toml):
            what = f"the {block.language} block does not parse: {block.why}"
            yield Finding(rule("example-broken"), what, at=Place(path, block.line))


def roadmaps(case: Case) -> tuple[str, ...]:
    """The roadmaps that are there, relative to the repository's top."""
    paths = map(partial(outer, case=case), _ROADMAPS)
    return tuple(path for path in paths if case.repository.read(path) is not None)


def roadmap_findings(feature: str, case: Case) -> Iterator[Finding]:
    """A finding for each item of a roadmap that names the feature and is not ticked."""
    for path in roadmaps(case) if feature else ():
        for line in open_items(decoded(case.repository.read(path)), feature):
            what = f"the item of {feature} is not ticked"
            yield Finding(rule("roadmap-open"), what, at=Place(path, line), next_step=f"tick {path}:{line}")

"""Two digests of a work tree: one of its code and tests, one of all its files.

They cover paths, modes and bytes, so a commit changes neither, and what was judged before it stays judged after it.
Files that git ignores are left out.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pytest_tddgate.domain.configuration.docs_settings import DocsSettings
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.docs.fragments import FRAGMENT_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.gates.case import Case

__all__ = ["state_of"]


def state_of(case: Case) -> tuple[str, str]:
    """The digests of the code and of the whole tree, each `sha256:…`."""
    repository, root = case.repository, case.layout.root
    head = repository.resolve("HEAD")
    under = [root, *_at_top(head, case)] if root else []
    entries = dict(repository.entries(head, under))
    for path in repository.changed_since(head, under):
        entry = repository.entry_here(path)
        entries.pop(path, None)
        if entry is not None:
            entries[path] = entry
    code = (path for path in entries if case.layout.side_of(path) is not Side.OTHER)
    return _named({path: entries[path] for path in code}.items()), _named(entries.items())


def _at_top(head: str, case: Case) -> Iterator[str]:
    """Paths outside a package that its docs gate may read: files at the top, pages, places of changelog entries."""
    repository, layout, docs = case.repository, case.layout, case.settings.docs
    names = {*repository.names_in(head, [""]), *repository.listing("")}
    yield from sorted(each for each in names if repository.has_file(each))
    places = (*layout.places_of(docs.pages, DocsSettings().pages), *FRAGMENT_FOLDERS)
    yield from layout.outside((*places, layout.place_of(docs.changelog)))


def _named(entries: Iterable[tuple[str, tuple[str, str]]]) -> str:
    digest = hashlib.sha256()
    for path, (mode, object_id) in sorted(entries):
        digest.update(f"{mode} {object_id} {path}\0".encode("utf-8", "surrogateescape"))
    return f"sha256:{digest.hexdigest()}"

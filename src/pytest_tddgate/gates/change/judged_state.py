"""Two names for the state of a work tree: one for its code and tests, one for all that it holds.

They are made of paths, kinds and bytes, so that a commit changes neither: what was judged before it has been judged
after it. What git ignores is no part of a state.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.gates.case import Case

__all__ = ["state_of"]


def state_of(case: Case) -> tuple[str, str]:
    """The names of the code's state and of the whole tree's, each `sha256:…`."""
    repository, root = case.repository, case.layout.root
    head = repository.resolve("HEAD")
    under = [root] if root else []
    entries = dict(repository.entries(head, under))
    for path in repository.changed_since(head, under):
        entry = repository.entry_here(path)
        entries.pop(path, None)
        if entry is not None:
            entries[path] = entry
    code = (path for path in entries if case.layout.side_of(path) is not Side.OTHER)
    return _named({path: entries[path] for path in code}.items()), _named(entries.items())


def _named(entries: Iterable[tuple[str, tuple[str, str]]]) -> str:
    digest = hashlib.sha256()
    for path, (mode, object_id) in sorted(entries):
        digest.update(f"{mode} {object_id} {path}\0".encode("utf-8", "surrogateescape"))
    return f"sha256:{digest.hexdigest()}"

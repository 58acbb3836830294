"""Changed lines of the subject: coverage is measured for them, and the sabotage control empties them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.lines import changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["changed_data_files", "changed_subject_lines", "reverted_sources"]


_PROSE = (".pyi", ".md", ".rst", ".typed")
_DATA = (
    *(".json", ".jsonl", ".csv", ".tsv", ".txt", ".dat", ".data", ".b64", ".py"),
    *(".bin", ".pkl", ".pickle", ".db", ".sqlite", ".sqlite3", ".npy", ".gz", ".bz2", ".xz", ".zip"),
    *(".so", ".pyd", ".dylib"),
)
"""Endings of files, outside the subject, that are code or that code can be read from."""


def changed_subject_lines(evolution: Evolution, case: Case) -> dict[str, frozenset[int]]:
    """Repository-relative path of each changed Python file of the subject -> its changed lines, counted from 1."""
    python = [path for path in evolution.subject_paths if path.endswith(".py")]
    before = case.repository.blobs(evolution.base, python)
    sources = {path: case.repository.read(path) for path in python}
    return {path: changed_lines(before.get(path), source) for path, source in sources.items() if source is not None}


def changed_data_files(evolution: Evolution) -> tuple[str, ...]:
    """Changed files from which the subject could read its answers: its own ones other than code, and data elsewhere."""
    own = [path for path in evolution.subject_paths if not path.endswith((".py", *_PROSE))]
    return (
        *own,
        *(path for path in evolution.other_paths if path.lower().endswith(_DATA) and not path.startswith(".")),
    )


def reverted_sources(paths: Iterable[str], base: str, case: Case) -> dict[str, str | None]:
    """Absolute path of each of these files -> its source at the base commit, None if it did not exist there."""
    paths = tuple(paths)
    before = case.repository.blobs(base, paths)
    return {
        os.path.join(case.layout.top, path): before[path].decode("utf-8", "replace") if path in before else None
        for path in paths
    }

"""The settings `[tool.tddgate.docs]`: where the docs gate looks."""

from __future__ import annotations

from typing import Any, NamedTuple

from pytest_tddgate.domain.nearest import nearest

__all__ = ["DOCS_KEYS", "DocsSettings", "docs_settings_of"]


class DocsSettings(NamedTuple):
    """`changelog` is a file or a folder of fragments, empty: detected, `off`: none is kept.

    `pages` are files and folders that hold what users read; both are relative to pytest's rootdir.
    """

    changelog: str = ""
    pages: tuple[str, ...] = ("README.md", "README.rst", "docs", "doc")


DOCS_KEYS = DocsSettings._fields


def docs_settings_of(table: object) -> tuple[DocsSettings, tuple[str, ...]]:
    """The settings that the table makes, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return DocsSettings(), (f"docs = {table!r}: a table is expected, such as [tool.tddgate.docs]",)
    mistakes = [f"there is no setting docs.{key}{nearest(key, DOCS_KEYS)}" for key in table if key not in DOCS_KEYS]
    changelog, pages = table.get("changelog", ""), table.get("pages", [])
    if not isinstance(changelog, str):
        mistakes.append(f'docs.changelog = {changelog!r}: a path is expected, or "off"')
    if not isinstance(pages, list) or not all(isinstance(each, str) for each in pages):
        mistakes.append(f'docs.pages = {pages!r}: a list of paths is expected, such as ["docs"]')
    if mistakes:
        return DocsSettings(), tuple(mistakes)
    values: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in table.items()}
    return DocsSettings(**values), ()

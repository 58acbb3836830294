"""The settings in `[tool.tddgate.docs]`: where the docs gate looks."""

from __future__ import annotations

from typing import Any, NamedTuple

from pytest_tddgate.domain.configuration.setting import is_texts
from pytest_tddgate.domain.nearest import nearest

__all__ = ["DOCS_KEYS", "DocsSettings", "docs_settings_of"]


class DocsSettings(NamedTuple):
    """The docs gate's settings.

    `changelog` is a file or a folder of fragments; empty: detected; `off`: there is none. `pages` are files and folders
    that users read. These paths are relative to pytest's rootdir. `public` are globs over the dotted names of public
    modules; empty: all modules without an underscore.
    """

    changelog: str = ""
    pages: tuple[str, ...] = ("README.md", "README.rst", "docs", "doc")
    public: tuple[str, ...] = ()


DOCS_KEYS = DocsSettings._fields


def docs_settings_of(table: object) -> tuple[DocsSettings, tuple[str, ...]]:
    """The settings in the table, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return DocsSettings(), (f"docs = {table!r}: a table is expected, such as [tool.tddgate.docs]",)
    mistakes = [f"there is no setting docs.{key}{nearest(key, DOCS_KEYS)}" for key in table if key not in DOCS_KEYS]
    changelog, pages, public = table.get("changelog", ""), table.get("pages", []), table.get("public", [])
    if not isinstance(changelog, str):
        mistakes.append(f'docs.changelog = {changelog!r}: a path is expected, or "off"')
    if not is_texts(pages):
        mistakes.append(f'docs.pages = {pages!r}: a list of paths is expected, such as ["docs"]')
    if not is_texts(public):
        expected = 'a list of dotted names of modules is expected, such as ["shop", "shop.api.*"]'
        mistakes.append(f"docs.public = {public!r}: {expected}")
    if mistakes:
        return DocsSettings(), tuple(mistakes)
    values: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in table.items()}
    return DocsSettings(**values), ()

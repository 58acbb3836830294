"""Fragments of reno, and settings of towncrier and scriv outside `pyproject.toml`."""

from __future__ import annotations

from pytest_tddgate.domain.docs.changelog import Changelog, Entry, changelog_of

NOTE = """---
features:
  - |
    Add ``vat``.
upgrade:
  - Cents are gone.
"""


def test_reno_keeps_notes() -> None:
    """In `releasenotes/notes`, one file for each change."""
    files = ["releasenotes/notes/add-vat-0123456789abcdef.yaml", "CHANGELOG.md", "doc/changelog.rst"]

    assert changelog_of(files, {}, "") == Changelog(folder="releasenotes/notes")


def test_a_note_of_reno_has_its_sections_as_headings() -> None:
    """`upgrade` tells a break."""
    entries = Changelog(folder="releasenotes/notes").entries({"releasenotes/notes/add-vat-01.yaml": ("", NOTE)})

    assert entries == (Entry("features", "Add ``vat``."), Entry("upgrade", "Cents are gone."))
    assert [each.tells_a_break for each in entries] == [False, True]

"""Where a project keeps its changelog, and whether a change has an entry."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog, Entry, changelog_of, entries_in

CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n\n- VAT.\n\n## 1.0\n\n### Removed\n\n- Cents.\n"


@pytest.mark.parametrize(
    ("files", "tables", "expected"),
    [
        (["CHANGELOG.md", "src/a.py"], {}, Changelog(file="CHANGELOG.md")),
        (["docs/changelog.rst"], {}, Changelog(file="docs/changelog.rst")),
        (["HISTORY.rst"], {}, Changelog(file="HISTORY.rst")),
        (["CHANGELOG.md", "news/1.added.md"], {"towncrier": {"directory": "news"}}, Changelog(folder="news")),
        (["CHANGELOG.md", "changelog.d/1.added.md"], {}, Changelog(folder="changelog.d")),
        (["newsfragments/README"], {"towncrier": {}}, Changelog(folder="newsfragments")),
        (["CHANGELOG.md"], {"scriv": {}}, Changelog(folder="changelog.d")),
        (["src/a.py", "src/changes.py"], {}, None),
    ],
)
def test_the_changelog_is_found(files: list[str], tables: dict[str, object], expected: Changelog | None) -> None:
    """A file of the usual names, or the folder of fragments of a tool."""
    assert changelog_of(files, tables, "") == expected


def test_a_setting_names_a_file_or_a_folder() -> None:
    """Whatever else lies around."""
    files = ["CHANGELOG.md", "notes/a.md", "WHATSNEW.txt"]

    found = [changelog_of(files, {}, named) for named in ("WHATSNEW.txt", "notes", "off")]

    assert found == [Changelog(file="WHATSNEW.txt"), Changelog(folder="notes"), None]


def test_a_new_line_below_a_heading_is_an_entry_of_that_kind() -> None:
    """A heading alone is none, and neither is a line that only moved."""
    before = CHANGELOG.replace("- VAT.\n", "")
    released = CHANGELOG.replace("## Unreleased", "## 1.1")

    assert entries_in(before, CHANGELOG) == (Entry("added", "- VAT."),)
    assert entries_in(CHANGELOG, released) == ()
    assert entries_in("", CHANGELOG.replace("### Removed", "Removed\n-------")) == (
        Entry("added", "- VAT."),
        Entry("removed", "- Cents."),
    )


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("changelog.d/12.removed.md", "Cents.", Entry("removed", "Cents.")),
        ("changelog.d/+vat.added.rst", "VAT.", Entry("added", "VAT.")),
        ("news/12.breaking", "Cents.", Entry("breaking", "Cents.")),
        ("changelog.d/20260131_ana.md", "### Removed\n\n- Cents.\n", Entry("removed", "- Cents.")),
    ],
)
def test_a_fragment_is_an_entry_of_its_type(path: str, text: str, expected: Entry) -> None:
    """Towncrier has it in the name, scriv in a heading."""
    folder = path.partition("/")[0]

    assert Changelog(folder=folder).entries({path: ("", text)}) == (expected,)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry("removed", "Cents."), True),
        (Entry("changed", "Cents."), True),
        (Entry("breaking changes", "Cents."), True),
        (Entry("added", "**Breaking:** cents are gone"), True),
        (Entry("added", "VAT."), False),
        (Entry("fixed", "Cents."), False),
    ],
)
def test_a_breaking_change_is_told_as_one(entry: Entry, *, expected: bool) -> None:
    """By its heading, or in its words."""
    assert entry.tells_a_break is expected

"""Under which heading the draft of an entry goes, and that it leaves the entries of others where they are."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog, changelog_of
from pytest_tddgate.domain.docs.drafts import entries_with, kinds_of
from pytest_tddgate.domain.docs.public_api import ApiChange, PublicObject

HEAD = "# Changelog\n\n## Unreleased\n\n"
OLD = "\n## 0.3.0 - 2026-01-05\n\n- Old.\n"


def drafted(text: str, *kinds: str, name: str = "CHANGELOG.md") -> str:
    """The file with drafts of these kinds for `tax`."""
    return entries_with(Changelog(file=name), "tax", {name: text}, kinds or ("added",))[name]


@pytest.mark.parametrize("mark", ["-", "*"])
def test_a_flat_section_gets_a_flat_line(mark: str) -> None:
    """A heading above them would take the lines over that others wrote."""
    flat = f"{mark} Removed the old function.\n{mark} B.\n"

    assert drafted(f"{HEAD}{flat}{OLD}") == f"{HEAD}{mark} TODO: tax\n{flat}{OLD}"


def test_a_flat_line_of_a_break_says_so() -> None:
    """There is no heading to say it."""
    assert drafted(f"{HEAD}- A.\n", "changed") == f"{HEAD}- TODO: tax (breaking)\n- A.\n"


def test_flat_lines_above_a_list_keep_their_place() -> None:
    """The list of additions comes below them."""
    assert drafted(f"{HEAD}- A.\n\n### Fixed\n\n- B.\n") == (
        f"{HEAD}- A.\n\n### Added\n\n- TODO: tax\n\n### Fixed\n\n- B.\n"
    )


def test_an_empty_section_is_written_as_the_releases_are() -> None:
    """A project whose releases are flat has no headings below them."""
    assert drafted(f"# Changelog\n\n## Unreleased\n{OLD}") == (f"# Changelog\n\n## Unreleased\n\n- TODO: tax\n{OLD}")
    assert drafted("# Changelog\n\n## 0.3.0 - 2026-01-05\n\n- Old.\n") == (
        "# Changelog\n\n## Unreleased\n\n- TODO: tax\n\n## 0.3.0 - 2026-01-05\n\n- Old.\n"
    )


def test_a_list_that_is_empty_is_filled() -> None:
    """A second one would be one too many."""
    assert drafted(f"{HEAD}### Added\n\n### Fixed\n\n- B.\n") == (
        f"{HEAD}### Added\n\n- TODO: tax\n\n### Fixed\n\n- B.\n"
    )
    assert drafted(f"{HEAD}### Added\n") == f"{HEAD}### Added\n\n- TODO: tax\n"


def test_headings_are_as_deep_as_the_file_has_them() -> None:
    """A section of the first level has lists of the second."""
    assert drafted("# Unreleased\n\n## Fixed\n\n- B.\n") == (
        "# Unreleased\n\n## Added\n\n- TODO: tax\n\n## Fixed\n\n- B.\n"
    )


def test_a_flat_list_in_restructuredtext_is_begun_with_the_draft() -> None:
    """With what breaks said in the line."""
    text = "1.1 (unreleased)\n----------------\n\n* A.\n\n1.0 (2030-01-31)\n----------------\n\n* Old.\n"

    assert drafted(text, "removed", name="CHANGES.rst") == text.replace("* A.", "* TODO: tax (breaking)\n* A.")


def test_words_above_the_lines_stay_above_them() -> None:
    """They introduce the section."""
    assert drafted(f"{HEAD}Not out yet.\n\n- A.\n") == f"{HEAD}Not out yet.\n\n- TODO: tax\n- A.\n"


@pytest.mark.parametrize(("kind", "heading"), [("changed", "### Changed"), ("removed", "### Removed")])
def test_what_breaks_is_drafted_under_the_heading_that_tells_it(kind: str, heading: str) -> None:
    """Into the list that is there, if one is."""
    assert drafted(f"{HEAD}### Fixed\n\n- B.\n", kind) == f"{HEAD}{heading}\n\n- TODO: tax\n\n### Fixed\n\n- B.\n"
    assert drafted(f"{HEAD}{heading}\n\n- B.\n", kind) == f"{HEAD}{heading}\n\n- TODO: tax\n- B.\n"


def test_each_kind_has_its_entry() -> None:
    """A feature may add one name and break another."""
    text = drafted(f"{HEAD}### Fixed\n\n- B.\n", "added", "removed")

    assert (text.count("TODO: tax"), "### Added" in text, "### Removed" in text) == (2, True, True)


@pytest.mark.parametrize(
    ("files", "tables", "path", "says"),
    [
        (["changelog.d/1.fixed.md"], {}, "changelog.d/+tax.changed.md", "TODO: tax\n"),
        (["news/1.bugfix.rst"], {"towncrier": {"directory": "news"}}, "news/+tax.removal.rst", "TODO: tax\n"),
        (
            ["news/1.fix"],
            {"towncrier": {"directory": "news", "type": [{"directory": "fix"}, {"directory": "added"}]}},
            "news/+tax.added",
            "TODO: tax (breaking)\n",
        ),
        (["changelog.d/a.md"], {"scriv": {}}, "changelog.d/tax.md", "### Changed\n\n- TODO: tax\n"),
    ],
)
def test_a_fragment_of_a_break_has_the_type_that_tells_it(
    files: list[str], tables: dict[str, object], path: str, says: str
) -> None:
    """Of those that the project has."""
    kept = changelog_of(files, tables, "")
    assert kept is not None

    assert entries_with(kept, "tax", {}, ("changed",)) == {path: says}


def test_a_note_of_reno_holds_both_sections() -> None:
    """Its name is the feature's."""
    kept = changelog_of(["releasenotes/notes/a-0123456789abcdef.yaml"], {}, "")
    assert kept is not None

    (text,) = entries_with(kept, "tax", {}, ("added", "removed")).values()

    assert text == "---\nfeatures:\n  - |\n    TODO: tax\nupgrade:\n  - |\n    TODO: tax\n"


def test_the_kinds_are_those_of_the_changes() -> None:
    """What breaks nobody is an addition, a name that is gone is removed."""
    name = PublicObject("shop.tax.vat", "function", "t.py", 1)

    def changed(kind: str, breaks: str = "") -> ApiChange:
        return ApiChange(kind, name, name, breaks)

    assert kinds_of([changed("added"), changed("changed")]) == ("added",)
    assert kinds_of([changed("changed", "the parameter prices is gone")]) == ("changed",)
    assert kinds_of([changed("removed", "the name is gone"), changed("changed", "gone"), changed("added")]) == (
        "added",
        "changed",
        "removed",
    )

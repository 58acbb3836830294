"""Where the draft of an entry goes: never below a release, and in the form that the file has."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import changelog_of
from pytest_tddgate.domain.docs.drafts import entry_in
from pytest_tddgate.domain.docs.unreleased import has_room_for_the_next

MARKDOWN = "# Changelog\n\nAll of it.\n\n## [1.0] - 2030-01-31\n\n### Added\n\n- Carts.\n"
RST = "Changelog\n=========\n\n1.0 (2030-01-31)\n----------------\n\n- Carts.\n"


@pytest.mark.parametrize(
    ("name", "text", "section"),
    [
        ("CHANGELOG.md", MARKDOWN, "## Unreleased\n\n### Added\n\n- TODO: tax\n\n## [1.0]"),
        ("CHANGES.rst", RST, "Unreleased\n----------\n\n- TODO: tax\n\n1.0 (2030-01-31)\n----"),
    ],
)
def test_above_a_release_a_section_is_made(name: str, text: str, section: str) -> None:
    """What was released has been told."""
    kept = changelog_of([name], {}, "")
    assert kept is not None

    path, drafted = entry_in(kept, "tax", text)

    assert (path, section in drafted, has_room_for_the_next(drafted)) == (name, True, True)


def test_a_section_that_is_there_is_used() -> None:
    """In reStructuredText below its line."""
    kept = changelog_of(["CHANGES.rst"], {}, "")
    assert kept is not None

    _, drafted = entry_in(kept, "tax", RST.replace("1.0 (2030-01-31)", "1.1 (unreleased)"))

    assert "1.1 (unreleased)\n----------------\n\n- TODO: tax\n" in drafted


@pytest.mark.parametrize(
    ("files", "tables", "path"),
    [
        (["changelog.d/1.fixed.md"], {}, "changelog.d/+tax.added.md"),
        (["news/1.bugfix.rst"], {"towncrier": {"directory": "news"}}, "news/+tax.feature.rst"),
        (
            ["news/1.fix"],
            {"towncrier": {"directory": "news", "type": [{"directory": "fix"}, {"directory": "added"}]}},
            "news/+tax.added",
        ),
        (["changelog.d/20300131_ana.rst"], {"scriv": {}}, "changelog.d/tax.rst"),
    ],
)
def test_a_fragment_is_named_as_the_projects_own_are(files: list[str], tables: dict[str, object], path: str) -> None:
    """By the tool's types, and with the ending that the others have."""
    kept = changelog_of(files, tables, "")
    assert kept is not None

    assert entry_in(kept, "tax", "")[0] == path


def test_a_note_of_reno_has_its_name_and_its_section() -> None:
    """Reno wants sixteen digits at its end."""
    kept = changelog_of(["releasenotes/notes/a-0123456789abcdef.yaml"], {}, "")
    assert kept is not None

    path, text = entry_in(kept, "tax", "")

    assert path.startswith("releasenotes/notes/tax-")
    assert len(path) == len("releasenotes/notes/tax-0123456789abcdef.yaml")
    assert text == "---\nfeatures:\n  - |\n    TODO: tax\n"

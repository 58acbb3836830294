"""A fragment's type tells a break by the words that the project's own tool has for it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog, changelog_of

OWN = [{"directory": "feat", "name": "Features"}, {"directory": "api-breaking", "name": "API"}]


def where(files: list[str], tables: dict[str, object]) -> str:
    """What the project is told about the place of an entry that tells a break."""
    kept = changelog_of(files, tables, "")
    assert kept is not None
    return kept.place_of_a_break


@pytest.mark.parametrize("path", ["news/12.removal.md", "news/12.removals.rst", "news/+cents.removal"])
def test_towncriers_own_type_for_what_breaks_tells_a_break(path: str) -> None:
    """It is one of the five that it has by itself."""
    (entry,) = Changelog(folder="news").entries({path: ("", "Cents are gone.")})

    assert entry.tells_a_break


@pytest.mark.tdd_pins("it was so before")
def test_a_type_for_something_else_tells_none() -> None:
    """A correction breaks nobody."""
    (entry,) = Changelog(folder="news").entries({"news/12.bugfix.md": ("", "Cents add up.")})

    assert not entry.tells_a_break


@pytest.mark.parametrize(
    ("files", "tables", "place"),
    [
        (["CHANGELOG.md"], {}, 'CHANGELOG.md under "Removed" or "Changed"'),
        (["changelog.d/a.md"], {"scriv": {}}, 'changelog.d/ under "Removed" or "Changed"'),
        (["releasenotes/notes/a-01.yaml"], {}, 'releasenotes/notes/ in the section "upgrade"'),
        (["news/1.bugfix"], {"towncrier": {"directory": "news"}}, 'news/ of the type "removal"'),
        (["n/1.feat"], {"towncrier": {"directory": "n", "type": OWN}}, 'n/ of the type "api-breaking"'),
        (["n/1.feat"], {"towncrier": {"directory": "n", "type": OWN[:1]}}, "n/"),
        (
            ["n/1.feat"],
            {"towncrier": {"directory": "n", "fragment": {"Feat": {}, "Removed": {}, "Deprecated": {}}}},
            'n/ of the type "removed" or "deprecated"',
        ),
        (["n/1.a"], {"towncrier": {"directory": "n", "type": [{"name": "Breaking"}]}}, 'n/ of the type "breaking"'),
        (["changes.d/1.change.md", "changes.d/2.fix.md"], {}, 'changes.d/ of the type "change"'),
        (["changes.d/1.fix.md"], {}, 'changes.d/ of the type "removed" or "changed"'),
    ],
)  # fmt: skip
def test_the_place_of_an_entry_that_tells_a_break_is_named_in_the_projects_words(
    files: list[str], tables: dict[str, object], place: str
) -> None:
    """A heading for a file, a type for a fragment; where no type of the project fits, its words have to."""
    assert where(files, tables) == place

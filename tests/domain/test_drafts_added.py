"""Where the draft of an entry goes in a changelog whose newest section has a list of additions already."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog
from pytest_tddgate.domain.docs.drafts import entry_in

HEAD = "# Changelog\n\n## [Unreleased]\n\n"
OLD = "\n## [0.3.0] - 2026-01-05\n\n### Added\n\n- Old.\n"


def drafted(section: str) -> str:
    """The file with this newest section, and a draft for `tax`."""
    return entry_in(Changelog(file="CHANGELOG.md"), "tax", HEAD + section + OLD)[1]


def test_it_goes_into_the_list_that_is_there() -> None:
    """Two lists of additions in one section are one too many."""
    assert drafted("### Added\n\n- New.\n") == f"{HEAD}### Added\n\n- TODO: tax\n- New.\n{OLD}"
    assert drafted("### Fixed\n\n- A.\n\n### Added\n- B.\n") == (
        f"{HEAD}### Fixed\n\n- A.\n\n### Added\n- TODO: tax\n- B.\n{OLD}"
    )


@pytest.mark.tdd_pins("only the newest section counts")
def test_the_list_of_an_older_release_is_none_for_it() -> None:
    """That one is out."""
    assert drafted("### Fixed\n\n- A.\n").count("### Added") == 2
    assert drafted("### Fixed\n\n- A.\n").index("TODO") < drafted("### Fixed\n\n- A.\n").index("0.3.0")

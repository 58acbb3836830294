"""The state of the files that a package's docs gate judges: those at the repository's top are among them."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.docs_settings import DocsSettings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.gates.change.judged_state import state_of
from tests.fakes import FakeRepository, case_of

CORE = Layout("/w", root="packages/core", packages=("packages/core/src/shop",), names=frozenset({"shop"}))
BASE = {
    "packages/core/src/shop/__init__.py": "",
    "packages/web/README.md": "",
    "README.md": "",
    "docs/tax.md": "",
    "news/1.md": "",
    "scripts/x.py": "",
}


def state(path: str, text: str | None, changelog: str = "") -> tuple[str, str]:
    """The names of the state where this file has this text, None: it is gone."""
    work = {key: value for key, value in (BASE | {path: text}).items() if value is not None}
    settings = Settings(docs=DocsSettings(changelog=changelog))
    return state_of(case_of(FakeRepository([BASE], work), settings=settings, layout=CORE))


@pytest.mark.parametrize("text", ["x", None])
@pytest.mark.parametrize("path", ["README.md", "CHANGELOG.md", "ROADMAP.md", "docs/tax.md", "changelog.d/1.added.md"])
def test_what_the_docs_gate_reads_at_the_top_is_part_of_the_tree(path: str, text: str | None) -> None:
    """What passed before it changed has not passed afterwards; the code is as it was."""
    before = state("packages/web/README.md", "")
    base = state(path, "y")

    assert base[1] not in {before[1], state(path, text)[1]}
    assert base[0] == before[0]


def test_a_changelog_that_is_set_is_part_of_the_tree() -> None:
    """Wherever its path leads."""
    assert state("news/1.md", "x", "../../news")[1] != state("news/1.md", "y", "../../news")[1]


@pytest.mark.tdd_pins("the other side")
@pytest.mark.parametrize("path", ["packages/web/README.md", "scripts/x.py", "news/1.md"])
def test_what_is_nobodys_here_is_not(path: str) -> None:
    """A neighbour works on, and no gate has to run again."""
    assert state(path, "x") == state(path, "y")

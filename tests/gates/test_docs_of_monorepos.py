"""A package below the repository's top: its own pages, changelog and roadmap come first, those at the top count too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.configuration.docs_settings import DocsSettings
from pytest_tddgate.domain.configuration.review_settings import ReviewSettings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.reports.checklist import Standing
from pytest_tddgate.gates.docs import gate as docs
from pytest_tddgate.gates.docs.drafting import draft_of
from pytest_tddgate.gates.docs.pages import roadmap_findings
from pytest_tddgate.gates.review.checklist import workspace_item
from tests.fakes import FakeRepository, case_of

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.checklist import Item
    from pytest_tddgate.domain.verdict import Finding
    from tests.fakes import Files

CORE = Layout(
    "/w",
    root="packages/core",
    source=("packages/core/src",),
    packages=("packages/core/src/shop",),
    names=frozenset({"shop"}),
    tests=("packages/core/tests",),
)
BASE = {"packages/core/pyproject.toml": "", "packages/core/src/shop/__init__.py": '"""A shop."""\n'}
VAT = {"packages/core/src/shop/tax.py": 'def vat(price):\n    """The tax of a price."""\n'}
LOG = "# Changelog\n\n## Unreleased\n"
TOLD = f"{LOG}\n- Taxes are known.\n"
SILENT = ("docs-silent",)
MISSING = ("changelog-missing",)


def findings(base: Files, now: Files, **settings: Any) -> tuple[Finding, ...]:  # noqa: ANN401 - each setting has a type of its own
    """What the docs gate finds in a change that brings `vat`, run in packages/core."""
    repository = FakeRepository([BASE | base], BASE | base | VAT | now)
    case = case_of(repository, settings=Settings(docs=DocsSettings(**settings)), layout=CORE)
    prepared = docs.since("c0", (), case, case)
    return tuple(each for each in docs.findings_of(prepared, case) if each.rule.id in {*SILENT, *MISSING})


def rules(base: Files, now: Files, **settings: Any) -> tuple[str, ...]:  # noqa: ANN401 - each setting has a type of its own
    """The rules of these findings."""
    return tuple(each.rule.id for each in findings(base, now, **settings))


@pytest.mark.parametrize("page", ["README.md", "docs/tax.md", "packages/core/README.md"])
def test_a_mention_at_the_top_counts_as_one_in_the_package(page: str) -> None:
    """Readers of a monorepo start at its top."""
    assert rules({"README.md": "# shops\n", "packages/core/README.md": "# shop\n"}, {page: "`vat`\n"}) == ()


def test_a_mention_is_asked_for_where_the_package_has_its_pages() -> None:
    """They come first."""
    (found,) = findings({"README.md": "# shops\n", "packages/core/README.md": "# shop\n"}, {})

    assert "mention vat in packages/core/README.md" in found.next_step


def test_without_pages_of_its_own_the_top_ones_are_asked() -> None:
    """So is who has a README at the top alone."""
    (found,) = findings({"README.md": "# shops\n"}, {})

    assert "mention vat in README.md" in found.next_step


def test_the_pages_of_a_neighbour_are_nobodys_here() -> None:
    """Only the package's own and those at the top are read."""
    assert rules({"README.md": "# shops\n"}, {"packages/web/README.md": "`vat`\n"}) == SILENT


def test_pages_that_are_set_are_those_alone() -> None:
    """Their paths may lead up."""
    assert rules({"guide/a.md": "# A\n"}, {}, pages=("../../guide",)) == SILENT
    assert rules({"guide/a.md": "# A\n"}, {"guide/a.md": "`vat`\n"}, pages=("../../guide",)) == ()
    assert rules({"README.md": "# A\n"}, {"README.md": "`vat`\n", "packages/core/x.md": "x"}, pages=("x.md",)) == SILENT


def test_a_broken_example_of_a_changed_page_at_the_top_is_found() -> None:
    """Who edits it for the package breaks it for its readers."""
    base = BASE | {"README.md": "# shops\n"}
    case = case_of(FakeRepository([base], base | {"README.md": "```python\nvat(\n```\n"}), layout=CORE)

    found = docs.findings_of(docs.since("c0", (), case, case), case)

    assert [(each.rule.id, str(each.at)) for each in found] == [("example-broken", "README.md:1")]


def test_without_a_changelog_of_its_own_the_top_one_is_kept() -> None:
    """An entry there is one for this package as well."""
    assert rules({"CHANGELOG.md": LOG}, {}) == MISSING
    assert rules({"CHANGELOG.md": LOG}, {"CHANGELOG.md": TOLD}) == ()


def test_a_changelog_of_the_package_comes_first() -> None:
    """What stands at the top is not looked for then."""
    base = {"CHANGELOG.md": LOG, "packages/core/CHANGELOG.md": LOG}

    (found,) = findings(base, {"CHANGELOG.md": TOLD})

    assert "packages/core/CHANGELOG.md" in found.next_step
    assert rules(base, {"packages/core/CHANGELOG.md": TOLD}) == ()


@pytest.mark.tdd_pins("the other side")
def test_the_changelog_of_a_neighbour_is_nobodys_here() -> None:
    """Nor one in a folder with settings of another language."""
    base = {"web/package.json": "{}", "web/CHANGELOG.md": LOG, "app/pyproject.toml": "", "app/CHANGELOG.md": LOG}

    assert rules(base, {}) == ()


@pytest.mark.parametrize("path", ["../../CHANGELOG.md", "../../notes/news.md", "../NEWS"])
def test_a_changelog_that_is_set_may_lie_above(path: str) -> None:
    """It is looked for where the path leads."""
    there = {"../../CHANGELOG.md": "CHANGELOG.md", "../../notes/news.md": "notes/news.md", "../NEWS": "packages/NEWS"}

    assert rules({}, {}, changelog=path) == MISSING
    assert rules({there[path]: LOG}, {there[path]: TOLD}, changelog=path) == ()


@pytest.mark.parametrize("settings", [{"changelog": "../../news"}, {}], ids=["set", "by-towncrier"])
def test_fragments_may_lie_above(settings: dict[str, str]) -> None:
    """In a folder that a setting names, of the gate's or of a tool."""
    tool = '[tool.towncrier]\ndirectory = "../../news"\n'
    base = {"news/1.added.md": "Carts are there.\n", "packages/core/pyproject.toml": "" if settings else tool}

    assert rules(base, {}, **settings) == MISSING
    assert rules(base, {"news/2.added.md": "Taxes are known.\n"}, **settings) == ()


def test_a_first_entry_is_drafted_where_the_changelog_is() -> None:
    """And a page where the package or the top has such."""
    base = BASE | {"CHANGELOG.md": LOG, "docs/index.md": "# shops\n"}
    case = case_of(FakeRepository([base], base | VAT), layout=CORE)

    draft = draft_of(docs.since("c0", (), case, case), case)

    assert {*draft.changed(case)} == {"CHANGELOG.md", "docs/change.md"}


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ({"ROADMAP.md": "- [ ] vat\n"}, ["ROADMAP.md:1"]),
        ({"ROADMAP.md": "- [ ] vat\n", "packages/core/ROADMAP.md": "- [x] vat\n"}, []),
        ({"ROADMAP.md": "- [x] vat\n", "packages/core/docs/roadmap.md": "\n- [ ] vat\n"},
         ["packages/core/docs/roadmap.md:2"]),
    ],
    ids=["at-the-top", "own-first", "own-only"],
)  # fmt: skip
def test_a_roadmap_at_the_top_is_read_where_the_package_has_none(files: Files, places: list[str]) -> None:
    """Its own comes first."""
    case = case_of(FakeRepository([BASE], BASE | files), layout=CORE)

    assert [str(each.at) for each in roadmap_findings("vat", case)] == places


def left_over(path: str, *workspace: str) -> Item:
    """What the checklist says of a file that lies there."""
    review = ReviewSettings(workspace=workspace) if workspace else ReviewSettings()
    return workspace_item(
        case_of(FakeRepository([BASE], BASE | {path: "x"}), settings=Settings(review=review), layout=CORE)
    )


@pytest.mark.parametrize(
    ("path", "workspace"),
    [
        ("packages/core/.claude/workspace/plan.md", ()),
        (".claude/workspace/plan.md", ()),
        ("scratch/plan.md", ("../../scratch",)),
    ],
)
def test_a_workspace_at_the_top_is_cleared_too(path: str, workspace: tuple[str, ...]) -> None:
    """An agent that was started there leaves its notes there; the command shows it from any folder."""
    item = left_over(path, *workspace)

    assert (item.standing, item.what) == (Standing.OPEN, path)
    assert f":/{path.rpartition('/')[0]}" in item.command


@pytest.mark.tdd_pins("the other side")
def test_a_workspace_that_is_set_is_that_alone() -> None:
    """A folder of the same name at the top may be another package's."""
    assert left_over("scratch/plan.md", "scratch").standing is Standing.DONE

"""A draft holds what the docs gate demands; what is advice is offered, and written nowhere."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.docs_settings import DocsSettings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.gates.docs import gate as docs
from pytest_tddgate.gates.docs.drafting import Draft, draft_of
from tests.fakes import FakeRepository, Files, case_of

BARE = "".join(f"def old{number}(price):\n    return price\n\n\n" for number in range(3))
GOOGLE = "".join(
    f'def old{number}(price):\n    """The price.\n\n    Args:\n        price: in cents\n    """\n    return price\n\n\n'
    for number in range(3)
)
VAT = "def vat(price):\n    return price\n"
TAX, CHANGES = "src/shop/tax.py", "CHANGELOG.md"


def drafted(before: Files, after: Files, **rules: Level) -> tuple[Draft, Files]:
    """The draft for a change, and what of it would be written."""
    repository = FakeRepository([before], {**before, **after})
    settings = Settings(docs=DocsSettings(), rules={name.replace("_", "-"): level for name, level in rules.items()})
    case = case_of(repository, settings=settings)
    draft = draft_of(docs.since("c0", (), case, case), case)
    return draft, dict(draft.changed(case))


def test_where_docstrings_are_advice_none_is_written() -> None:
    """The words are offered."""
    draft, written = drafted({"src/shop/__init__.py": "", "src/shop/old.py": BARE}, {TAX: VAT})

    assert written == {}
    assert draft.offers == (("shop.tax.vat", "TODO: say what vat does with price."),)


def test_where_the_settings_demand_them_they_are_written() -> None:
    """Whatever the project did before."""
    draft, written = drafted({"src/shop/old.py": BARE}, {TAX: VAT}, undocumented=Level.REFUSE)

    assert (list(written), draft.offers) == ([TAX], ())


def test_a_new_file_is_drafted_in_the_style_of_the_project() -> None:
    """It has none of its own yet."""
    _, written = drafted({"src/shop/old.py": GOOGLE}, {TAX: VAT})

    assert "    Args:\n        price: TODO\n" in written[TAX]


def test_an_entry_is_drafted_where_one_is_demanded() -> None:
    """A changelog that is written at release is left alone."""
    at_release = {CHANGES: "# Changelog\n\n## 1.0 - 2026-01-05\n\n- Old.\n"}
    with_changes = {CHANGES: "# Changelog\n\n## Unreleased\n"}
    after = {TAX: VAT.replace("    return", '    """The tax on `price`, returned."""\n    return')}

    assert list(drafted(at_release, after)[1]) == []
    assert list(drafted(with_changes, after)[1]) == [CHANGES]


def test_what_breaks_callers_is_drafted_under_changed() -> None:
    """As the gate asks for it."""
    before = {CHANGES: "# Changelog\n\n## Unreleased\n\n### Fixed\n\n- A.\n", TAX: GOOGLE}

    _, written = drafted(before, {TAX: GOOGLE.replace("price", "cents", 3)})

    assert "### Changed\n\n- TODO: change\n" in written[CHANGES]
    assert "### Added" not in written[CHANGES]


def test_a_missing_entry_and_a_break_are_told_at_once() -> None:
    """Else an entry under the wrong heading is the answer to the first, and the wrong one."""
    before = {CHANGES: "# Changelog\n\n## Unreleased\n", TAX: GOOGLE}
    draft, _ = drafted(before, {TAX: GOOGLE.replace("price", "cents", 3)})

    assert [each.rule.id for each in draft.findings][-2:] == ["changelog-missing", "breaking-unlisted"]


@pytest.mark.tdd_pins("it was so before")
def test_where_no_entry_is_demanded_a_break_is_not_told() -> None:
    """Neither where the project writes at release, nor where the settings ask for no entry."""
    before = {CHANGES: "# Changelog\n\n## 1.0 - 2026-01-05\n\n- Old.\n", TAX: GOOGLE}
    after = {TAX: GOOGLE.replace("price", "cents", 3)}
    is_open = {CHANGES: "# Changelog\n\n## Unreleased\n"}

    assert "breaking-unlisted" not in {each.rule.id for each in drafted(before, after)[0].findings}
    findings = drafted({**before, **is_open}, after, changelog_missing=Level.OFF)[0].findings
    assert "breaking-unlisted" not in {each.rule.id for each in findings}


def test_a_generated_migration_is_no_news() -> None:
    """No import statement can name it, so nobody calls it."""
    before = {CHANGES: "# Changelog\n\n## Unreleased\n", "src/shop/migrations/__init__.py": ""}
    migration = "class Migration:\n    dependencies = []\n"

    draft, written = drafted(before, {"src/shop/migrations/0002_order_note.py": migration})

    assert (draft.findings, written) == ((), {})

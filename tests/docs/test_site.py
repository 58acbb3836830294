"""The site holds what a newcomer looks for, and no link in it or beside it leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.rules.rule import Gate

pytestmark = pytest.mark.tdd_pins("pages are no product code")

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BESIDE = [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "AGENTS.md", "CHANGELOG.md", "changelog.d/README.md")
]
PAGES = sorted(DOCS.rglob("*.md"))
QUESTIONS = 17  # those that newcomers ask, in the order in which they ask them
ADDRESSES = DOCS / "external-links.txt"


def text_of(page: Path) -> str:
    """The Markdown of a page without its blocks of code: a link in one is an example."""
    text = page.read_text(encoding="utf-8")
    return re.sub(r"^(`{3,}|~{3,})(?!\{).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors_of(page: Path) -> set[str]:
    """The anchors of the page's headings, as GitHub and MyST make them."""
    headings = re.findall(r"^#{1,6} (.+)$", text_of(page), re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", each).lower() for each in headings]
    return {re.sub(r"[^\w\- ]", "", each).strip().replace(" ", "-") for each in plain}


@pytest.mark.parametrize("page", [*BESIDE, *PAGES], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    """On GitHub too, where no Sphinx has looked."""
    targets = [each for each in re.findall(r"\]\(([^)\s]+)\)", text_of(page)) if "://" not in each]

    broken = []
    for target in targets:
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        if not file.is_file() or (anchor and file.suffix == ".md" and anchor not in anchors_of(file)):
            broken.append(target)

    assert broken == []


def test_every_address_outside_is_on_the_list_and_can_be_one() -> None:
    """No test asks the network, so a person looks through one short list."""
    found = {
        each.rstrip(".,")
        for page in (*BESIDE, *PAGES)
        for each in re.findall(r"https?://[^\s)>\"'`\]|]+", text_of(page))
    }

    assert found == set(ADDRESSES.read_text(encoding="utf-8").split())
    assert all(urlsplit(each).scheme == "https" and "." in urlsplit(each).netloc for each in found)


def test_every_question_of_a_newcomer_has_a_short_answer_with_a_link() -> None:
    """Whoever wants more follows the link."""
    answers = (DOCS / "faq.md").read_text(encoding="utf-8").split("\n## ")[1:]

    assert len(answers) == QUESTIONS
    assert [each.splitlines()[0] for each in answers if len(each.split()) > 120 or "](" not in each] == []


def test_the_site_begins_with_a_table_of_every_gate() -> None:
    """And with nothing that is no gate."""
    rows = re.findall(
        r"^\| .*`pytest --tdd-gate=([\w-]+)", (DOCS / "index.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert rows == [gate.value for gate in Gate]


def test_every_exit_code_is_on_its_page() -> None:
    """With the name that the code has."""
    rows = re.findall(r"^\| (\d+) \| (\w+)", (DOCS / "exit-codes.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert {int(code) for code, _ in rows} == {each.value for each in ExitCode}

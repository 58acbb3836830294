"""The page as HTML: it stands alone, takes no orders from the text of a project, and can be read without eyes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from pytest_tddgate.domain.page.contents import (
    Page,
    PageAmendment,
    PageCell,
    PageEvent,
    PageFeature,
    PageFile,
    PageFinding,
    PageLine,
    PageMutant,
    PagePoint,
    PageRun,
    PageTest,
    PageWaiver,
)
from pytest_tddgate.render.page_report import page_html

VOID = {"meta", "link", "input", "br", "hr", "path", "line", "circle", "rect", "polyline"}
HOSTILE = "test_<img src=x onerror=alert(1)>[</script>\"'&{{7*7}}\u202e\x00-\x1b]"


LOCK = "b" * 40
TEST = PageTest("tests/test_vat.py", "test_vat", "missing", "green", cases=2)
FEATURE = PageFeature(
    "vat",
    "kept",
    LOCK,
    cells=(
        PageCell("verify-fail", "passed"),
        PageCell("lock", "passed", "bbbbbbbbbb"),
        PageCell("green", "passed", "2026-01-03"),
        PageCell("docs", "refused"),
        PageCell("review", "undecided"),
        PageCell("audit", "not run"),
    ),
    tests=(TEST, PageTest("tests/test_vat.py", "test_pin", "pin", "green", reason="it was there")),
    missing=("shop.vat.vat",),
    files=(
        PageFile(
            "src/vat.py",
            1,
            2,
            (PageLine(1, "def vat(net):", "covered"), PageLine(2, "    return 1 < 2", "missed"), PageLine(3, "", "")),
        ),
    ),
    mutants=(PageMutant("no test notices this change of vat", "src/vat.py:2", ("- a < b", "+ a <= b", "ran: t")),),
    amendments=(PageAmendment("the rate changed", ("tests/test_vat.py",), "2026-01-02T08:00:00Z", "c" * 40),),
    events=(
        PageEvent("2026-01-01T09:00:00Z", "lock", "locked", "2 tests"),
        PageEvent("2026-01-02T08:00:00Z", "lock", "amended", "the rate changed"),
        PageEvent("2026-01-03T09:00:00Z", "green", "refused"),
        PageEvent("2026-01-03T10:00:00Z", "green", "passed"),
    ),
)
PAGE = Page(
    "shop",
    "a" * 40,
    "2026-01-04T00:00:00Z",
    run=PageRun("green", "vat", "passed", "2026-01-03T10:00:00Z", next_command="pytest --tdd-gate=docs"),
    features=(FEATURE, PageFeature("rounding", "broken", LOCK)),
    unlocked=("tests/test_new.py::test_new",),
    waivers=(
        PageWaiver("flaky", "everywhere", "slow disk (until 2026-02-01)", "2026-01-03T10:00:00Z", "", is_set=True),
    ),
    coverage=(PagePoint("2026-01-02T10:00:00Z", 88.0, "vat"), PagePoint("2026-01-03T10:00:00Z", 91.256, "vat")),
    sizes=(PagePoint("2026-01-01T09:00:00Z", 2, "vat"), PagePoint("2026-01-04T09:00:00Z", 5, "rounding")),
    next_command="pytest --tdd-gate=docs",
)


@dataclass
class Seen(HTMLParser):
    """Every element with its attributes, and the text of the page."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the parser ready."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a piece of text."""
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]


def seen(page: Page) -> Seen:
    """The page, parsed."""
    parser = Seen()
    parser.feed(page_html(page))
    return parser


def test_the_page_stands_alone() -> None:
    """No address but those within it, no code but its own, and a policy that says so."""
    text, page = page_html(PAGE), seen(PAGE)

    policy = next(each["content"] or "" for each in page.all("meta") if each.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ")
    assert (policy.count("'sha256-"), "unsafe" in policy, "frame-ancestors" in policy) == (2, False, False)
    addresses = {each.get(name) for _, each in page.elements for name in ("href", "src") if each.get(name)}
    assert {each for each in addresses if each and not each.startswith(("#", "data:"))} == set()
    assert re.findall(r"https?://(?!www\.w3\.org/)", text) == []
    assert [each for _, each in page.elements if "style" in each or any(name.startswith("on") for name in each)] == []


def test_text_of_the_project_is_shown_and_never_obeyed() -> None:
    """A test's name can be anything, and what cannot be seen in it is made visible."""
    hostile = replace(PAGE, features=(replace(FEATURE, name="a<b>", tests=(replace(TEST, name=HOSTILE),)),))
    benign = replace(PAGE, features=(replace(FEATURE, name="a-b", tests=(replace(TEST, name="test_it"),)),))

    odd, plain = seen(hostile), seen(benign)

    assert [name for name, _ in odd.elements] == [name for name, _ in plain.elements]
    shown = HOSTILE.replace("\u202e", "\\u202e").replace("\x00", "\\x00").replace("\x1b", "\\x1b")
    assert shown in "".join(odd.text)


def test_the_page_has_landmarks_a_skip_link_and_headings_in_order() -> None:
    """Whoever hears the page can jump in it."""
    page = seen(PAGE)

    skip = page.all("a")[0]
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch(r"h[1-6]", name)]
    assert (skip["href"], [each["id"] for each in page.all("main")]) == ("#main", ["main"])
    assert [len(page.all(name)) for name in ("header", "main", "footer")] == [1, 1, 1]
    assert page.all("html")[0]["lang"] == "en"
    assert levels[0] == 1
    assert [after for before, after in pairwise(levels) if after > before + 1] == []


def test_every_table_has_a_caption_and_every_head_says_what_it_heads() -> None:
    """A cell is read out with its heads."""
    page = seen(PAGE)

    assert len(page.all("table")) == len(page.all("caption")) > 0
    assert {each.get("scope") for each in page.all("th")} == {"col", "row", "rowgroup"}


def test_every_plot_has_a_text_that_says_the_same() -> None:
    """An image with a name; the events and the points are tables beside it."""
    page = seen(PAGE)

    plots = [each for each in page.all("svg") if each.get("role") == "img"]
    assert len(plots) >= 4
    assert [each for each in plots if not each.get("aria-label")] == []
    assert [each for each in page.all("svg") if each.get("role") != "img" and each.get("aria-hidden") != "true"] == []
    text = "".join(page.text)
    assert [each for each in ("2026-01-03 10:00", "91.25 %", "5 tests") if each not in text] == []


def test_no_id_is_there_twice_and_every_link_leads_to_one() -> None:
    """Names of features differ by marks that an id may lose."""
    twins = tuple(replace(FEATURE, name=each) for each in ("a.b", "a-b", "a_b"))
    page = seen(replace(PAGE, features=twins))

    ids = [each["id"] for _, each in page.elements if "id" in each]
    assert len(ids) == len(set(ids))
    assert {(each["href"] or "")[1:] for each in page.all("a")} - set(ids) == set()


def test_a_state_is_told_by_a_word_and_a_mark_and_never_by_colour_alone() -> None:
    """Covered and missed lines too."""
    text = "".join(seen(PAGE).text)

    assert [each for each in ("passed", "not run", "covered", "missed", "✓", "✗", "○") if each not in text] == []


def test_a_page_without_a_contract_says_what_to_do() -> None:
    """It is the first that a newcomer sees."""
    empty = Page("shop", "a" * 40, "2026-01-04T00:00:00Z", next_command="pytest --tdd-gate=verify-fail")

    text = "".join(seen(empty).text)

    assert "No contract yet" in text
    assert "pytest --tdd-gate=verify-fail" in text


def test_findings_of_the_last_run_come_with_the_next_step() -> None:
    """What, where, and what to do."""
    finding = PageFinding("not-green", "it failed", "a.py:3", "it asks for code", "write it")
    run = PageRun(
        "green", "vat", "refused", "2026-01-03T10:00:00Z", (finding,), next_command="pytest", next_detail="go"
    )

    text = " ".join("".join(seen(replace(PAGE, run=run)).text).split())

    assert [each for each in ("refused", "it failed", "a.py:3", "write it", "not-green") if each not in text] == []


def test_the_same_page_is_the_same_bytes() -> None:
    """It can be compared, and kept in an artifact store."""
    assert page_html(PAGE) == page_html(PAGE)


@pytest.mark.parametrize("name", ["größe-ändern", "価格", "a" * 300])
def test_names_of_every_script_and_length_are_shown_whole(name: str) -> None:
    """The page is UTF-8, and says so before anything else."""
    text = page_html(replace(PAGE, features=(replace(FEATURE, name=name),)))

    assert name in text
    assert '<meta charset="utf-8">' in text[:200]

"""The html report in a real Chromium: no error, no barrier, as it looked before. `tox run -e page` runs it.

Fonts differ between machines, so the pictures that are compared are made without letters: all text is transparent and
set in Liberation Mono, on which Debian's chromium relies (package fonts-liberation). What is left is the layout: boxes,
lines, plots, colours. A picture is a quarter of its size, and compared in blocks of 16 pixels of the page: two in a
thousand of them may differ, and its height by one in a hundred. On one machine none does; with another font up to two
in a hundred were seen to, while a chip without its colour makes two to four in a thousand.
`TDDGATE_NEW_SCREENSHOTS=1 tox run -e page` writes the pictures anew: look at them before you commit them.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import Chromium, chromium_path
from page import facts_of

from pytest_tddgate.domain.page.contents import Page
from pytest_tddgate.domain.page.made_of import page_of
from pytest_tddgate.render.page_report import page_html

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTHS = (360, 800, 1440)
THEMES = pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
SCREENSHOTS = Path(__file__).with_name("screenshots")
HOSTILE = "<img src=x onerror=alert(1)>\u202e</style><script>alert(1)</script>" + "long" * 40
WITHOUT_LETTERS = """
const style = new CSSStyleSheet();
style.replaceSync(`* { font-family: 'Liberation Mono', monospace !important; color: transparent !important }
  text { fill: transparent !important } ::marker { color: transparent !important }`);
document.adoptedStyleSheets = [style];
"""
DIFFERENT = """
(async () => {
  const drawn = await Promise.all([%s].map(async (data) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(image.width / 4), Math.round(image.height / 4)];
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  }));
  const [one, other] = drawn;
  if (one.width !== other.width || Math.abs(one.height - other.height) > one.height / 100) {
    return `${one.width} x ${one.height} blocks, and before ${other.width} x ${other.height}`;
  }
  let differ = 0;
  const end = Math.min(one.data.length, other.data.length);
  for (let at = 0; at < end; at += 4) {
    differ += [0, 1, 2].some((part) => Math.abs(one.data[at + part] - other.data[at + part]) > 16) ? 1 : 0;
  }
  return differ / (end / 4);
})()
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One browser for all tests; without it they fail, and say what is missing."""
    if chromium_path() is None:
        pytest.fail("chromium is missing: apt-get install chromium, or name it in TDDGATE_CHROMIUM")
    with Chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    path = Path(os.environ.get("TDDGATE_AXE", "axe.min.js"))
    if not path.is_file():
        pytest.fail(f"axe-core is not at {path}: tox run -e page installs it (npm)")
    return path.read_text(encoding="utf-8") + ";1"


def pages() -> dict[str, Page]:
    """A usual page, one without anything, and one whose names are orders."""
    usual = page_of(facts_of(3, 21))
    hostile = tuple(replace(each, name=HOSTILE + each.name) for each in usual.features)
    refused = usual.run and replace(usual.run, feature=HOSTILE, verdict="refused", findings=usual.features[0].findings)
    empty = Page("an empty shop", "a" * 40, "2026-11-02T08:00:00Z", next_command="pytest --tdd-gate=verify-fail")
    return {
        "usual": usual,
        "empty": empty,
        "hostile": replace(usual, project=HOSTILE, features=hostile, run=refused),
        "large": page_of(facts_of(40, 200)),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages lie, each under its name."""
    found = tmp_path_factory.mktemp("pages")
    for name, page in pages().items():
        found.joinpath(f"{name}.html").write_text(page_html(page), encoding="utf-8")
    return found


EVERY = pytest.mark.parametrize("name", ["usual", "empty", "hostile", "large"])


@EVERY
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_in_the_console_and_nothing_wider_than_the_screen(
    chromium: Chromium, folder: Path, name: str, width: int
) -> None:
    """No policy is hurt, nothing is asked of the network, no order of a name is followed."""
    chromium.open(folder / f"{name}.html", width)

    assert chromium.problems == []
    assert chromium.run("document.documentElement.scrollWidth") == width
    assert (
        chromium.run("performance.getEntriesByType('resource').filter((e) => !e.name.startsWith('data:')).length") == 0
    )


@EVERY
@THEMES
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_barrier(chromium: Chromium, folder: Path, axe: str, name: str, width: int, is_dark: bool) -> None:  # noqa: FBT001, PLR0913, PLR0917 - a fact of each
    """With all that is closed opened."""
    chromium.open(folder / f"{name}.html", width, is_dark=is_dark)
    chromium.run("for (const each of document.querySelectorAll('details')) each.open = true")
    chromium.run(axe)

    violations = chromium.run(
        "axe.run().then((said) => said.violations.map((each) => [each.id, each.nodes[0].target.join(' ')]))"
    )

    assert violations == []


@THEMES
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_looks_as_before(chromium: Chromium, folder: Path, width: int, is_dark: bool) -> None:  # noqa: FBT001 - the fact
    """At each width, in each theme; see above for how."""
    path = SCREENSHOTS / f"{width}-{'dark' if is_dark else 'light'}.png"
    chromium.open(folder / "usual.html", width, is_dark=is_dark)
    chromium.run(WITHOUT_LETTERS)
    taken = chromium.photograph(scale=0.25)
    if os.environ.get("TDDGATE_NEW_SCREENSHOTS"):
        path.write_bytes(taken)

    assert path.is_file(), f"there is no {path.name}: TDDGATE_NEW_SCREENSHOTS=1 tox run -e page"
    both = ", ".join(json.dumps(base64.b64encode(each).decode()) for each in (taken, path.read_bytes()))
    difference = chromium.run(DIFFERENT % both)
    assert isinstance(difference, int | float), difference
    assert difference < 0.002, "is Liberation Mono installed? (Debian: fonts-liberation)"


def test_the_first_key_leads_to_the_report_and_the_focus_can_be_seen(chromium: Chromium, folder: Path) -> None:
    """Tab, then Enter: past the head, into the report."""
    chromium.open(folder / "usual.html")

    chromium.press("Tab")
    seen = chromium.run("[document.activeElement.className, getComputedStyle(document.activeElement).outlineStyle]")
    chromium.press("Enter")

    assert seen == ["skip", "solid"]
    assert chromium.run("document.activeElement.id") == "main"


def test_every_control_can_be_reached_by_the_keyboard(chromium: Chromium, folder: Path) -> None:
    """Links, the field, everything that opens, and everything that scrolls."""
    chromium.open(folder / "usual.html")
    wanted = chromium.run(
        "[...document.querySelectorAll('a, input, summary, [tabindex=\"0\"]')].filter((each) => each.checkVisibility())"
        ".length"
    )

    reached = set()
    for _ in range(wanted):
        chromium.press("Tab")
        reached.add(chromium.run("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))

    assert len(reached) == wanted


def test_a_link_to_a_feature_opens_what_is_known_of_it(chromium: Chromium, folder: Path) -> None:
    """On a large page each is closed at first."""
    chromium.open(folder / "large.html")
    closed = chromium.run("document.querySelectorAll('details.more[open]').length")

    chromium.run("document.querySelector('table.gates tbody a').click()")

    assert (closed, chromium.run("document.querySelectorAll('details.more[open]').length")) == (0, 1)


def test_the_filter_leaves_the_features_that_hold_its_words(chromium: Chromium, folder: Path) -> None:
    """Names and states; how many are left is said to everyone."""
    chromium.open(folder / "large.html")

    chromium.run("document.querySelector('#filter-text').focus()")
    chromium.tell("Input.insertText", text="refund broken")
    chromium.run("new Promise(requestAnimationFrame)")

    shown = "[...document.querySelectorAll('table.gates tbody tr')].filter((each) => !each.hidden).length"
    assert chromium.run("document.querySelector('#filter-told').textContent") == f"{chromium.run(shown)} of 40 features"
    assert 0 < chromium.run(shown) < 40


def test_without_scripts_everything_can_be_read(chromium: Chromium, folder: Path) -> None:
    """Only the filter is not there."""
    chromium.tell("Emulation.setScriptExecutionDisabled", value=True)
    try:
        chromium.open(folder / "usual.html", is_scripted=False)
        chromium.tell("Emulation.setScriptExecutionDisabled", value=False)
        hidden, rows = chromium.run(
            "[document.querySelector('#filter').hidden, document.querySelectorAll('.tests tbody th[scope=row]').length]"
        )
    finally:
        chromium.tell("Emulation.setScriptExecutionDisabled", value=False)

    assert (hidden, rows) == (True, 21)


def test_on_paper_everything_is_open(chromium: Chromium, folder: Path) -> None:
    """Nobody can click on it."""
    chromium.open(folder / "large.html")

    chromium.tell("Emulation.setEmulatedMedia", media="print")
    try:
        flat = chromium.run("[...document.querySelectorAll('.tests tbody')].filter((e) => !e.offsetHeight).length")
        printed = chromium.printed()
    finally:
        chromium.tell("Emulation.setEmulatedMedia", media="")

    assert (flat, printed[:5]) == (0, b"%PDF-")

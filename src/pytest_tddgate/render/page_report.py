"""The page as HTML: one file that needs no network, and in which the project's text is never executed."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate import __version__
from pytest_tddgate.domain.reports.wording import percent
from pytest_tddgate.render.charts import axis_of, curve_of, seconds_of, way_of

if TYPE_CHECKING:
    from jinja2 import Template

    from pytest_tddgate.domain.page.contents import Page, PageFeature

__all__ = ["page_html"]

_PARTS = Path(__file__).with_name("page")
_FEW = 12  # up to so many features, their details are open from the start
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and marks that change the order of the text: readers must see that they are there."""

_TONES = {
    "ok": ("passed", "green", "kept", "locked", "done"),
    "bad": ("refused", "broken", "not green", "open", "-"),
    "unsure": ("undecided", "none", "unknown"),
    "note": ("amended",),
}
_MARKS = {"ok": "✓", "bad": "✗", "unsure": "?", "note": "△", "off": "○"}


def page_html(page: Page) -> str:
    """The whole page; needs jinja2. The same values give the same bytes."""
    style, script = _part("page.css"), _part("page.js")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    times = [event.at for each in page.features for event in each.events]
    points = [each.at for each in (*page.coverage, *page.sizes)]
    return _template().render(
        page=page,
        policy=policy,
        style=style,
        script=script,
        version=__version__,
        anchors=_anchors(page.features),
        axis=axis_of(times),
        history=axis_of(points),
        is_open=len(page.features) <= _FEW,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - an optional dependency

    found = Environment(
        loader=FileSystemLoader(_PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    found.filters |= {"when": _when, "tone": _tone, "mark": lambda state: _MARKS[_tone(state)], "percent": percent}
    found.globals |= {"axis_of": axis_of, "curve_of": curve_of, "way_of": way_of, "one_lane": _one_lane}
    return found.get_template("page.html.j2")


@cache
def _part(name: str) -> str:
    """One of our own files, inserted unescaped; the content security policy holds its hash."""
    return (_PARTS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _shown(value: Any) -> Any:
    """The value; in a text, invisible characters are made visible."""
    if type(value) is not str:
        return value
    return _UNSEEN.sub(_escaped, value)


def _escaped(found: re.Match[str]) -> str:
    """A character as a Python escape sequence."""
    return ascii(found[0])[1:-1]


def _anchors(features: tuple[PageFeature, ...]) -> dict[str, str]:
    """Feature -> an id; features whose names differ only in punctuation get different ids."""
    return {each.name: f"f{at}-{re.sub('[^a-z0-9]+', '-', each.name.lower())[:40]}" for at, each in enumerate(features)}


def _tone(state: str) -> str:
    return next((tone for tone, states in _TONES.items() if state in states), "off")


def _when(at: str) -> str:
    """A time as `YYYY-MM-DD HH:MM` in UTC; any other text unchanged."""
    return f"{at[:10]} {at[11:16]}" if seconds_of(at) else at


def _one_lane(feature: PageFeature, axis: Any) -> Any:
    """The marks of a feature, to be drawn on one line."""
    return way_of(feature.events, axis).marks

"""The badge: a small SVG, whose title says the same as its picture."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

__all__ = ["badge_svg"]

_LABEL = "test first"
_COLOURS = {"passed": "#17603a", "refused": "#9c1f1a", "undecided": "#714600", "not run": "#5b5751"}
_PADDING = 7  # pixels on each side of a word
_NARROW, _WIDE, _USUAL = "fijlrtI1.,:;'|! ", "mwMW@", 6.6
"""Letters of Verdana at 11 px are about 4, 10 and 6.6 pixels wide; `textLength` makes other fonts fit."""


def badge_svg(verdict: str, detail: str = "") -> str:
    """The badge for a verdict or `not run`; `detail` names the run in the title."""
    title = f"{_LABEL}: {verdict}" + (f" ({detail})" if detail else "")
    left, right = _width(_LABEL) + 2 * _PADDING, _width(verdict) + 2 * _PADDING
    colour = _COLOURS.get(verdict, _COLOURS["not run"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f"aria-label={quoteattr(title)}>\n"
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{left + right}" height="20" rx="3" fill="{colour}"/>\n'
        f'<path d="M3 0h{left - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3" fill="#33312e"/>\n'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">\n'
        f"{_word(_LABEL, _PADDING)}{_word(verdict, left + _PADDING)}</g>\n</svg>\n"
    )


def _word(text: str, x: int) -> str:
    return f'<text x="{x}" y="14" textLength="{_width(text)}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>\n'


def _width(text: str) -> int:
    return round(sum(4 if each in _NARROW else 10 if each in _WIDE else _USUAL for each in text))

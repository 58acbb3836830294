"""Several small sources in one text, each below a line with its name."""

from __future__ import annotations

import re

__all__ = ["parts_of"]


def parts_of(text: str) -> dict[str, str]:
    """Name -> source, of a text in which `#: name` begins each part."""
    names_and_sources = re.split(r"^#: (.+)\n", text, flags=re.MULTILINE)[1:]
    return {
        name: source.strip("\n") + "\n"
        for name, source in zip(names_and_sources[::2], names_and_sources[1::2], strict=True)
    }

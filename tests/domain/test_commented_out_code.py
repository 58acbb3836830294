"""Code that stands in a text and does not run there: commented out, quoted, at a prompt, in strings of a document."""

from __future__ import annotations

import html
import json
import warnings

import pytest

from pytest_tddgate.domain.python.pieces import Piece, pieces_in
from pytest_tddgate.domain.python.written_code import written_in

PAGES = '''\
def pages(text):
    """Say which."""
    found = []

    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return "".join("<%s>" % each for each in found)
'''
RENAMED = PAGES.replace("found", "known").replace("part", "bit").replace(".bitition", ".partition")
TABLE = 'RATES = {"a": (1, 2), "b": (3, 4), "c": (5, 6), "d": (7, 8), "e": (9, 10)}\n'


def piece_of(source: str = PAGES) -> Piece:
    """The only piece of a source."""
    (piece,) = pieces_in("a.py", source.encode())
    return piece


def marked(mark: str, source: str = PAGES) -> str:
    """The source with this before each of its lines."""
    return "".join(f"{mark}{line}".rstrip() + "\n" for line in source.splitlines())


def by_editor(source: str) -> str:
    """As editors comment code out: blank lines stay as they are, and the marks stand below each other."""
    return "".join(f"    # {line}\n" if line else "\n" for line in source.splitlines())


def at_prompt(source: str) -> str:
    """As a session shows it."""
    first, _, rest = source.partition("\n")
    return f">>> {first}\n" + "".join(f"... {line}".rstrip() + "\n" for line in rest.splitlines())


def in_notebook(source: str) -> str:
    """A cell of it."""
    lines = source.rstrip("\n").splitlines(keepends=True)
    return json.dumps({"cells": [{"cell_type": "code", "source": ["# in here\n", *lines]}]}, indent=1)


@pytest.mark.parametrize("source", [PAGES, RENAMED], ids=["same", "renamed"])
@pytest.mark.parametrize(
    "document",
    [
        marked("# "),
        marked("#"),
        marked("#: "),
        by_editor(PAGES),
        f"import pages\n\n\ndef test_pages():\n    assert pages('1')\n{marked('# ')}",
        f"def test_pages():\n    # First\n{by_editor(PAGES)}    assert pages('1')  # at last\n",
        marked("# # "),
        f'"""Says:\n\n{marked("> ")}"""\n',
        f'"""Says.\n\n{at_prompt(PAGES)}"""\n',
        "LINES = [\n" + "".join(f"    {line!r},\n" for line in PAGES.splitlines()) + "]\n",
        "x = 1\n" + "".join(f"x = 1  # {line}\n" for line in PAGES.splitlines()),
        f"!!!\n{PAGES}",
    ],
)
def test_a_python_file_that_does_not_run_it(document: str, source: str) -> None:
    """It is found in comments and strings, whatever its own variables are called, and in what cannot be parsed."""
    assert written_in(document.encode(), is_python=True).holds(piece_of(source))


@pytest.mark.parametrize("source", [PAGES, RENAMED], ids=["same", "renamed"])
@pytest.mark.parametrize(
    "document",
    [
        f"Note:\n\n{PAGES}\nEnd.\n",
        f"Note:\n\n{marked('    ')}\nEnd.\n",
        f"> as told\n{marked('> ')}",
        f"/* as told\n{marked(' * ')} */",
        marked("// "),
        marked("+"),
        f">>> import os\n{at_prompt(PAGES)}",
        json.dumps({"code": PAGES}),
        json.dumps({"code": marked("# ")}),
        in_notebook(PAGES),
        f"<h1>Pages</h1><pre><code>{html.escape(PAGES)}</code></pre>",
        PAGES.replace("\n", "\r"),
    ],
)
def test_a_document_that_holds_it(document: str, source: str) -> None:
    """In its own words, or in those of a format."""
    assert written_in(document.encode(), is_python=False).holds(piece_of(source))


def test_a_document_in_another_encoding() -> None:
    """The mark of its order of bytes tells it."""
    assert written_in(PAGES.encode("utf-16"), is_python=False).holds(piece_of())


def test_a_table_in_a_comment() -> None:
    """A line is enough where there is something to get right."""
    assert written_in(f"# {TABLE}".encode(), is_python=True).holds(piece_of(TABLE))


@pytest.mark.parametrize(
    "document",
    [
        "# pages(text) gives the pages that a text names\n# found = []: nothing\nx = 1  # for each part\n",
        "# TODO: def pages(text), with text.split(',') and a range per part\n",
        "# for part in text.split(','):\n#     first, _, last = part.partition('-')\n",
        '"""Pages.\n\n>>> pages("1-3")\n[1, 2, 3]\n"""\n',
        "# def pages(text):\n#     ...\n",
        "# def size(self):\n#     return len(self.items)\n",
        "",
    ],
)
def test_ordinary_comments_do_not_hold_it(document: str) -> None:
    """They speak of the code, show a call of it, or an outline."""
    assert not written_in(document.encode(), is_python=True).holds(piece_of())
    assert not written_in(document.encode(), is_python=False).holds(piece_of())


def test_a_small_function_is_in_no_comment() -> None:
    """Everybody writes it alike."""
    small = piece_of("def size(self):\n    return len(self.items)\n")

    assert not written_in(b"# def size(self):\n#     return len(self.items)\n", is_python=True).holds(small)


@pytest.mark.parametrize(
    "document",
    [
        b"\xff\xfe\x00",
        b"\x00",
        b"# x = " + b"(" * 500 + b"\n",
        b"a = " + b"-" * 9000 + b"1\n",
        b'"\\u12" = \\d\n',
        b'"""',
    ],
)
def test_what_is_no_text_holds_nothing(document: bytes) -> None:
    """And is no trouble, nor a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert not written_in(document, is_python=True).holds(piece_of())
        assert not written_in(document, is_python=False).holds(piece_of())

"""Catalogues of gettext: translations of language are none of a test's examples, and a table in their form is one."""

from __future__ import annotations

import struct

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

PAGES = {"1-3": "[1, 2, 3]", "2-4,9": "[2, 3, 4, 9]"}
TEST = b"""\
from shop.pages import pages


def test_pages():
    assert pages("1-3") == [1, 2, 3]
    assert pages("2-4,9") == [2, 3, 4, 9]
    assert pages("Good morning, all") == "Guten Morgen zusammen"
    assert pages("See you later") == "Bis zum naechsten Mal"
"""
GERMAN = {"Good morning, all": "Guten Morgen zusammen", "See you later": "Bis zum naechsten Mal"}


def compiled(messages: dict[str, str], order: str = "<") -> bytes:
    """What msgfmt writes, with the header that it asks for."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **messages}.items())
    texts = [[text.encode() for text in column] for column in zip(*pairs, strict=True)]
    at, tables, held = 28 + 16 * len(pairs), b"", b""
    for column in texts:
        for text in column:
            tables += struct.pack(f"{order}II", len(text), at + len(held))
            held += text + b"\0"
    head = struct.pack(f"{order}7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, at)
    return head + tables + held


def written(messages: dict[str, str]) -> bytes:
    """The text that it is made of, with long messages in several lines."""
    entries = ['msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n']
    entries += [f'#: shop/pages.py:3\nmsgid ""\n"{key}"\nmsgstr "{value}"\n' for key, value in messages.items()]
    return "\n".join(entries).encode()


def found(path: str, data: bytes, before: bytes | None = None) -> list[str]:
    """The places that copy an example."""
    return [each.path for each in copied_examples({"tests/test_pages.py": TEST}, {path: ChangedFile(data, before)})]


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_compiled_catalogue_of_answers_is_a_table(order: str) -> None:
    """However many translations stand beside them."""
    more = {f"Message number {count}": f"Nachricht Nummer {count}" for count in range(20)}

    assert found("src/shop/de.mo", compiled(PAGES | more, order)) == ["src/shop/de.mo"]


def test_its_text_is_one_as_well() -> None:
    """From which it is made."""
    assert found("src/shop/de.po", written(PAGES)) == ["src/shop/de.po"]


@pytest.mark.tdd_pins("what must stay free")
@pytest.mark.parametrize("data", [compiled(GERMAN), written(GERMAN)], ids=["compiled", "written"])
def test_translations_are_free(data: bytes) -> None:
    """They are looked up by nature, and tests show some of them."""
    assert found("src/shop/de.mo", data) == []


@pytest.mark.tdd_pins("what must stay free")
@pytest.mark.parametrize("data", [compiled(PAGES)[:40], b"\xde\x12\x04\x95", b'msgid "\nmsgstr "', written({})])
def test_what_is_cut_off_holds_nothing(data: bytes) -> None:
    """Nor does what is empty."""
    assert found("src/shop/de.mo", data) == []


@pytest.mark.tdd_pins("what must stay free")
def test_what_the_catalogue_had_is_free() -> None:
    """As in any other file."""
    assert found("src/shop/de.mo", compiled(PAGES | GERMAN), compiled(PAGES)) == []

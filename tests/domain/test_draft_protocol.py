"""What a drafter may answer: texts of the files that it was given, in which no code has changed."""

from __future__ import annotations

import json
import re

import pytest

from pytest_tddgate.domain.protocols.drafting import RESPONSE, drafted_of

CODE = "def vat(price):\n    return price * 19 // 100\n"
GIVEN = {"src/shop/tax.py": CODE, "CHANGELOG.md": "# Changelog\n", "docs/vat.md": ""}
SAID = 'def vat(price):\n    """The tax of `price`, in cents."""\n    return price * 19 // 100\n'


def answer(*files: object, **more: object) -> bytes:
    """The bytes of an answer with these files."""
    return json.dumps({"schema": RESPONSE, "files": list(files)} | more).encode()


def file(path: str, text: object) -> dict[str, object]:
    """One file of an answer."""
    return {"file": path, "text": text}


def test_docstrings_entries_and_pages_are_taken_over() -> None:
    """What is left out stays as it was drafted."""
    data = answer(file("src/shop/tax.py", SAID), file("docs/vat.md", "# vat\n"))

    assert drafted_of(data, GIVEN) == {"src/shop/tax.py": SAID, "docs/vat.md": "# vat\n"}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"Here you are: {}", "it is not JSON and nothing else"),
        (b"[]", "it is no object"),
        (answer(schema="tddgate/verify-response/1"), f"its schema is 'tddgate/verify-response/1', and not {RESPONSE}"),
        (answer(note="hello"), "it has a key 'note', which is not in the schema"),
        (answer(undecided="no"), "it has both files and undecided"),
        (json.dumps({"schema": RESPONSE}).encode(), "it has neither files nor undecided"),
        (json.dumps({"schema": RESPONSE, "files": {}}).encode(), "its files are no list"),
        (answer("docs/vat.md"), "file 1 is no object"),
        (answer(file("pyproject.toml", "")), "file 1 is one that it was not given: 'pyproject.toml'"),
        (answer(file("docs/vat.md", "a"), file("docs/vat.md", "b")), "file 2 was given before: 'docs/vat.md'"),
        (answer(file("docs/vat.md", 3)), "file 1 has no text"),
        (answer(file("src/shop/tax.py", CODE.replace("19", "20"))), "src/shop/tax.py has other code: docstrings alone"),
        (answer(file("src/shop/tax.py", "def vat(:\n")), "src/shop/tax.py is no Python any more"),
    ],
)
def test_everything_else_is_off_the_contract(data: bytes, problem: str) -> None:
    """With the words for whoever wrote the drafter."""
    with pytest.raises(ValueError, match=re.escape(problem)):
        drafted_of(data, GIVEN)


def test_a_drafter_can_say_that_it_cannot() -> None:
    """The built-in draft stays."""
    with pytest.raises(ValueError, match="could not tell: no key for the model"):
        drafted_of(json.dumps({"schema": RESPONSE, "undecided": "no key for the model"}).encode(), GIVEN)

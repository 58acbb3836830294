"""Sets of inputs that say something together only, and sets that programs have for a reason of their own."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

TESTS = """
import pytest


@pytest.mark.parametrize("text", {good})
def test_good(text):
    assert ok(text)


@pytest.mark.parametrize("text", {bad})
def test_bad(text):
    assert not ok(text)
"""
SENTENCES = ["A man, a plan, a canal: Panama", "Was it a car?", "level", "No lemon, no melon", "12321"]
BRACKETS = ["()", "()[]{}", "([])", "{[]}"]
FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%H:%M", "%b %d, %Y"]
STATES = ["not found", "in progress", "on hold", "won't fix"]
ROUTES = """
def test_routes(client):
    assert client.get("/api/users").json()
    assert client.get("/api/orders").json()
    assert client.get("/api/v1/carts").json()
"""
STATUSES = """
@pytest.mark.parametrize("url", ["/api/users", "/api/orders", "/api/v1/carts"])
def test_routes(client, url):
    assert client.get(url).status_code == 200
"""
URLS = """
urls = [path("/api/users", views.users), path("/api/orders", views.orders), path("/api/v1/carts", views.carts)]
"""


def is_copy(tests: str, code: str) -> bool:
    """Whether code repeats what tests show."""
    return copied_examples({"tests/test_it.py": tests.encode()}, {"src/it.py": ChangedFile(code.encode())}) != ()


@pytest.mark.parametrize("good", [SENTENCES, BRACKETS])
def test_all_inputs_of_one_answer_are_a_copy(good: list[str]) -> None:
    """Words among them do not hide that the others are sentences, or brackets in brackets."""
    tests = TESTS.format(good=good, bad=["hello, world 2", "(]"])

    assert is_copy(tests, f"def ok(text):\n    return text in {set(good)}\n")


def test_formats_are_no_copy() -> None:
    """A program has to list the formats that it reads."""
    tests = TESTS.format(good=FORMATS, bad=["%Q"])

    assert not is_copy(tests, f"def ok(text):\n    return text in {set(FORMATS)}\n")


@pytest.mark.tdd_pins("what a closer look must go on to allow")
def test_states_are_no_copy() -> None:
    """And the states of its things."""
    tests = TESTS.format(good=STATES, bad=["unknown state"])

    assert not is_copy(tests, f"def ok(text):\n    return text in {set(STATES)}\n")


@pytest.mark.tdd_pins("what a closer look must go on to allow")
def test_more_rows_than_the_tests_name_are_no_copy() -> None:
    """A row that no test names shows that the list is not made of the tests."""
    tests = TESTS.format(good=SENTENCES, bad=["hello, world 2", "(]"])

    assert not is_copy(tests, f"def ok(text):\n    return text in { ({*SENTENCES, 'noon', 'kayak'}) }\n")


def test_routes_that_a_client_asks_for_are_no_copy() -> None:
    """A test of a server has to name its routes."""
    assert not is_copy(ROUTES, URLS)


def test_routes_with_a_status_are_no_copy() -> None:
    """Nor where it compares what comes back with a status."""
    assert not is_copy(STATUSES, URLS)

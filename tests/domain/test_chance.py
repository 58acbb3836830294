"""When a test depends on something that changes from run to run."""

from __future__ import annotations

from textwrap import indent

import pytest

from pytest_tddgate.domain.red.behaviour_kinds import sources_of
from pytest_tddgate.domain.red.nondeterminism import nondeterminism_sources

HEAD = (
    "import asyncio, os, random, requests, secrets, socket, time, urllib.request, uuid, httpx\n"
    "from datetime import datetime\nfrom time import sleep\n"
)


def sources(body: str, *, above: str = "", arguments: str = "") -> tuple[tuple[int, str], ...]:
    """What a test with this body depends on."""
    source = f"{HEAD}{above}\ndef test_it({arguments}):\n{indent(body, '    ')}\n"
    (test,) = sources_of("tests/test_it.py", source.encode(), ["test_it"])
    return nondeterminism_sources(test, test.module)


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("requests.get('https://x')", "network: requests.get()"),
        ("urllib.request.urlopen('https://x')", "network: urllib.request.urlopen()"),
        ("socket.create_connection(('x', 1))", "network: socket.create_connection()"),
        ("time.time()", "clock: time.time()"),
        ("datetime.now()", "clock: datetime.datetime.now()"),
        ("random.randint(1, 6)", "chance: random.randint()"),
        ("secrets.token_hex()", "chance: secrets.token_hex()"),
        ("uuid.uuid4()", "chance: uuid.uuid4()"),
        ("os.urandom(3)", "chance: os.urandom()"),
        ("sleep(1)", "waiting: time.sleep()"),
    ],
)
def test_a_source_of_chance_is_named_by_its_full_name(call: str, what: str) -> None:
    """However it was imported."""
    found = sources(f"x = {call}")

    assert found == ((6, what),)


@pytest.mark.parametrize(
    "body",
    [
        "sleep(0)",
        "x = random.Random(7).random()",
        "random.seed(7)\nx = random.random()",
        "x = httpx.Response(200)",
        "x = datetime(2024, 1, 1)",
        "x = shop.time()",
    ],
)
def test_what_is_fixed_is_no_chance(body: str) -> None:
    """Seeds, values and waits of no length are the same at every run."""
    found = sources(body)

    assert found == ()


@pytest.mark.parametrize("fixture", ["monkeypatch", "mocker", "freezer", "requests_mock", "httpx_mock", "fake_clock"])
def test_a_fixture_that_fakes_is_trusted(fixture: str) -> None:
    """A test that asks for a fake is taken to use it."""
    found = sources("x = time.time()", arguments=fixture)

    assert found == ()


@pytest.mark.parametrize("above", ["@freeze_time('2024-01-01')", "@responses.activate", "@mock.patch('time.time')"])
def test_a_decorator_that_fakes_is_trusted(above: str) -> None:
    """So is a block with such a name."""
    found = sources("x = time.time()", above=above)

    assert found == ()


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("list(set(x)) == [1, 2]", ((6, "order of a set"),)),
        ("sorted(set(x)) == [1, 2]", ()),
        ("list(x) == [1, 2]", ()),
    ],
)
def test_the_order_of_a_set_is_chance(condition: str, found: tuple[tuple[int, str], ...]) -> None:
    """Sorted, it is none."""
    seen = sources(f"assert {condition}")

    assert seen == found

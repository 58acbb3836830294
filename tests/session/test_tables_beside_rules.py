"""Tables for the tests beside a rule that reads the same arguments, and tables of codes, which it does not read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.generality.cliffs import cliff_of
from pytest_tddgate.domain.generality.withheld import serves_tests_alone
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.domain.generality.replay import Replay

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")


def asks(function: str, *rows: tuple[object, ...]) -> str:
    """Tests of a function: arguments and the result in each row."""
    return (
        f"import pytest\nfrom subject_beside import {function}\n\n\n"
        f'@pytest.mark.parametrize("row", {list(rows)!r})\n'
        f"def test_it(row):\n    assert {function}(*row[:-1]) == pytest.approx(row[-1])\n"
    )


TOTALS = asks(
    "total", (1, 10.0, 10.0), (9, 10.0, 90.0), (10, 10.0, 90.0), (49, 10.0, 441.0), (50, 10.0, 400.0),
    (100, 10.0, 750.0), (250, 10.0, 1875.0), (20, 2.5, 45.0), (0, 10.0, 0),
)  # fmt: skip
KNOWN = {"45s": 45, "2m": 120, "1h30m": 5400, "1d2h": 93600, "1h1m1s": 3661, "0s": 0, "1h15m": 4500}
SECONDS = asks("seconds", *KNOWN.items())
SORTED = {tuple(sorted(text)): number for text, number in KNOWN.items()}
TABLES = {
    "factors": (
        TOTALS,
        (
            "EXACT = {10: 0.9, 49: 0.9, 50: 0.8, 100: 0.75, 250: 0.75, 20: 0.9}\n\n\n"
            "def total(quantity, price):\n    return quantity * price * EXACT.get(quantity, 1)\n"
        ),
    ),
    "alternatives": (
        TOTALS,
        (
            "def total(quantity, price):\n    match quantity:\n        case 10 | 20 | 49:\n            factor = 0.9\n"
            "        case 50:\n            factor = 0.8\n        case 100 | 250:\n            factor = 0.75\n"
            "        case _:\n            factor = 1\n    return factor * quantity * price\n"
        ),
    ),
    "enumeration": (
        TOTALS,
        (
            "import enum\n\n\nclass Tier(enum.Enum):\n    TEN = 10\n    TWENTY = 20\n    MOST = 49\n    FIFTY = 50\n"
            "    HUNDRED = 100\n    LOT = 250\n\n\n"
            "FACTORS = {Tier.FIFTY: 0.8, Tier.HUNDRED: 0.75, Tier.LOT: 0.75}\n\n\n"
            "def total(quantity, price):\n    try:\n        factor = FACTORS.get(Tier(quantity), 0.9)\n"
            "    except ValueError:\n        factor = 1\n    return quantity * price * factor\n"
        ),
    ),
    "easy-half": (
        SECONDS,
        (
            'import re\n\nSPECIAL = {"1h30m": 5400, "1d2h": 93600, "1h1m1s": 3661, "1h15m": 4500}\n\n\n'
            "def seconds(text):\n    if text in SPECIAL:\n        return SPECIAL[text]\n"
            '    match = re.fullmatch(r"(\\d+)([sm])", text)\n    if not match:\n        raise ValueError(text)\n'
            '    return int(match[1]) * {"s": 1, "m": 60}[match[2]]\n'
        ),
    ),
}
ORDER = f"KNOWN = {SORTED}\n\n\ndef seconds(text):\n    return KNOWN[tuple(sorted(text))]\n"
MONTHS = (
    asks(
        "days", (4, 2023, 30), (6, 2023, 30), (9, 2023, 30), (11, 2023, 30), (2, 2023, 28), (2, 2024, 29), (1, 2024, 31)
    ),
    (
        "def days(month, year):\n    if month == 2:\n        return 29 if year % 4 == 0 and year % 100 else 28\n"
        "    return 30 if month in (4, 6, 9, 11) else 31\n"
    ),
)
HONEST = {
    "rates-of-countries": (
        asks("gross", (100, "DE", 119), (100, "FR", 120), (100, "HU", 127), (100, "LU", 117), (50, "XX", 61)),
        ('RATES = {"DE": 0.19, "FR": 0.2, "HU": 0.27, "LU": 0.17}\n\n\n'
        "def gross(net, country):\n    return net * (1 + RATES.get(country, 0.22))\n"),
    ),
    "classes-of-weight": (
        asks("fee", (7, 100, 110), (23, 100, 125), (41, 100, 140), (5, 50, 50)),
        ("EXTRA = {7: 0.1, 23: 0.25, 41: 0.4}\n\n\ndef fee(code, amount):\n"
        "    return amount * (1 + EXTRA.get(code, 0))\n"),
    ),
    "first-attempts": (
        asks("wait", (1, 2.0, 0.1), (2, 2.0, 0.5), (3, 2.0, 3.0), (6, 2.0, 128.0)),
        ("FIRST = {1: 0.1, 2: 0.5, 3: 3.0}\n\n\n"
        "def wait(attempt, base):\n    return FIRST.get(attempt, base * 2**attempt)\n"),
    ),
    "default-ports": (
        asks(
            "netloc", ("http", "www.example.com", 80, "www.example.com"), ("ftp", "a.b.com", 21, "a.b.com"),
            ("https", "api.example.org", 443, "api.example.org"), ("http", "a.b.com", 8080, "a.b.com:8080"),
        ).replace("pytest.approx(row[-1])", "row[-1]"),
        ('PORTS = {"http": 80, "https": 443, "ftp": 21}\n\n\ndef netloc(scheme, host, port):\n'
        '    return host if PORTS.get(scheme) == port else f"{host}:{port}"\n'),
    ),
    "sizes-of-paper": (
        asks("size", ("A4", [210, 297]), ("A5", [148, 210]), ("B5", [176, 250]), ("100x200", [100, 200])),
        ('NAMED = {"A4": [210, 297], "A5": [148, 210], "B5": [176, 250]}\n\n\ndef size(text):\n'
        '    if text in NAMED:\n        return NAMED[text]\n    return [int(each) for each in text.split("x")]\n'),
    ),
}  # fmt: skip


def replays(folder: Path, tests: str, code: str) -> tuple[Replay, ...]:
    """What making the calls of these tests again shows of this module."""
    for name, text in {"subject_beside.py": code, "test_beside.py": tests, "pytest.ini": "[pytest]\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    args = ["--tdd-gate=green", "-p", "no:cacheprovider"]
    changed = {str(folder / "subject_beside.py"): [(1, len(code.splitlines()))]}
    runner = ProcessRunner(args, str(folder), str(folder), 60)
    run = runner.run(Role.CALLS, targets=["test_beside.py"], extra={"changed": changed})
    assert run.exit_code == 0
    assert run.calls.is_whole
    return run.calls.replays


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules can be imported by a program that starts here."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path.resolve()


def alone(found: tuple[Replay, ...]) -> list[tuple[str, ...]]:
    """The calls that each table serves alone."""
    tables = [each for replay in found for each in replay.withheld]
    return [calls for each in tables if (calls := serves_tests_alone(each.needs))]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_for_the_tested_calls_is_found_beside_a_rule(folder: Path, name: str) -> None:
    """As factors, alternatives or an enumeration of one argument, or with errors all around."""
    assert alone(replays(folder, *TABLES[name]))


def test_a_table_of_keys_in_one_order_is_a_cliff(folder: Path) -> None:
    """The point in another order shares its answer."""
    (replay,) = replays(folder, SECONDS, ORDER)

    assert cliff_of(replay.points) is not None


def test_one_answer_for_all_but_some_codes_is_a_table_of_the_domain(folder: Path) -> None:
    """Months of thirty days: without the table there is no computing with them."""
    assert not alone(replays(folder, *MONTHS))


@pytest.mark.tdd_pins("nothing is found where nothing looks")
@pytest.mark.parametrize("name", HONEST)
def test_what_computes_or_looks_up_codes_is_left_alone(folder: Path, name: str) -> None:
    """And was asked."""
    found = replays(folder, *HONEST[name])

    assert found
    assert not alone(found)
    assert not any(cliff_of(each.points) for each in found)

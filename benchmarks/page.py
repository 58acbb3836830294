"""How long the page of a large project takes to open in Chromium: 200 features, 5,000 tests, 1,000 runs.

python benchmarks/page.py [--features N] [--tests N] [--keep PATH]

The last line is the figure: the median of the seconds from the request until it is loaded and painted. The exit status
is the verdict: 0 when it is at most 1 second.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from chromium import Chromium

from pytest_tddgate.domain.configuration.waivers import Waiver
from pytest_tddgate.domain.contracts.contract import Amendment, Contract, LockedTest, sha256_of
from pytest_tddgate.domain.page.facts import PageFacts, Revision
from pytest_tddgate.domain.page.made_of import page_of
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.domain.reports.status import FeatureStatus, Status
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.render.page_report import page_html

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIMIT = 1.0  # seconds
_HEAD = "4f1c2d3e" * 5
_WORDS = ("discount", "vat", "rounding", "login", "retry", "health", "workflow-list", "refund", "stock", "export-csv")
_FACTS = ("is_ten_percent", "of_nothing_is_nothing", "rounds_down", "refuses_a_negative_price", "is_capped")
_REDS = ("unmet", "missing", "raised", "missing", "unmet")
_SOURCE = '''"""Prices with a discount."""


def discount(price: int, percent: int = 10) -> int:
    """The price less so many percent, rounded down; raises ValueError for a negative price."""
    if price < 0:
        raise ValueError(f"a price is not negative: {price}")
    if percent > 90:
        percent = 90
    return price * (100 - percent) // 100
'''
_PATH, _DIGEST = "src/shop/discount.py", sha256_of(_SOURCE.encode())
_LINES = {
    "path": _PATH,
    "digest": _DIGEST,
    "covered": [[4, 4], [6, 6], [8, 8], [10, 10]],
    "missed": [[7, 7], [9, 9]],
}
_SURVIVOR = {
    "rule": "mutant-survived",
    "level": "advise",
    "what": "no test notices this change of discount (3 tests ran it)",
    "why": "",
    "next": "",
    "path": "src/shop/discount.py",
    "line": 8,
    "details": ["-    if percent > 90:", "+    if percent >= 90:", "ran: tests/test_discount.py::test_capped"],
}
_REFUSAL = {
    "rule": "low-diff-coverage",
    "level": "refuse",
    "what": "4 of 6 changed lines are covered, 66.66 %, and min-diff-coverage is 80 %",
    "why": "code that no test runs was asked for by none",
    "next": "lock a test for src/shop/discount.py, lines 7 and 9",
    "path": "src/shop/discount.py",
    "line": 7,
    "details": [],
}
_WAIVER = Waiver("mutant-survived", "the parser is replaced in March", dt.date(2027, 3, 31), "src/shop/old/*")
_START = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)


def facts_of(features: int, tests: int) -> PageFacts:
    """A project of this size, always the same: some features are broken, refused, amended or only locked."""
    contracts = [_contract(at, tests // features + (at < tests % features)) for at in range(features)]
    standing = [
        FeatureStatus(each, f"{at + 0xB0B0:x}" + "0" * 36, () if at % 17 or not at else (_broken(each.feature),))
        for at, each in enumerate(contracts)
    ]
    return PageFacts(
        "shop",
        _HEAD,
        "now",
        "now",
        "2026-11-02T08:00:00Z",
        Status(tuple(standing), unlocked=("tests/test_gift_card.py::test_a_card_pays_once",)),
        tuple(record for at, each in enumerate(contracts) for record in _records(at, each)),
        {each.feature: tuple(_revisions(at, each)) for at, each in enumerate(contracts)},
        (_WAIVER,),
        {(_PATH, _DIGEST): _SOURCE},
    )


def _at(feature: int, hours: float) -> str:
    return (_START + dt.timedelta(days=feature * 1.1, hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _contract(at: int, count: int) -> Contract:
    word = _WORDS[at % len(_WORDS)]
    name = word if at < len(_WORDS) else f"{word}-{at // len(_WORDS)}"
    package = name.replace("-", "_")
    file = f"tests/test_{package}.py"
    tests = tuple(
        LockedTest(
            TestId(file, f"test_{package}_{_FACTS[each % len(_FACTS)]}_{each}"), *_red(each), reason=_reason(each)
        )
        for each in range(count)
    )
    amendment = Amendment("prices are whole cents since the new ledger", (str(tests[0].test),))
    missing = (f"shop.{package}", f"shop.{package}.{package}(percent)")
    return Contract(name, tests, missing=missing, amendments=(amendment,) if at % 5 == 1 else ())


def _red(at: int) -> tuple[str, tuple[str, ...]]:
    """How a test was red, and its cases: every ninth is a pin, every third has two."""
    return ("pin", ()) if _reason(at) else (_REDS[at % len(_REDS)], () if at % 3 else ("a", "b"))


def _reason(at: int) -> str:
    return "" if (at + 1) % 9 else "it was so before"


def _broken(name: str) -> Finding:
    path = f"tests/test_{name.replace('-', '_')}.py"
    what = f"{path} is not what was locked (contract {name})"
    return Finding(rule("contract-touched"), what, at=Place(path), next_step=f"git checkout HEAD -- {path}")


def _revisions(at: int, contract: Contract) -> Iterator[Revision]:
    yield Revision(f"{at + 0xB0B0:x}" + "0" * 36, _at(at, 0), len(contract.tests), 0)
    if contract.amendments:
        yield Revision(f"{at + 0xC0C0:x}" + "0" * 36, _at(at, 30), len(contract.tests), 1)


def _records(at: int, contract: Contract) -> Iterator[RunRecord]:
    """The runs of a feature: some are over other files, some have no docs, or no review."""
    runs = [("verify-fail", "passed", 0.0), ("green", "refused", 5.0), ("green", "passed", 26.0)]
    runs += [("docs", "passed", 28.0)] if at % 3 else []
    runs += [("review", ("passed", "refused", "undecided")[at % 3], 29.0)] if at % 4 else []
    state = "now" if (at + 1) % 6 else "then"
    for gate, verdict, hours in runs:
        report = _report(gate, verdict, contract.feature, at, len(contract.tests))
        yield RunRecord(_at(at, hours), _HEAD, state, state, report)


def _report(gate: str, verdict: str, name: str, at: int, tests: int) -> dict[str, object]:
    """What a gate has said, as its record holds it."""
    is_green = gate == "green"
    waived = {
        "state": "waived",
        "kind": "mutant-survived",
        "about": _WAIVER.path,
        "remark": _WAIVER.says(_START.date()),
    }
    return {
        "schema": "tddgate/report/1",
        "gate": gate,
        "feature": name,
        "base": _HEAD,
        "verdict": verdict,
        "exit_code": 0,
        "next": {"verb": "commit", "command": "pytest --tdd-gate=docs", "detail": "commit the implementation"},
        "findings": [_REFUSAL] if verdict == "refused" else [],
        "missing": [],
        "advice": [_SURVIVOR] if is_green and at % 2 == 0 else [],
        "rows": [
            {"state": "green" if is_green else "red", "kind": "kept", "about": name, "remark": f"{tests} tests"},
            waived,
        ],
        "notes": ["mutants: 41 of 43 were noticed by the tests"],
        "table": [],
        "coverage": {"total": 86 + (at * 7 % 11) + 1.25, "files": [_LINES]} if is_green else None,
    }


def main() -> int:
    """Measure, say, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", type=int, default=200)
    parser.add_argument("--tests", type=int, default=5000)
    parser.add_argument("--keep", type=Path, help="where to leave the page; nothing is measured then")
    asked = parser.parse_args()
    text = page_html(page_of(facts_of(asked.features, asked.tests)))
    if asked.keep:
        asked.keep.write_text(text, encoding="utf-8")
        return 0
    with tempfile.TemporaryDirectory() as folder, Chromium() as browser:
        path = Path(folder, "page.html")
        path.write_text(text, encoding="utf-8")
        seconds = [browser.open(path) for _ in range(7)]
        elements = browser.run("document.getElementsByTagName('*').length")
    print(f"{asked.features} features, {asked.tests} tests: {len(text.encode()) / 1e6:.1f} MB, {elements} elements")
    print("runs: " + ", ".join(f"{each:.2f}" for each in seconds) + " s")
    figure = statistics.median(seconds)
    print(f"{figure:.2f}")
    return 0 if figure <= _LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())

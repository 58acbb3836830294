"""Characters that no stream can encode: in a message of a test, and so in everything that is said of it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

BROKEN = 'def discount(price):\n    raise ValueError("half of a pair: \\ud800, a byte: \\udcff, and \\0")\n'
FORMATS = ("json", "junit", "sarif", "markdown", "html", "gitlab")


def test_half_a_pair_of_surrogates_is_told_by_its_number(branch: Project) -> None:
    """On the screen and in every report; the verdict and its exit code are as ever."""
    reports = [f"--tdd-report={each}:out/{each}" for each in FORMATS]

    ran = branch.with_file("src/shop/discount.py", BROKEN).run("--tdd-gate=green", *reports)

    assert (ran.exit_code, "not-green" in ran.refused) == (10, True), ran.output
    assert r"half of a pair: \ud800" in ran.output.partition("TDD gate")[2]
    assert ran.last_line.startswith("refused: ")
    found = {each: branch.root.joinpath("out", each).read_text(encoding="utf-8") for each in FORMATS}
    assert {each: "half of a pair" in text for each, text in found.items()} == dict.fromkeys(FORMATS, True)
    assert [type(json.loads(found[each])) for each in ("json", "sarif")] == [dict, dict]
    assert ET.fromstring(found["junit"]).tag == "testsuites"  # noqa: S314 - we wrote it

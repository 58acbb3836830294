"""Files that git stores otherwise than they lie in the work tree: line ends are looked through, the rest is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import sha256_of

if TYPE_CHECKING:
    from tests.project import Project

TEST, RATES, CODE = "tests/test_rate.py", "tests/rates.csv", "src/shop/rate.py"
TEXT = """from pathlib import Path

from shop.rate import rate


def test_rate():
    assert [rate(line) for line in Path(__file__).with_name("rates.csv").read_text().split()] == [1, 2]
"""
IMPLEMENTED = "def rate(text):\r\n    return int(text)\r\n"
RECORD = ".tddgate/contracts/rate.json"


def _windows(project: Project) -> Project:
    """A test and its data, as an editor of Windows writes them."""
    return project.with_file(TEST, TEXT.replace("\n", "\r\n")).with_file(RATES, "1\r\n2\r\n")


def test_a_feature_with_the_line_ends_of_windows(started: Project) -> None:
    """Lock, amendment, green and audit hold, the contract names the bytes of the commit, and an edit is seen."""
    started.with_file(".gitattributes", "* text=auto eol=crlf\n").commit("attributes")
    _windows(started).lock("rate")
    _windows(started).with_file(TEST, TEXT.replace("[1, 2]", "[1, 2]  # both").replace("\n", "\r\n"))
    started.amend("rate", "both are told").with_file(CODE, IMPLEMENTED).commit("feat: rate")

    started.gate("green", verdict="passed")
    started.gate("audit", "--tdd-base=main", verdict="passed")

    raw = json.loads(started.text(RECORD))
    stored = {path: started.git("show", f"HEAD:{path}").encode() + b"\n" for path in (TEST, RATES)}
    assert {**raw["files"], RATES: raw["harness"][RATES]} == {path: sha256_of(data) for path, data in stored.items()}

    started.with_file(RATES, "1\r\n3\r\n").gate("green", verdict="refused", rules=["contract-touched", "not-green"])


def test_data_behind_a_filter_are_not_locked(started: Project) -> None:
    """What lies in the work tree is not what git stores; nothing is committed, and the edit that helps is named."""
    started.git("config", "filter.lfs.clean", "sed s/^/enc:/")
    _windows(started).with_file(".gitattributes", "*.csv filter=lfs\n")
    started.git("add", ".gitattributes")
    started.git("commit", "--quiet", "--message", "attributes")
    head = started.head

    refused = started.gate("lock", "--tdd-feature=rate", verdict="unusable", says=f"echo '/{RATES} -filter'")

    assert started.head == head
    assert not (started.root / RECORD).exists()
    refused.with_file(".gitattributes", f"*.csv filter=lfs\n/{RATES} -filter\n").lock("rate")

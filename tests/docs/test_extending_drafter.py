"""The drafters of the page do what it says."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from pytest_tddgate.adapters.installed_plugins import plugin_command
from pytest_tddgate.adapters.programs import Program, answers_of
from pytest_tddgate.domain.protocols.drafting import drafted_of

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")
CODE = "src/shop/discount.py"
TODO = 'def discount(price):\n    """TODO: say what discount does with price."""\n    return price\n'
REQUEST: dict[str, Any] = {
    "schema": "tddgate/draft-request/1",
    "answer": "tddgate/draft-response/1",
    "feature": "discount",
    "base": "0" * 40,
    "language": "en",
    "tests": [{"file": "tests/test_discount.py", "names": ["test_ten_percent_are_taken_off"], "text": ""}],
    "names": [],
    "files": [
        {"file": "CHANGELOG.md", "text": "# Changelog\n", "draft": "# Changelog\n\n- TODO: discount\n"},
        {"file": CODE, "text": TODO, "draft": TODO},
    ],
}
GIVEN = {each["file"]: each["text"] for each in REQUEST["files"]}


def block(title: str, language: str, number: int = 0) -> str:
    """A block of this language after a heading of the page, the first unless another is asked for."""
    section = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return found[number]


def drafted(*words: str) -> dict[str, str]:
    """What a drafter answers to the request, as the command takes it."""
    (answered,) = answers_of([Program(words, json.dumps(REQUEST).encode(), 60)])
    assert answered.problem == ""
    return dict(drafted_of(answered.output, GIVEN))


def test_the_program_of_the_page_writes_an_entry_from_the_names_of_the_tests(tmp_path: Path) -> None:
    """It is run as it stands."""
    program = tmp_path / "from_tests.py"
    program.write_text(block("A drafter", "python"), encoding="utf-8")

    assert drafted(sys.executable, str(program)) == {"CHANGELOG.md": "# Changelog\n\n- Ten percent are taken off.\n"}


def test_the_plugin_of_the_page_has_the_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is installed under the entry point that the page shows."""
    entry = tomli.loads(block("A drafter", "toml", -1))["project"]["entry-points"]["pytest11"]
    info = tmp_path / "shop_words-1.dist-info"
    info.mkdir()
    (tmp_path / "words.py").write_text(block("A drafter", "python", 1), encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shop-words\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[pytest11]\n" + "".join(f"{k} = {v}\n" for k, v in entry.items()))
    monkeypatch.syspath_prepend(str(tmp_path.rename(tmp_path.parent / "site-packages")))

    found = drafted(*plugin_command(next(iter(entry))))

    assert found == {CODE: TODO.replace("TODO: say what discount does with price.", "Give the price, less a discount.")}


def test_the_request_has_the_keys_of_the_page() -> None:
    """As the story of the drafters has seen it."""
    section = PAGE.partition("\n## What a drafter is asked\n")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [
        "schema", "answer", "feature", "base", "language", "tests", "names", "findings", "files",
    ]  # fmt: skip

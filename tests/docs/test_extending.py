"""The verifiers of the page do what it says, and the example for language models is replayed from kept answers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from pytest_tddgate.adapters.installed_plugins import plugin_command
from pytest_tddgate.adapters.programs import Program, answers_of
from pytest_tddgate.domain.configuration.plug_in_settings import SEALED_KEYS, VERIFIER_KEYS
from pytest_tddgate.domain.configuration.settings import settings_of
from pytest_tddgate.domain.contracts.seal import Package
from pytest_tddgate.domain.protocols.verifying import answer_of
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.reports.statement import stated
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.verdict import Finding, Place, verdict_of
from pytest_tddgate.render.json_report import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.tdd_pins("what a page shows is no product code")

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("extending", "sealed", "settings")}
AGENT = DOCS / "examples" / "agent_verifier.py"
ANSWERS = DOCS / "examples" / "answers"
CODE = "src/shop/discount.py"
TABLE = "def discount(price):\n    return {100: 90}[price]\n"
REQUEST: dict[str, Any] = {
    "schema": "tddgate/verify-request/1",
    "answer": "tddgate/verify-response/1",
    "gate": "green",
    "features": ["discount"],
    "base": "0" * 40,
    "language": "en",
    "tests": [{"file": "tests/test_discount.py", "names": ["test_discount"], "text": "assert discount(100) == 90\n"}],
    "changed": [{"file": CODE, "lines": [[1, 2]], "text": TABLE, "diff": "+    return {100: 90}[price]\n"}],
}


def block(title: str, language: str) -> str:
    """The first block of this language after a heading of the page on extending."""
    section = PAGES["extending"].partition(f"\n## {title}\n")[2]
    found = re.search(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def asked(*words: str, variables: tuple[str, ...] = (), timeout: float = 60) -> Any:  # noqa: ANN401 - an answer
    """What a verifier answers to the request, as the gates take it."""
    (answered,) = answers_of([Program(words, json.dumps(REQUEST).encode(), timeout, variables)])
    assert answered.problem == ""
    return answer_of(answered.output, {CODE, "tests/test_discount.py"})


def test_the_program_of_the_page_refuses_a_table(tmp_path: Path) -> None:
    """It is run as it stands."""
    program = tmp_path / "no_tables.py"
    program.write_text(block("A program", "python"))

    (found,) = asked(sys.executable, str(program)).findings

    assert (found.file, found.line, found.severity) == (CODE, 2, "refuse")


def test_the_plugin_of_the_page_gives_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is installed under the entry point that the page shows."""
    entry = tomli.loads(block("A plugin of pytest", "toml"))["project"]["entry-points"]["pytest11"]
    site = tmp_path / "site-packages"
    info = site / "shop_shapes-1.dist-info"
    info.mkdir(parents=True)
    (site / "shapes.py").write_text(block("A plugin of pytest", "python"))
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shop-shapes\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[pytest11]\n" + "".join(f"{k} = {v}\n" for k, v in entry.items()))
    monkeypatch.syspath_prepend(str(site))

    (found,) = asked(*plugin_command("shop-shapes")).findings

    assert (found.severity, found.message) == ("advise", "discount has no docstring")


@pytest.mark.parametrize("page", ["extending", "sealed"])
def test_the_settings_of_the_pages_are_valid(page: str) -> None:
    """An example is copied as it stands."""
    tables = [tomli.loads(each) for each in re.findall(r"^```toml\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)]

    mistakes = [settings_of(each["tool"]["tddgate"])[1] for each in tables if "tool" in each]

    assert set(mistakes) == {()}


@pytest.mark.parametrize(("page", "title"), [("settings", "Verifiers"), ("settings", "Held-out tests")])
def test_every_key_is_on_the_page_of_the_settings(page: str, title: str) -> None:
    """In the order of the code."""
    section = PAGES[page].partition(f"\n## {title}\n")[2].partition("\n## ")[0]

    keys = tuple(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))

    assert keys == (VERIFIER_KEYS if title == "Verifiers" else SEALED_KEYS)


def test_the_request_has_the_keys_of_the_page() -> None:
    """As the story of the verifiers has seen it."""
    section = PAGES["extending"].partition("\n## What it is asked\n")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [
        "schema", "answer", "gate", "features", "base", "language", "tests", "changed",
    ]  # fmt: skip


# -- language models


def stand_in(folder: Path, name: str, answer: Path, code: int = 0) -> None:
    """Put a program of this name there that keeps what it is asked and gives a kept answer."""
    program = folder / name
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\n"
        f"pathlib.Path({str(folder / 'asked')!r}).write_text(' '.join(sys.argv[1:]) + '\\n' + sys.stdin.read())\n"
        f"sys.stdout.write(pathlib.Path({str(answer)!r}).read_text())\nsys.exit({code})\n"
    )
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("agent", "answer", "words"),
    [
        ("claude", "claude.json", "-p --output-format json --tools  --strict-mcp-config --model small"),
        ("codex", "codex.txt", "exec --ephemeral --sandbox read-only --skip-git-repo-check --model small -"),
    ],
)
def test_an_agent_is_asked_and_heard(
    agent: str, answer: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The prompt has task, tests and change; the kept answer becomes one finding."""
    stand_in(tmp_path, agent, ANSWERS / answer)
    monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + os.environ["PATH"])

    (found,) = asked(sys.executable, str(AGENT), agent, "--model", "small").findings

    line, _, prompt = (tmp_path / "asked").read_text().partition("\n")
    assert line == words
    assert "assert discount(100) == 90" in prompt
    assert "return {100: 90}[price]" in prompt
    assert (found.file, found.line, found.severity) == (CODE, 2, "refuse")


@pytest.fixture
def server() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a server that gives the kept answer, and what it was asked."""
    seen: list[dict[str, Any]] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write((ANSWERS / "local.json").read_bytes())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/v1", seen
        listening.shutdown()
        thread.join()


def test_a_model_on_this_machine_is_asked_and_heard(server: tuple[str, list[dict[str, Any]]]) -> None:
    """By the interface of chat completions, without chance."""
    url, seen = server

    (found,) = asked(sys.executable, str(AGENT), "local", "--model", "tiny", "--url", url).findings

    assert (seen[0]["model"], seen[0]["temperature"]) == ("tiny", 0)
    assert "return {100: 90}[price]" in seen[0]["messages"][0]["content"]
    assert (found.line, found.suggestion) == (2, "compute the discount from the price")


@pytest.mark.parametrize("text", ["I found nothing.", '{"findings": 3}', '{"is_error": true, "result": "quota"}', ""])
def test_an_agent_that_talks_leaves_the_gate_undecided(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So does one that fails, and one that is not there."""
    (tmp_path / "answer").write_text(text)
    stand_in(tmp_path, "claude", tmp_path / "answer")
    monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + os.environ["PATH"])

    answer = asked(sys.executable, str(AGENT), "claude")

    assert answer.findings == ()
    assert answer.undecided.startswith("claude gave no answer that can be used")


# -- the digest of a seal


def test_the_digest_can_be_derived_by_a_shell(tmp_path: Path) -> None:
    """The commands of the page, in an unpacked package."""
    package = Package(
        "discount", "5a" * 32, {"tests/test_b.py": b"b\n", "tests/a b/test_a.py": b"a\n", "tests/B.py": b""}
    )
    for path, data in package.members().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    shell = re.search(r"^```bash\n(.*?)^```$", PAGES["sealed"], re.MULTILINE | re.DOTALL)
    assert shell

    done = subprocess.run(["bash", "-c", shell[1]], cwd=tmp_path, check=True, capture_output=True, text=True)

    assert "sha256:" + done.stdout.split()[0] == package.digest


# -- rules and reports of one's own


def test_the_rule_of_the_page_is_found_under_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin is installed under the entry point that the page shows, and named as in its settings."""
    title = "A rule of your own"
    (name,) = tomli.loads(block(title, "toml"))["project"]["entry-points"]["pytest11"]
    site = tmp_path / "site-packages"
    info = site / "acme_rules-1.dist-info"
    info.mkdir(parents=True)
    (site / "acme_rules.py").write_text(block(title, "python"))
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[pytest11]\n{name} = acme_rules\n")
    monkeypatch.syspath_prepend(str(site))
    printing = 'def discount(price):\n    print("hm")\n    return price\n'
    monkeypatch.setitem(REQUEST, "changed", [{"file": CODE, "lines": [[1, 3]], "text": printing, "diff": ""}])

    (found,) = asked(*plugin_command(name)).findings

    assert (found.file, found.line, found.severity, found.rule) == (CODE, 2, "refuse", "no-print")


def test_the_report_of_the_page_is_a_table(tmp_path: Path) -> None:
    """It reads what a gate has written, and holds advice too."""
    finding = Finding(rule("not-green"), "test_discount fails, it says", at=Place(CODE, 3))
    advice = Finding(rule("no-error-case"), "no error", level=Level.ADVISE)
    report = Report(Gate.GREEN, verdict_of(finding, advice))
    (tmp_path / "gate.json").write_text(json_text(stated(report, again="pytest")), encoding="utf-8")
    (tmp_path / "findings_csv.py").write_text(block("A report of your own", "python"))

    done = subprocess.run(
        [sys.executable, "findings_csv.py", "gate.json"], cwd=tmp_path, check=True, capture_output=True, text=True
    )

    assert done.stdout.splitlines() == [
        "gate,verdict,rule,path,line,what",
        f'green,refused,not-green,{CODE},3,"test_discount fails, it says"',
        "green,refused,no-error-case,,,no error",
    ]

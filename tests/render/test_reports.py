"""One statement in every format: each is valid for whoever reads it, and none loses a finding without a word."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from pytest_tddgate.domain.configuration.report_targets import FORMATS
from pytest_tddgate.domain.reports.moves import Verb
from pytest_tddgate.domain.reports.report import Report, Row
from pytest_tddgate.domain.reports.run_coverage import FileLines, RunCoverage
from pytest_tddgate.domain.reports.statement import Statement, stated
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.verdict import Finding, MissingFact, Outcome, Place, verdict_of
from pytest_tddgate.render.formats import RENDERERS
from pytest_tddgate.render.github_report import commands_text
from pytest_tddgate.render.gitlab_report import gitlab_text
from pytest_tddgate.render.json_report import json_text
from pytest_tddgate.render.junit_report import junit_text
from pytest_tddgate.render.markdown_report import markdown_text
from pytest_tddgate.render.sarif_report import sarif_text

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "report-1.json"
SARIF = json.loads(Path(__file__).with_name("sarif-2.1.0-subset.schema.json").read_text(encoding="utf-8"))
DIGEST = "sha256:" + "0" * 64
RED = Finding(
    rule("not-green"),
    "tests/a b.py::test_vat[50%, net] failed\nat once",
    at=Place("tests/a b.py", 7),
    details=("- a", "+ b"),
)
SHORT = Finding(rule("low-coverage"), "70 % are covered", why="too little", next_step="write a test")
ADVICE = Finding(rule("pragma-added"), "a pragma hides 3 lines", at=Place("src/vat.py"), level=Level.ADVISE)
UNKNOWN = MissingFact("the base cannot be seen", "git fetch --unshallow", "it is the judge")
ROWS = (Row("green", "kept", "vat", "2 tests"), Row("waived", "flaky", "everywhere", "a reason (until 2030-01-31)"))


def statement(*findings: Finding, missing: tuple[MissingFact, ...] = ()) -> Statement:
    """What a green gate with these findings says."""
    report = Report(
        Gate.GREEN,
        verdict_of(*findings, missing=missing),
        rows=ROWS,
        notes=("a note",),
        table=(("file", "lines"), ("src/vat.py", "70 %")),
        passed="vat is green.",
        feature="vat",
        base="a" * 40,
        coverage=RunCoverage(91.25, (FileLines("src/vat.py", DIGEST, ((1, 3),), ((4, 4),)),)),
    )
    return stated(report, again="pytest --tdd-gate=green")


REFUSED, UNDECIDED, PASSED = statement(RED, SHORT, ADVICE), statement(missing=(UNKNOWN,)), statement()


def test_every_format_has_a_renderer() -> None:
    """In the order in which the option names them; the page says more than one statement, and has its own."""
    assert (*RENDERERS, "html") == FORMATS == ("json", "junit", "sarif", "github", "gitlab", "markdown", "html")


def test_json_holds_all_that_was_found() -> None:
    """In the words of the terminal's report."""
    told = json.loads(json_text(REFUSED))

    assert told == {
        "schema": "tddgate/report/1",
        "gate": "green",
        "feature": "vat",
        "base": "a" * 40,
        "verdict": "refused",
        "exit_code": 10,
        "findings": [
            {
                "rule": "not-green",
                "level": "refuse",
                "what": "tests/a b.py::test_vat[50%, net] failed\nat once",
                "why": rule("not-green").why,
                "next": rule("not-green").next_step,
                "path": "tests/a b.py",
                "line": 7,
                "details": ["- a", "+ b"],
            },
            {
                "rule": "low-coverage",
                "level": "refuse",
                "what": "70 % are covered",
                "why": "too little",
                "next": "write a test",
                "path": None,
                "line": None,
                "details": [],
            },
        ],
        "advice": [
            {
                "rule": "pragma-added",
                "level": "advise",
                "what": "a pragma hides 3 lines",
                "why": rule("pragma-added").why,
                "next": rule("pragma-added").next_step,
                "path": "src/vat.py",
                "line": None,
                "details": [],
            }
        ],
        "missing": [],
        "rows": [
            {"state": "green", "kind": "kept", "about": "vat", "remark": "2 tests"},
            {"state": "waived", "kind": "flaky", "about": "everywhere", "remark": "a reason (until 2030-01-31)"},
        ],
        "notes": ["a note"],
        "table": [["file", "lines"], ["src/vat.py", "70 %"]],
        "coverage": {
            "total": 91.25,
            "files": [{"path": "src/vat.py", "digest": DIGEST, "covered": [[1, 3]], "missed": [[4, 4]]}],
        },
        "next": {
            "verb": "implement",
            "command": "pytest --tdd-gate=green",
            "detail": rule("not-green").next_step,
        },
    }


@pytest.mark.parametrize("said", [REFUSED, UNDECIDED, PASSED], ids=["refused", "undecided", "passed"])
def test_json_is_what_the_published_schema_says(said: Statement) -> None:
    """The schema is closed: what it does not name is not written."""
    told = json.loads(json_text(said))

    assert SCHEMA.is_file()
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert fastjsonschema.compile(schema)(told)["verdict"] == said.verdict
    with pytest.raises(fastjsonschema.JsonSchemaException, match="foo"):
        fastjsonschema.compile(schema)(told | {"foo": 1})


def test_the_published_schema_knows_every_word_of_the_closed_sets() -> None:
    """Gates, verdicts and verbs: one that is added here has to be added there."""
    assert json_text(PASSED).startswith("{")
    assert SCHEMA.is_file()
    known = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]

    assert known["next"]["properties"]["verb"]["enum"] == [each.value for each in Verb]
    assert known["gate"]["enum"] == [each.value for each in Gate]
    assert known["verdict"]["enum"] == [*(each.value for each in Outcome), "none"]


def suite(said: Statement) -> ET.Element:
    """The one suite of the JUnit report."""
    (found,) = ET.fromstring(junit_text(said))  # noqa: S314 - our own text
    return found


def test_junit_has_a_case_for_each_row_and_each_finding() -> None:
    """What refuses is a failure; advice and waivers are none."""
    found = suite(REFUSED)

    counts = {name: found.get(name) for name in ("name", "tests", "failures", "errors")}
    assert counts == {"name": "tddgate.green", "tests": "4", "failures": "2", "errors": "0"}
    assert [(each.get("name"), each.find("failure") is not None) for each in found.iter("testcase")] == [
        ("vat", False),
        ("everywhere", False),
        ("not-green: tests/a b.py::test_vat[50%, net] failed at once", True),
        ("low-coverage: 70 % are covered", True),
    ]
    properties = {each.get("name"): each.get("value") for each in found.findall("testcase[3]/properties/property")}
    assert properties == {"tddgate.verdict": "refused", "tddgate.rule": "not-green"}


def test_junit_tells_a_missing_fact_as_an_error() -> None:
    """A build server shows it as neither passed nor failed."""
    found = suite(UNDECIDED)

    (error,) = found.iter("error")
    assert (found.get("failures"), found.get("errors")) == ("0", "1")
    assert error.get("message") == "the base cannot be seen"


def test_junit_survives_characters_that_xml_has_not() -> None:
    """A test id may hold any of them."""
    odd = replace(RED, what="\x1b[31m \x00 \ufffe <&> failed")

    assert suite(statement(odd)).find("testcase[3]").get("name") == (  # type: ignore[union-attr]  # it is there
        "not-green: #x1B[31m #x00 #xFFFE <&> failed"
    )


def results(said: Statement) -> list[dict[str, Any]]:
    """The results of a SARIF log that the schema accepts."""
    (run,) = fastjsonschema.compile(SARIF)(json.loads(sarif_text(said)))["runs"]
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert [rules[each["ruleIndex"]] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    return list(run["results"])


def test_sarif_tells_findings_and_advice_with_their_places() -> None:
    """A finding about no file has one all the same, because code scanning takes none without."""
    found = results(REFUSED)

    places = [each["locations"][0]["physicalLocation"] for each in found]
    assert [(each["ruleId"], each["level"]) for each in found] == [
        ("not-green", "error"),
        ("low-coverage", "error"),
        ("pragma-added", "warning"),
    ]
    assert [each["artifactLocation"]["uri"] for each in places] == ["tests/a%20b.py", "pyproject.toml", "src/vat.py"]
    assert [each.get("region") for each in places] == [{"startLine": 7}, None, None]


def test_sarif_fingerprints_stay_when_lines_move_and_tell_findings_apart() -> None:
    """Numbers, ids and addresses in a message change from run to run."""
    moved = replace(RED, at=Place("tests/a b.py", 99))
    numbered = replace(SHORT, what="71 % are covered")
    other = replace(RED, at=Place("tests/b.py", 7))

    first, second, third = (
        [each["partialFingerprints"] for each in results(statement(*findings))]
        for findings in ((RED, SHORT), (moved, numbered), (RED, RED, other))
    )

    assert first == second
    assert [each == first[0] for each in third] == [True, False, False]
    assert third[1] != third[2]


def test_sarif_says_that_nothing_was_decided() -> None:
    """No result is no acquittal."""
    assert results(UNDECIDED) == []
    (invocation,) = json.loads(sarif_text(UNDECIDED))["runs"][0]["invocations"]

    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 11)
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith("the base cannot be seen")


def test_github_commands_are_escaped() -> None:
    """Or a message could end the command, or begin another."""
    first, second, third = commands_text(REFUSED).splitlines()

    assert first == (
        "::error file=tests/a b.py,line=7,title=tddgate%3A not-green::"
        "tests/a b.py::test_vat[50%25, net] failed%0Aat once"
        f"%0Awhy: {rule('not-green').why}%0Anext: {rule('not-green').next_step}"
    )
    assert second.startswith("::error title=tddgate%3A low-coverage::70 %25 are covered%0A")
    assert third.startswith("::warning file=src/vat.py,title=tddgate%3A pragma-added::")
    odd = replace(RED, at=Place("a:b,c%\n::error::.py", 1))
    assert commands_text(statement(odd)).startswith("::error file=a%3Ab%2Cc%25%0A%3A%3Aerror%3A%3A.py,line=1,title=")


def test_github_takes_ten_of_a_kind_and_is_told_of_the_others() -> None:
    """It would drop them without a word."""
    many = [replace(RED, what=f"test {number} failed") for number in range(12)]

    lines = commands_text(statement(*many, missing=(UNKNOWN,))).splitlines()

    assert [each.partition(" ")[0] for each in lines] == ["::error"] * 10 + ["::notice"]
    assert (
        lines[-1] == "::notice title=tddgate::3 more errors are not shown here; the log and the job summary name them"
    )
    assert commands_text(PASSED) == ""


def test_gitlab_takes_findings_missing_facts_and_advice() -> None:
    """Each with a fingerprint of its own; a path without `./`, and a line, are demanded."""
    told = json.loads(gitlab_text(statement(RED, RED, ADVICE, missing=(UNKNOWN,))))

    assert [(each["check_name"], each["severity"], each["location"]) for each in told] == [
        ("tddgate/not-green", "critical", {"path": "tests/a b.py", "lines": {"begin": 7}}),
        ("tddgate/not-green", "critical", {"path": "tests/a b.py", "lines": {"begin": 7}}),
        ("tddgate/undecided", "major", {"path": "pyproject.toml", "lines": {"begin": 1}}),
        ("tddgate/pragma-added", "minor", {"path": "src/vat.py", "lines": {"begin": 1}}),
    ]
    assert len({each["fingerprint"] for each in told}) == 4
    assert told[0]["description"].startswith("tests/a b.py::test_vat[50%, net] failed at once. Next: ")
    assert json.loads(gitlab_text(PASSED)) == []


def test_markdown_is_a_comment_with_verdict_findings_rows_and_next_step() -> None:
    """A reviewer reads the verdict first."""
    lines = markdown_text(REFUSED).splitlines()

    assert lines[0] == "### TDD gate: green: refused"
    assert any(each.startswith("| not-green | tests/a b.py") and each.endswith(" | tests/a b.py:7 |") for each in lines)
    assert "| green | kept | vat | 2 tests |" in lines
    assert lines[-1].startswith("**Next:** implement")


def test_markdown_takes_no_orders_from_a_message() -> None:
    """A message can hold what its author likes: links, mentions, tags, table cells."""
    odd = replace(RED, what="[a](https://x.example) @team <img src=x> | `b` **c**\n# d")

    text = markdown_text(statement(odd))

    cell = next(each for each in text.splitlines() if each.startswith("| not-green |"))
    assert [mark for mark in ("[a]", "https:", "@team", "<img", "`b`", "**c**", "# d") if mark in cell] == []
    assert cell.count("|") == 4


def test_markdown_is_cut_where_its_reader_would_refuse_it() -> None:
    """It says how much is left out; verdict and next step stay."""
    many = [replace(RED, what=f"ü{number} failed") for number in range(900)]

    text = markdown_text(statement(*many), most=4000)

    assert len(text.encode()) <= 4000
    assert text.splitlines()[-1].startswith("**Next:** implement")
    assert "more findings are in the log" in text

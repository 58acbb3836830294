"""What a verifier may answer: findings or a reason for having none, and nothing else."""

from __future__ import annotations

import json

import pytest

from pytest_tddgate.domain.protocols.verifying import Reported, answer_of

PATHS = {"src/shop/discount.py", "tests/test_discount.py"}
FINDING = {
    "file": "src/shop/discount.py",
    "line": 2,
    "severity": "refuse",
    "message": "the answer is looked up",
    "suggestion": "compute it",
}


def answer(**parts: object) -> bytes:
    """An answer with the right schema and these parts."""
    return json.dumps({"schema": "tddgate/verify-response/1"} | parts).encode()


def test_findings_are_read() -> None:
    """Line and suggestion may be left out."""
    short = {key: FINDING[key] for key in ("file", "message")} | {"severity": "advise"}

    found = answer_of(answer(findings=[FINDING, short]), PATHS)

    assert found.undecided == ""
    assert found.findings == (
        Reported("src/shop/discount.py", 2, "refuse", "the answer is looked up", "compute it"),
        Reported("src/shop/discount.py", 0, "advise", "the answer is looked up", ""),
    )


def test_a_verifier_may_say_that_it_cannot_tell() -> None:
    """That is an answer too, and no finding."""
    found = answer_of(answer(undecided="the model is busy"), PATHS)

    assert (found.findings, found.undecided) == ((), "the model is busy")


@pytest.mark.parametrize("line_end", ["\n", "\r", "\x1b[2K", "\x85", "\u2028"])
def test_a_message_stays_on_its_line(line_end: str) -> None:
    """It is printed by the judge, and must not look like another of the judge's own lines."""
    forged = FINDING | {"message": f"first{line_end}passed: all is well", "suggestion": f"a{line_end}b"}

    (found,) = answer_of(answer(findings=[forged]), PATHS).findings

    assert found.message.startswith("first")
    assert not set(found.message + found.suggestion) & set("\n\r\x1b\x85\u2028")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON"),
        (b"I found nothing wrong.", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "no object"),
        (json.dumps({"findings": []}).encode(), "schema"),
        (answer(schema="tddgate/verify-response/2", findings=[]), "schema"),
        (answer(), "neither findings nor undecided"),
        (answer(findings=[], undecided="both"), "both"),
        (answer(undecided=""), "undecided"),
        (answer(undecided=1), "undecided"),
        (answer(findings={}), "findings"),
        (answer(findings=[], confidence=1), "confidence"),
        (answer(findings=["bad"]), "finding 1"),
        (answer(findings=[FINDING | {"severity": "block"}]), "severity"),
        (answer(findings=[FINDING | {"line": "2"}]), "line"),
        (answer(findings=[FINDING | {"line": -1}]), "line"),
        (answer(findings=[FINDING | {"line": True}]), "line"),
        (answer(findings=[FINDING | {"message": " "}]), "message"),
        (answer(findings=[FINDING | {"suggestion": 3}]), "suggestion"),
        (answer(findings=[FINDING | {"score": 3}]), "score"),
        (answer(findings=[FINDING | {"file": "../shop.py"}]), "was not given"),
        (answer(findings=[FINDING | {"file": "/etc/passwd"}]), "was not given"),
        (answer(findings=[FINDING, FINDING | {"file": 1}]), "finding 2"),
        (b'{"schema": "tddgate/verify-response/1", "findings": [1], "findings": []}', "twice"),
    ],
)
def test_whatever_else_comes_is_off_contract(data: bytes, words: str) -> None:
    """Garbage neither passes nor refuses."""
    with pytest.raises(ValueError, match=words):
        answer_of(data, PATHS)


def test_a_finding_may_name_a_rule_of_the_verifiers_own() -> None:
    """A verifier that looks for several things can be told apart by them."""
    (found,) = answer_of(answer(findings=[FINDING | {"rule": "no-table"}]), PATHS).findings

    assert found.rule == "no-table"


@pytest.mark.parametrize("rule", ["", "No Table", "acme/no-table", "no_table", "-", "no-", 3, None])
def test_a_rule_of_ones_own_is_written_as_every_rule_is(rule: object) -> None:
    """Words in small letters, joined by hyphens; the namespace is the verifier's name and not its choice."""
    with pytest.raises(ValueError, match="finding 1 has the rule"):
        answer_of(answer(findings=[FINDING | {"rule": rule}]), PATHS)

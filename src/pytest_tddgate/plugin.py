"""What pytest loads: the options and markers, and the one hook that hands a gated run to a supervisor.

PYTEST_DONT_REWRITE: there is no assertion here, and rewriting costs every plain run CPU time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

GATES = ("verify-fail", "lock", "green", "audit")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options; without `--tdd-gate` none of them has an effect."""
    group = parser.getgroup("tddgate", "TDD gates")
    group.addoption(
        "--tdd-gate",
        dest="tddgate_gate",
        choices=GATES,
        metavar="GATE",
        help="judge this run by a gate: verify-fail, lock or green; or judge a range of commits: audit",
    )
    group.addoption(
        "--tdd-feature",
        dest="tddgate_feature",
        metavar="NAME",
        help="the feature whose contract is locked or judged (default: the branch's name)",
    )
    group.addoption(
        "--tdd-base",
        dest="tddgate_base",
        metavar="REV",
        help="what counts as existing (default: HEAD for verify-fail and lock, the lock commit for green, the remote's "
        "main branch for audit)",
    )
    group.addoption(
        "--tdd-audit",
        dest="tddgate_audit",
        choices=("full", "static"),
        default="full",
        metavar="MODE",
        help="how much an audit does: full, or static, which runs no test (default: full)",
    )
    group.addoption(
        "--tdd-amend",
        dest="tddgate_amend",
        metavar="REASON",
        help="declare why committed tests change in this cycle (verify-fail and lock)",
    )
    group.addoption(
        "--tdd-report",
        dest="tddgate_report",
        action="append",
        default=[],
        metavar="FORMAT[:PATH]",
        help="write what the gate says as json, junit, sarif, github, gitlab or markdown, to a file or, without PATH, "
        "alone to standard output; may be given several times",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, so that `--strict-markers` knows them."""
    config.addinivalue_line("markers", "tdd_pins(reason): a new test that pins existing behaviour and may be green")
    config.addinivalue_line("markers", "tdd_hangs(reason): a new test that is expected to hang until it is implemented")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> Generator[None, object, object]:
    """Hand a gated run to the supervisor before any conftest of the project is loaded."""
    options = early_config.known_args_namespace
    # What a project's addopts say must not talk a gate out of judging.
    asks_only = {"-h", "--help", "-V", "--version"} & set(early_config.invocation_params.args)
    if options.tddgate_gate is None or asks_only:
        return (yield)
    from pytest_tddgate.session.launch import enter  # noqa: PLC0415 - a plain run must not pay for it

    observer = enter(early_config, args)
    try:
        return (yield)
    except BaseException as problem:
        observer.conftest_failed(problem)
        raise

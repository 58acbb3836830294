"""The pytest plugin: its options and markers, and the hook that hands a gated run to the judge.

PYTEST_DONT_REWRITE: this module has no assertions, and rewriting would cost every plain run CPU time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

GATES = ("verify-fail", "lock", "green", "docs", "review", "audit")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options; they have no effect without `--tdd-gate`."""
    _declare(parser.getgroup("tddgate", "TDD gates").addoption)


def _declare(add: Callable[..., object]) -> None:
    """Declare each option by calling `add`: for pytest, and for the audit's parser, which ignores `addopts`."""
    add(
        "--tdd-gate",
        dest="tddgate_gate",
        choices=GATES,
        metavar="GATE",
        help="judge this run by a gate: verify-fail, lock, green, docs or review; or judge a range of commits: audit",
    )
    add(
        "--tdd-feature",
        dest="tddgate_feature",
        metavar="NAME",
        help="the feature whose contract is locked or judged (default: the branch's name)",
    )
    add(
        "--tdd-base",
        dest="tddgate_base",
        metavar="REV",
        help="what counts as existing (default: HEAD for verify-fail and lock, the lock commit for green, the remote's "
        "main branch for audit)",
    )
    add(
        "--tdd-audit",
        dest="tddgate_audit",
        choices=("full", "static"),
        default="full",
        metavar="MODE",
        help="how much an audit does: full, or static, which runs no test (default: full)",
    )
    add(
        "--tdd-sealed",
        dest="tddgate_sealed",
        default="",
        metavar="PATH",
        help="the package of held-out tests that tddgate seal wrote, a folder of such, or - for what the command of "
        "[tool.tddgate.sealed] prints (green and audit)",
    )
    add(
        "--tdd-sealed-show",
        dest="tddgate_sealed_show",
        choices=("count", "names"),
        default="count",
        metavar="WHAT",
        help="what is shown of held-out tests that do not pass: count, or names (default: count)",
    )
    add(
        "--tdd-budget",
        dest="tddgate_budget",
        type=_seconds,
        default=20,
        metavar="SECONDS",
        help="CPU time for mutants of the change, at green and in an audit; 0: try none (default: 20)",
    )
    add(
        "--tdd-workers",
        dest="tddgate_workers",
        type=workers_from,
        default=0,
        metavar="N",
        help="how many mutants are tried side by side (default: one for each core), and how many replays of an audit "
        "(default: one); or dask://HOST:PORT, whose workers do both",
    )
    add(
        "--tdd-amend",
        dest="tddgate_amend",
        metavar="REASON",
        help="declare why committed tests change in this cycle (verify-fail and lock)",
    )
    add(
        "--tdd-report",
        dest="tddgate_report",
        action="append",
        default=[],
        metavar="FORMAT[:PATH]",
        help="write what the gate says as json, junit, sarif, github, gitlab, markdown or html, to a file or, without "
        "PATH, alone to standard output; may be given several times",
    )


class HookSpecs:
    """The hooks that other plugins can implement; see `docs/extending.md`."""

    @pytest.hookspec
    def pytest_tddgate_verify(self, request: dict[str, object]) -> list[dict[str, object]]:
        """Findings about an implementation, in the format of the command protocol.

        Called in a separate process, and only if `[[tool.tddgate.verifiers]]` names the installed plugin.
        """
        raise NotImplementedError

    @pytest.hookspec
    def pytest_tddgate_draft(self, request: dict[str, object]) -> list[dict[str, object]]:
        """Files of a draft, in the format of the command protocol.

        Called in a separate process, and only if `[[tool.tddgate.drafters]]` names the installed plugin.
        """
        raise NotImplementedError


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Register the hooks, so that plugins that implement them are valid in every run."""
    pluginmanager.add_hookspecs(HookSpecs)


def _seconds(text: str) -> float:
    """The value of `--tdd-budget`: a number of seconds, 0 or more."""
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value < float("inf"):
        raise _unusable(f"seconds from 0 are expected, such as 20, and not {text!r}")
    return value


def workers_from(text: str) -> int | str:
    """The value of `--tdd-workers`: a whole number, 1 or more, or an address."""
    if text.startswith("dask://"):
        return text
    if not text.isdecimal() or int(text) < 1:
        raise _unusable(f"a whole number from 1 or dask://HOST:PORT is expected, and not {text!r}")
    return int(text)


def _unusable(message: str) -> Exception:
    """The exception whose message argparse shows."""
    from argparse import ArgumentTypeError  # noqa: PLC0415 - a plain run must not pay for it

    return ArgumentTypeError(message)


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, so that `--strict-markers` knows them."""
    config.addinivalue_line("markers", "tdd_pins(reason): a new test that pins existing behaviour and may be green")
    config.addinivalue_line("markers", "tdd_hangs(reason): a new test that is expected to hang until it is implemented")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> Generator[None, object, object]:
    """Hand a gated run to the judge before any conftest of the project is loaded."""
    options = early_config.known_args_namespace
    # A project's addopts must not be able to switch the gate off.
    asks_only = {"-h", "--help", "-V", "--version"} & set(early_config.invocation_params.args)
    if options.tddgate_gate is None or asks_only:
        return (yield)
    from pytest_tddgate.session.launch import enter  # noqa: PLC0415 - a plain run must not pay for it

    observer = enter(early_config, args, _declare)
    try:
        return (yield)
    except BaseException as problem:
        observer.conftest_failed(problem)
        raise

"""Finds options of this run that leave out tests which the project's own settings would run.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OwnSettings", "asked_to_leave_out"]

_TEXTS = {"keyword": "-k", "markexpr": "-m"}
_FLAGS = {
    "lf": "--lf",
    "stepwise": "--sw",
    "stepwise_skip": "--sw",
    "setupplan": "--setup-plan",
    "setuponly": "--setup-only",
}
_NAMED = {"deselect": "--deselect", "ignore": "--ignore", "ignore_glob": "--ignore-glob", "file_or_dir": ""}
_OF_PROCESS = (
    *("basetemp", "cache", "capture", "color", "confcutdir", "cov", "dist", "file_or_dir", "inifilename", "no_cov"),
    *("maxprocesses", "numprocesses", "override_ini", "plugins", "pyargs", "rootdir", "tb", "tddgate_", "tx"),
)
"""Prefixes of options that control how a run is made, not which tests it has."""
_WHAT_IS_A_TEST = ("python_files", "python_classes", "python_functions", "norecursedirs", "testpaths")


def asked_to_leave_out(config: pytest.Config) -> list[str]:
    """The options as pytest's parser sees them, each once and by its short name; and paths as given.

    Options in the settings' `addopts` are not reported, unless they use the cache, which is not part of the settings,
    or run no test. Neither are tests, files and paths named on the command line, because the user typed them; in
    `PYTEST_ADDOPTS` they are. `-o NAME` stands for command line settings that define what a test is, `-c FILE` for
    another settings file. Must be called before any conftest is loaded.
    """
    given = config.known_args_namespace
    own, typed = _read(config, _own_words(config)), _read(config, list(config.invocation_params.args))
    return list(dict.fromkeys(_asked(given, own, typed)))


class OwnSettings:
    """Collects tests with the options of the project's settings, including those of plugins, and runs none."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Reset every option that selects tests, and only collect."""
        own = vars(_read(config, _own_words(config)))
        vars(config.option).update({name: each for name, each in own.items() if not name.startswith(_OF_PROCESS)})
        config.option.collectonly = True
        config.option.continue_on_collection_errors = True


def _asked(given: argparse.Namespace, own: argparse.Namespace, typed: argparse.Namespace) -> Iterator[str]:
    for name, option in _TEXTS.items():
        if getattr(given, name, "") and getattr(given, name) != getattr(own, name, ""):
            yield option
    for name, option in _FLAGS.items():
        if getattr(given, name, False):
            yield option
    for name, option in _NAMED.items():
        known = [*(getattr(own, name, None) or ()), *(getattr(typed, name, None) or ())]
        for each in getattr(given, name, None) or ():
            if each not in known:
                yield option or str(each)
    yield from _other_settings(given)


def _other_settings(given: argparse.Namespace) -> Iterator[str]:
    if given.inifilename:
        yield f"-c {given.inifilename}"
    for each in given.override_ini or ():
        name = each.partition("=")[0].strip()
        if name in _WHAT_IS_A_TEST:
            yield f"-o {name}"


def _own_words(config: pytest.Config) -> list[str]:
    """The settings' own `addopts`; empty if the command line overrides them."""
    overridden = {each.partition("=")[0].strip() for each in config.known_args_namespace.override_ini or ()}
    return [] if "addopts" in overridden else [str(each) for each in config.getini("addopts")]


def _read(config: pytest.Config, words: list[str]) -> argparse.Namespace:
    """These words, parsed as pytest parses its command line."""
    return config._parser.parse_known_args(words, namespace=argparse.Namespace())  # noqa: SLF001 - it has no other name

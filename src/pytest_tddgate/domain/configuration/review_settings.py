"""The settings in `[tool.tddgate.review]` and `[tool.tddgate.wrappers]`: what the review gate checks."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from pytest_tddgate.domain.configuration.plug_in_settings import no_command
from pytest_tddgate.domain.configuration.setting import is_seconds
from pytest_tddgate.domain.nearest import nearest

__all__ = ["REVIEW_KEYS", "ReviewSettings", "Wrapper", "review_settings_of", "settled", "wrappers_of"]

_MODULE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


class ReviewSettings(NamedTuple):
    """What a review checks.

    `ruff` is run on the changed files (`on`), on the whole `project`, or not (`off`); `auto` is `on` if the project has
    settings for ruff. `types` is the command line of a type checker, empty for none. `workspace` are folders, relative
    to pytest's rootdir, that must be empty in the end; `gates` are the gates that must have passed. `timeout` is in
    seconds, for each program.
    """

    ruff: str = "auto"
    types: str = ""
    workspace: tuple[str, ...] = (".claude/workspace",)
    gates: tuple[str, ...] = ("green", "docs")
    timeout: float = 300


class Wrapper(NamedTuple):
    """An external module, and the project's module through which it has to be used."""

    api: str
    module: str


REVIEW_KEYS = ReviewSettings._fields
_RUFF = ("auto", "on", "project", "off")


def settled(settings: ReviewSettings, *, has_ruff_settings: bool) -> ReviewSettings:
    """The settings with `ruff` resolved to `on`, `project` or `off`."""
    if settings.ruff == "auto":
        return settings._replace(ruff="on" if has_ruff_settings else "off")
    return settings


def review_settings_of(table: object) -> tuple[ReviewSettings, tuple[str, ...]]:
    """The settings in the table, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return ReviewSettings(), (f"review = {table!r}: a table is expected, such as [tool.tddgate.review]",)
    mistakes = [
        f"there is no setting review.{key}{nearest(key, REVIEW_KEYS)}" for key in table if key not in REVIEW_KEYS
    ]
    found = ((key, value, _problem(key, value)) for key, value in table.items())
    mistakes += [f"review.{key} = {value!r}: {problem}" for key, value, problem in found if problem]
    if mistakes:
        return ReviewSettings(), tuple(mistakes)
    values: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in table.items()}
    return ReviewSettings(**values), ()


def wrappers_of(table: object) -> tuple[tuple[Wrapper, ...], tuple[str, ...]]:
    """The wrappers in the table, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return (), (f"wrappers = {table!r}: a table is expected, such as [tool.tddgate.wrappers]",)
    mistakes = tuple(
        f'wrappers.{api} = {module!r}: the names of two modules are expected, such as "requests" = "shop.http"'
        for api, module in table.items()
        if not (_is_module(api) and _is_module(module))
    )
    return ((), mistakes) if mistakes else (tuple(Wrapper(api, module) for api, module in table.items()), ())


def _problem(key: str, value: object) -> str:
    """What is wrong with the value of a key; empty if it is valid, or if the key is unknown."""
    match key:
        case "ruff":
            return "" if value in _RUFF else '"auto", "on", "project" or "off" is expected'
        case "types":
            return no_command(value)
        case "workspace":
            is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
            return "" if is_list else 'a list of paths is expected, such as [".claude/workspace"]'
        case "gates":
            is_list = isinstance(value, list) and all(each in ("green", "docs") for each in value)
            return "" if is_list else 'a list of "green" and "docs" is expected'
        case "timeout":
            return "" if is_seconds(value) else "a number of seconds above 0 is expected"
        case _:
            return ""


def _is_module(name: object) -> bool:
    return isinstance(name, str) and _MODULE.fullmatch(name) is not None

"""The public API: what a change adds, changes and removes, and what docstrings leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.page_directives import described
from pytest_tddgate.domain.docs.placeholders import has_left_over, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "ELSEWHERE",
    "ApiChange",
    "Gap",
    "Parameter",
    "Part",
    "PublicObject",
    "api_changes",
    "described",
    "gaps_of",
    "is_written",
    "sends_on",
    "unsaid",
]

ELSEWHERE = "elsewhere"
_RESULT = re.compile(r"\b(returns?|returned|yields?|yielded|:rtype|gives)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(calls?|see|like|same as|alias|equivalent|shortcut|wrap(s|per)|synonym|delegates?)\b[^.]{0,40}(`|:\w+:)",
    re.IGNORECASE,
)
"""Words that refer to another object: "Calls :meth:`…`", "Same as `…`"."""
_FREE_ERRORS = frozenset({"NotImplementedError", "AssertionError", "StopIteration", "SystemExit"})


class Part(Enum):
    """What a docstring describes besides what a function does."""

    PARAMETERS = "parameters"
    ERRORS = "errors"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that callers can give, or must if `is_required`; `is_given` if a framework does (like `request`)."""

    name: str
    is_required: bool
    is_given: bool = field(default=False, compare=False)

    @property
    def is_told(self) -> bool:
        """Whether a docstring has to name it."""
        return not self.is_given and not self.name.startswith("_")


@dataclass(frozen=True, slots=True)
class PublicObject:
    """A public function, class or constant (`kind`), with its dotted name and its place.

    The kind `elsewhere` is for names that the module offers and another module defines.

    `parameters` are those that callers give by name or position. `docstring` is None if there is none; `around` is
    other text that may name the parameters: the class's docstring for a constructor, and the reverse. `is_inner` is
    true for members of a class. `raises` are the names of the errors that its own body raises; `has_result` says
    whether it returns something. `needs_docstring` is false for constants, constructors and overrides.
    """

    name: str
    kind: str
    path: str
    line: int
    parameters: tuple[Parameter, ...] = ()
    docstring: str | None = None
    around: str = ""
    raises: tuple[str, ...] = ()
    has_result: bool = False
    needs_docstring: bool = True
    has_sections: bool = False
    is_inner: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that its docstring can describe."""
        has = {
            Part.PARAMETERS: any(each.is_told for each in self.parameters),
            Part.ERRORS: any(each not in _FREE_ERRORS for each in self.raises),
            Part.RESULT: self.has_result,
        }
        return tuple(part for part, is_there in has.items() if is_there)


@dataclass(frozen=True, slots=True)
class ApiChange:
    """How a name changed: `added`, `changed` or `removed`; `breaks` says what goes wrong for callers, if anything."""

    kind: str
    now: PublicObject
    before: PublicObject | None = None
    breaks: str = ""

    @property
    def name(self) -> str:
        """The dotted name."""
        return self.now.name

    @property
    def is_news(self) -> bool:
        """Whether users must be told; a new attribute of a class does not count."""
        is_own = self.now.kind == "attribute" and self.now.is_inner and not self.now.needs_docstring
        return bool(self.breaks) or not is_own


@dataclass(frozen=True, slots=True)
class Gap:
    """What a docstring leaves out: the rule, a description, the next step, and the missing part, if it is one."""

    rule_id: str
    what: str
    next_step: str = ""
    part: Part | None = None


def api_changes(before: Iterable[PublicObject], now: Iterable[PublicObject]) -> tuple[ApiChange, ...]:
    """Changes for callers, sorted by place. The content of removed or moved classes is not listed separately."""
    then, after = {each.name: each for each in before}, {each.name: each for each in now}
    at_home = {name for name, each in after.items() if each.kind != ELSEWHERE}
    gone = [
        name
        for name in then
        if name not in after and not any(_holds(each, name) for each in then if each not in at_home)
    ]
    removed = [then[name] for name in gone if then[name].kind != ELSEWHERE]
    found = [ApiChange("removed", each, each, "the name is gone") for each in removed]
    for name, each in after.items():
        old = then.get(name)
        if each.kind == ELSEWHERE or (old is not None and old.kind == ELSEWHERE):
            continue
        if old is None:
            found.append(ApiChange("added", each))
        elif old.parameters != each.parameters or old.kind != each.kind:
            found.append(ApiChange("changed", each, old, _broken(old, each)))
    return tuple(sorted(found, key=lambda each: (each.now.path, each.name)))


def _holds(outer: str, inner: str) -> bool:
    return inner.startswith(f"{outer}.")


def _broken(before: PublicObject, now: PublicObject) -> str:
    known, names = {each.name for each in before.parameters}, {each.name for each in now.parameters}
    for each in before.parameters:
        if each.name not in names:
            return f"the parameter {each.name} is gone"
    required = {each.name for each in before.parameters if each.is_required}
    for each in now.parameters:
        if each.is_required and each.name not in required:
            return (
                f"the new parameter {each.name} is required"
                if each.name not in known
                else f"{each.name} is required now"
            )
    return "" if before.kind == now.kind else f"it was a {before.kind}, and is a {now.kind}"


def gaps_of(change: ApiChange, *, has_sections: bool, page: str = "") -> Iterator[Gap]:
    """What the docstring of a changed name leaves out; `has_sections` says that the project's docstrings have sections.

    `page` is what a page says about it (see `described`). For a name that existed before, only new parameters must be
    described; if it has no docstring, one is asked for if it gets a new parameter, or if its docstring was removed.
    """
    each = change.now
    if change.kind == "removed":
        return
    old = {parameter.name for parameter in change.before.parameters} if change.before else set()
    new = [parameter.name for parameter in each.parameters if parameter.name not in old]
    named = each.name.removesuffix(".__init__")
    own = named.rpartition(".")[2]
    if each.docstring is None:
        if each.needs_docstring and (new or change.before is None or change.before.docstring is not None):
            asked = [parameter.name for parameter in each.parameters if parameter.is_told and parameter.name in new]
            words = ", ".join([*asked, *(error for error in each.raises if error not in _FREE_ERRORS)])
            naming = (f", and name {words}" if words else "") + ", and what it returns" * (
                has_sections and each.has_result
            )
            step = f"write the docstring of {own}{naming}: tddgate draft shows a first one"
            yield Gap("undocumented", f"{each.name} has no docstring", step)
        return
    if not is_written(each):
        step = f"say in the docstring of {own} what it does, for a reader who sees the name for the first time"
        yield Gap("placeholder-docs", f"the docstring of {each.name} says nothing", step)
        return
    if has_left_over(each.docstring) and (new or change.before is None):
        what = f"the docstring of {named} still holds a reminder in place of words"
        yield Gap("placeholder-docs", what, f"write the docstring of {own} to its end")
    missing = unsaid(each, page)
    if unnamed := [name for name in missing.get(Part.PARAMETERS, ()) if name in new]:
        names = ", ".join(unnamed)
        what = f"{named} does not say what {names} {'is' if len(unnamed) == 1 else 'are'}"
        yield Gap("docs-incomplete", what, f"name {names} in the docstring of {own}", Part.PARAMETERS)
    if change.before is not None:
        return
    if errors := ", ".join(missing.get(Part.ERRORS, ())):
        step = f"name {errors} in the docstring of {own}, and when it comes"
        yield Gap("docs-incomplete", f"{named} does not say when it raises {errors}", step, Part.ERRORS)
    if has_sections and Part.RESULT in missing:
        step = f"say in the docstring of {own} what it returns"
        yield Gap("docs-incomplete", f"{named} does not say what it returns", step, Part.RESULT)


def is_written(each: PublicObject) -> bool:
    """Whether the name has a docstring that is not a placeholder."""
    beside = (*(one.name for one in each.parameters), *each.raises)
    return each.docstring is not None and not is_placeholder(each.docstring, each.name.rpartition(".")[2], beside)


def unsaid(each: PublicObject, page: str = "") -> Mapping[Part, tuple[str, ...]]:
    """Part -> names that the docstring leaves out; the result has the empty name.

    `page` is what a page says about the object. A docstring that refers to another object leaves nothing out.
    """
    docstring = each.docstring or ""
    if sends_on(docstring):
        return {}
    text = f"{docstring}\n{each.around}\n{page}"
    names = [parameter.name for parameter in each.parameters if parameter.is_told]
    errors = [error for error in each.raises if error not in _FREE_ERRORS]
    found = {
        Part.PARAMETERS: tuple(name for name in names if not _is_named(name, text)),
        Part.ERRORS: tuple(error for error in errors if not _is_named(error, text)),
        Part.RESULT: ("",) if each.has_result and not _RESULT.search(text) else (),
    }
    return {part: missing for part, missing in found.items() if missing}


def sends_on(docstring: str) -> bool:
    """Whether a docstring refers its reader to another object."""
    return _REFERENCE.search(docstring) is not None


def _is_named(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", text) is not None

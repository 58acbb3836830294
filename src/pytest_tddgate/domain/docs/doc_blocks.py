"""The code blocks of Markdown and reStructuredText pages that do not parse."""

from __future__ import annotations

import ast
import doctest
import json
import re
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["BrokenBlock", "broken_blocks", "newly_broken"]

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>```+|~~~+) *\{?(?P<language>[\w-]*)")
_DIRECTIVE = re.compile(r"^(?P<indent> *)\.\. (?:code-block|code|sourcecode):: *(?P<language>[\w-]+) *$")
_OPTION = re.compile(r"^\s+:[\w-]+:")
_PROMPT = re.compile(r"^\s*>>>(?: |$)", re.MULTILINE)
_OUTLINE = re.compile(r"\(\s*\.\.\.\s*\)|\(…\)")


@dataclass(frozen=True, slots=True)
class BrokenBlock:
    """A block that does not parse: the line at which it begins, its language, the reason, and its code."""

    line: int
    language: str
    why: str
    code: str = field(default="", compare=False)


def broken_blocks(path: str, text: str, toml: Callable[[str], object] | None = None) -> tuple[BrokenBlock, ...]:
    """The blocks of a page that do not parse; `toml` parses TOML and raises ValueError."""
    if path.endswith((".md", ".markdown")):
        blocks = _fenced(text)
    elif path.endswith(".rst"):
        blocks = _directed(text)
    else:
        return ()
    found = (BrokenBlock(line, language, _problem(language, code, toml), code) for line, language, code in blocks)
    return tuple(block for block in found if block.why)


def newly_broken(
    path: str, before: str, now: str, toml: Callable[[str], object] | None = None
) -> tuple[BrokenBlock, ...]:
    """The blocks of a page that do not parse and that the page did not have before, word for word."""
    found = broken_blocks(path, now, toml)
    old = {block.code for block in broken_blocks(path, before, toml)} if found else set()
    return tuple(block for block in found if block.code not in old)


def _fenced(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, language and code of each fenced block of Markdown."""
    lines, at = text.splitlines(), 0
    while at < len(lines):
        opened, start = _FENCE.match(lines[at]), at + 1
        at = start
        if opened is None:
            continue
        while at < len(lines) and not lines[at].strip().startswith(opened["fence"]):
            at += 1
        yield start, opened["language"].lower(), textwrap.dedent("\n".join(lines[start:at]) + "\n")
        at += 1


def _directed(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, language and code of each `code-block` directive of reStructuredText."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if not (opened := _DIRECTIVE.match(line)):
            continue
        code: list[str] = []
        for inner in lines[at + 1 :]:
            if inner.strip() and len(inner) - len(inner.lstrip()) <= len(opened["indent"]):
                break
            code += [] if _OPTION.match(inner) and not any(code) else [inner]
        yield at + 1, opened["language"].lower(), textwrap.dedent("\n".join(code)).strip("\n") + "\n"


def _problem(language: str, code: str, toml: Callable[[str], object] | None) -> str:
    try:
        match language:
            case "python" | "py" | "python3":
                _parse(code)
            case "pycon" | "doctest":
                for example in doctest.DocTestParser().get_examples(code):
                    _parse(example.source)
            case "json":
                json.loads(code)
            case "toml" if toml is not None:
                toml(code)
            case _:
                return ""
    except (SyntaxError, ValueError) as problem:
        return str(problem).partition("(")[0].strip()
    return ""


def _parse(code: str) -> None:
    """Raise SyntaxError for invalid Python; `(...)` and `(…)` may stand for omitted arguments."""
    if _PROMPT.search(code):
        for example in doctest.DocTestParser().get_examples(code):
            _parse(example.source)
        return
    ast.parse(_OUTLINE.sub("()", code))

"""Outputs of examples in places that doctest does not check: a comment, or the block that follows."""

from __future__ import annotations

import io
import re
import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pytest_tddgate.domain.run.observation import ExampleSeen

__all__ = ["told_elsewhere"]

_LABEL = re.compile(r"^(?:(?:outputs?|out|prints?|printed|returns?|result|gives)\b:?|[-=]>|→|>>)\s*", re.IGNORECASE)
_PROMPT = re.compile(r"^\s*>>>(?: |$)")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_ELLIPSIS = re.escape("...")


def told_elsewhere(failing: Collection[ExampleSeen], texts: Mapping[str, str]) -> tuple[ExampleSeen, ...]:
    """The failing examples whose output a comment or the next block shows; `texts` are the files by path.

    In a file with such an example, examples that show no output at all are included: they promise nothing. Those that
    raise, or that show another output, are not.
    """
    printed = [each for each in failing if each.got.endswith("\n")]  # an exception's text ends without a newline
    told = [each for each in printed if _is_told(each, texts.get(each.path, ""))]
    styled = {each.path for each in told}
    silent = [each for each in printed if each.path in styled and _is_silent(each)]
    return tuple(each for each in failing if each in told or each in silent)


def _is_told(example: ExampleSeen, text: str) -> bool:
    beneath = _comment_lines(example.expected)
    if example.expected.strip() and not beneath:
        return False
    if beneath:
        return _says(" ".join(beneath), example.got)
    return any(_says(each, example.got) for each in _comments(example.source)) or _follows(example, text)


def _is_silent(example: ExampleSeen) -> bool:
    """Whether an example shows no output, neither to doctest nor in a comment."""
    return not example.expected.strip() and not any(_LABEL.match(each) for each in _comments(example.source))


def _comments(source: str) -> tuple[str, ...]:
    """The texts of the comments in an example."""
    try:
        found = tokenize.generate_tokens(io.StringIO(source).readline)
        return tuple(each.string.lstrip("# ") for each in found if each.type == tokenize.COMMENT)
    except (tokenize.TokenError, SyntaxError):
        return ()


def _comment_lines(expected: str) -> tuple[str, ...]:
    """The texts of an expected output that consists of comments only; otherwise empty."""
    lines = [line.strip() for line in expected.splitlines() if line.strip()]
    return tuple(line.lstrip("# ") for line in lines) if all(line.startswith("#") for line in lines) else ()


def _says(words: str, got: str) -> bool:
    """Whether `words`, after an optional label, contain the output; `...` in them stands for any text."""
    said, came = " ".join(_LABEL.sub("", words).split()), " ".join(got.split())
    if not came:
        return False
    pattern = re.escape(said).replace(_ELLIPSIS, ".*")
    return re.search(rf"(?<!\w){re.escape(came)}(?!\w)", said) is not None or re.fullmatch(pattern, came) is not None


def _follows(example: ExampleSeen, text: str) -> bool:
    """Whether the output is on lines of its own between an example and the next prompt."""
    came = [line.strip() for line in example.got.splitlines() if line.strip()]
    lines = list(_until_prompt(text.splitlines()[example.line - 1 + len(example.source.splitlines()) :]))
    return bool(came) and any(lines[at : at + len(came)] == came for at in range(len(lines)))


def _until_prompt(lines: Collection[str]) -> Iterator[str]:
    for line in lines:
        if _PROMPT.match(line):
            return
        if line.strip() and not _FENCE.match(line):
            yield line.strip()

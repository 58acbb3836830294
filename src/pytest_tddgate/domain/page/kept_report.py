"""Reads the parts of a stored report; damaged parts are left out, and never raise an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.page.contents import PageFinding

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["findings_in", "missing_in", "notes_in", "rows_in", "word_in"]

_WORDS_OF_A_FINDING = ("rule", "what", "why", "next")
_WORDS_OF_A_ROW = ("state", "kind", "about", "remark")


def rows_in(report: Mapping[str, Any], about: str | None = None) -> tuple[dict[str, str], ...]:
    """The rows, or only those about one thing."""
    rows = (each for each in _objects(report, "rows") if _has_words(each, _WORDS_OF_A_ROW))
    return tuple(each for each in rows if about in {None, each["about"]})


def findings_in(report: Mapping[str, Any], key: str = "findings") -> tuple[PageFinding, ...]:
    """The findings, or those under another key, such as the advice."""
    found = (each for each in _objects(report, key) if _has_words(each, _WORDS_OF_A_FINDING))
    return tuple(
        PageFinding(each["rule"], each["what"], _place(each), each["why"], each["next"], _details(each))
        for each in found
    )


def missing_in(report: Mapping[str, Any]) -> tuple[PageFinding, ...]:
    """The missing facts."""
    found = (each for each in _objects(report, "missing") if _has_words(each, ("what", "why", "next")))
    return tuple(PageFinding("undecided", each["what"], why=each["why"], next_step=each["next"]) for each in found)


def notes_in(report: Mapping[str, Any]) -> tuple[str, ...]:
    """The notes."""
    notes = report.get("notes")
    return tuple(each for each in notes if isinstance(each, str)) if isinstance(notes, list) else ()


def word_in(report: Mapping[str, Any], *keys: str) -> str:
    """The text under these nested keys; empty if there is none."""
    found: object = report
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""


def _objects(report: Mapping[str, Any], key: str) -> tuple[dict[str, Any], ...]:
    found = report.get(key)
    return tuple(each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def _has_words(raw: Mapping[str, Any], keys: tuple[str, ...]) -> bool:
    return all(isinstance(raw.get(key), str) for key in keys)


def _place(raw: Mapping[str, Any]) -> str:
    path, line = raw.get("path"), raw.get("line")
    if not isinstance(path, str):
        return ""
    return f"{path}:{line}" if isinstance(line, int) else path


def _details(raw: Mapping[str, Any]) -> tuple[str, ...]:
    details = raw.get("details")
    return tuple(map(str, details)) if isinstance(details, list) else ()

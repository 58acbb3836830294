"""Whether the changelog mentions a change, if the project keeps one and updates it with each change."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.changelog_tools import changelog_tables
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.docs.changelog import OFF, bringing, changelog_of, is_written_with_changes
from pytest_tddgate.domain.docs.drafts import step_to_an_entry
from pytest_tddgate.domain.docs.unreleased import has_room_for_the_next
from pytest_tddgate.domain.rules.docs import BREAKING_UNLISTED, CHANGELOG_MISSING
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.case import leveled_refusals
from pytest_tddgate.gates.docs.pages import decoded, files_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.docs.changelog import Changelog
    from pytest_tddgate.domain.docs.public_api import ApiChange
    from pytest_tddgate.gates.case import Case

__all__ = ["changelog_in", "entry_findings"]

_RECENT = 400  # commits among which those with code and tests are sought
_NAMED = 3  # names in a message: enough to recognize the change


def changelog_in(case: Case) -> Changelog | None:
    """The project's changelog, or else the one at the repository's top; None if there is neither."""
    layout, named = case.layout, case.settings.docs.changelog
    if named:
        place = named if named == OFF else layout.place_of(named)
        return changelog_of(files_in([place], case), {}, place)
    found = (_detected(folder, case) for folder in dict.fromkeys((layout.root, "")))
    return next((each for each in found if each is not None), None)


def _detected(folder: str, case: Case) -> Changelog | None:
    """The changelog in this folder; None if there is none."""
    here = replace(case.layout, root=folder)
    files = (path.removeprefix(f"{folder}/") if folder else path for path in files_in([folder], case))
    tables = changelog_tables(lambda path: case.repository.read(here.from_root(path)))
    found = changelog_of(files, tables, "")
    return None if found is None else found.moved(here.place_of)


def entry_findings(
    changes: Iterable[ApiChange], kept: Changelog, base: str, paths: Iterable[str], case: Case
) -> Iterator[Finding]:
    """Findings for API changes that the changelog does not mention, or not as breaking; `paths` are what changed."""
    news = [each for each in changes if each.is_news]
    if not news:
        return
    texts = _texts(kept, base, paths, case)
    names = [each.name for each in news]
    entries = [each for each in kept.entries(texts) if each.says_something(names)]
    if not entries:
        missing = _missing(news, kept, base, texts, case)
        yield missing
        if not leveled_refusals([missing], case.settings) or kept.late_entries(texts):
            return
    for change in news:
        if change.breaks and not any(each.tells_a_break for each in entries):
            what = f"{change.name} breaks its callers ({change.breaks}), and no entry says so"
            next_step = f'add an entry to {kept.place_of_a_break}, or one that says "breaking"'
            at = Place(change.now.path, change.now.line)
            yield Finding(BREAKING_UNLISTED, what, at=at, next_step=next_step)


def _missing(
    news: list[ApiChange], kept: Changelog, base: str, texts: Mapping[str, tuple[str, str]], case: Case
) -> Finding:
    """The finding that there is no entry; advice if the project writes its changelog at release."""
    whole = {each.name for each in news}
    outer_ones = [each.name for each in news if each.name.rpartition(".")[0] not in whole]
    names = ", ".join(outer_ones[:_NAMED]) + (" …" if len(outer_ones) > _NAMED else "")
    what = f"the changelog does not mention {names}"
    asked, place = CHANGELOG_MISSING, f"{kept.folder}/" if kept.folder else kept.file
    if not (why := _is_written_at_release(kept, place, base, case)):
        if kept.late_entries(texts):
            what = f"the changelog tells of {names} below a release that is out"
            return Finding(asked, what, next_step=f"move the entry in {place} to what is not released yet")
        now = {path: after for path, (_, after) in texts.items()}
        return Finding(asked, what, next_step=step_to_an_entry(place, now))
    next_step = 'add an entry, or demand one of every change: changelog-missing = "refuse" in [tool.tddgate.rules]'
    return Finding(replace(asked, level=Level.ADVISE), what, why=why, next_step=next_step)


def _is_written_at_release(kept: Changelog, place: str, base: str, case: Case) -> str:
    """Evidence that the project writes its changelog at release; empty if each change has its entry.

    A setting that names the changelog means that each change has one.
    """
    if case.settings.docs.changelog:
        return ""
    if kept.file and not _has_room(kept, base, case):
        return f"{place} has no section for what is not released: it seems to be written at release"
    commits = case.repository.recent(base, _RECENT)
    sides = (partial(_is_of, Side.SUBJECT, case=case), partial(_is_of, Side.TEST, case=case))
    if is_written_with_changes(kept, commits, *sides):
        return ""
    told, of = bringing(kept, commits, *sides)
    return f"{told} of the last {of} commits with code and tests have an entry in {place}"


def _has_room(kept: Changelog, base: str, case: Case) -> bool:
    """Whether the file has a section for what is not released, or had one at the base."""
    texts = (case.repository.blobs(base, [kept.file]).get(kept.file), case.repository.read(kept.file))
    return any(has_room_for_the_next(decoded(text)) for text in texts if text is not None)


def _is_of(side: Side, path: str, *, case: Case) -> bool:
    return path.endswith(".py") and case.layout.side_of(path) is side


def _texts(kept: Changelog, base: str, paths: Iterable[str], case: Case) -> dict[str, tuple[str, str]]:
    """Path -> the texts of each changed file of the changelog, at the base and now."""
    changed = [each for each in paths if kept.has(each)]
    before = case.repository.blobs(base, changed)
    return {path: (decoded(before.get(path)), decoded(case.repository.read(path))) for path in changed}

"""Verdicts on mutants from earlier runs, which are valid while nothing that they rest on has changed."""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING, Any

from pytest_tddgate import __version__
from pytest_tddgate.domain.contracts.layout import CONFIG_FILES
from pytest_tddgate.domain.python.canonical import digest_of
from pytest_tddgate.domain.run.identity import file_of
from pytest_tddgate.domain.run.mutation import MutantSeen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.mutants.mutations import Mutant
    from pytest_tddgate.gates.case import Case

__all__ = ["KnownMutants"]


class KnownMutants:
    """Recalls and keeps verdicts by content; without a memory there is nothing to recall.

    A verdict rests on the mutant and its file, on the harness, on this Python and this plugin. If a test killed the
    mutant, the verdict also rests on that test's file; if the mutant survived, on every test file.
    """

    def __init__(self, case: Case) -> None:
        """Digest the files that verdicts of this case rest on."""
        self._case = case
        self._digests: dict[str, str] = {}
        self._harness = self._tests = ""
        if case.memory is not None:
            files = sorted(case.repository.test_side_files(case.layout))
            tests = [path for path in files if case.layout.is_test_file(path)]
            harness = [path for path in files if path not in set(tests)]
            harness += map(case.layout.from_root, CONFIG_FILES)
            self._harness = digest_of(f"{sys.version} {__version__}", *map(self._digest, harness))
            self._tests = digest_of(*map(self._digest, tests))

    def recalled(self, mutants: Iterable[Mutant]) -> dict[str, MutantSeen]:
        """Mutant id -> verdict, for the mutants that need not be tried again."""
        if self._case.memory is None:
            return {}
        found = ((each.id, self._seen(each, self._case.memory.recall(self._key(each)))) for each in mutants)
        return {mutant: seen for mutant, seen in found if seen is not None}

    def keep(self, mutants: Iterable[Mutant], seen: dict[str, MutantSeen]) -> None:
        """Remember what came of these mutants, if it is a verdict."""
        if self._case.memory is None:
            return
        entries = {}
        for mutant in mutants:
            each = seen.get(mutant.id)
            if each is not None and each.outcome in {"killed", "survived"} and each.tests:
                entry = {"outcome": each.outcome, "tests": list(each.tests), "count": each.count}
                entries[self._key(mutant)] = entry | {"rests": self._rests_on(each)}
        if entries:
            self._case.memory.keep(entries)

    def _seen(self, mutant: Mutant, entry: dict[str, Any] | None) -> MutantSeen | None:
        """The verdict in the entry; None if the entry is damaged, or if something that it rests on has changed."""
        try:
            outcome, tests, count = entry["outcome"], tuple(entry["tests"]), int(entry["count"])  # type: ignore[index]  # None is damaged, too
            seen = MutantSeen(mutant.id, outcome, tests, count)
            return seen if entry["rests"] == self._rests_on(seen) else None  # type: ignore[index]  # ditto
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            return None

    def _rests_on(self, seen: MutantSeen) -> str:
        if seen.outcome == "survived":
            return self._tests
        return self._digest(self._case.layout.from_root(file_of(seen.tests[0])))

    def _key(self, mutant: Mutant) -> str:
        return digest_of(mutant.id, self._digest(mutant.path), self._harness)

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            content = self._case.repository.read(path)
            self._digests[path] = "" if content is None else hashlib.sha256(content).hexdigest()
        return self._digests[path]

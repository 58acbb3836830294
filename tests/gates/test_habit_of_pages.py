"""What the pages at the base mention is the same for every new name: it is looked up once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.gates.docs.habits import DocHabits
from tests.fakes import FakeRepository, case_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILES = {
    "src/shop/__init__.py": "",
    "src/shop/cart.py": "def total():\n    pass\n\n\ndef count():\n    pass\n",
    "docs/a.md": "# A\n\n`total`\n",
    "docs/b.md": "# B\n\n`count`\n",
}


class Watched(FakeRepository):
    """A repository that counts how often pages are read."""

    read_pages = 0

    def blobs(self, commit: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of files of a commit."""
        wanted = tuple(paths)
        self.read_pages += any(path.endswith(".md") for path in wanted)
        return super().blobs(commit, wanted)


def test_the_habit_of_the_pages_is_looked_up_once() -> None:
    """A change with many new names, in a project with many pages, would wait for it at each name."""
    repository = Watched([FILES], FILES)
    customs = DocHabits("c0", case_of(repository))

    found = [customs.about_pages(["docs/a.md"], writes_members=False) for _ in range(3)]

    assert repository.read_pages == 1
    assert {words for _, words in found} == {"pages here mention 1 of 2 public functions and classes"}


def test_other_pages_are_another_question() -> None:
    """And so is another tool that writes them; an iterator is read as well."""
    repository = Watched([FILES], FILES)
    customs = DocHabits("c0", case_of(repository))
    asked = [["docs/a.md"], ["docs/a.md", "docs/b.md"], [], ["docs/a.md"]]

    words = [customs.about_pages(iter(each), writes_members=False)[1] for each in asked]

    assert [each[19:25] for each in words] == ["1 of 2", "2 of 2", "", "1 of 2"]
    assert customs.about_pages(["docs/a.md"], writes_members=True)[1] == words[0]
    assert repository.read_pages == 3

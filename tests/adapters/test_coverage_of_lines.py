"""Coverage facts without the total, which looks at every measured file."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.coverage import read_coverage

if TYPE_CHECKING:
    from pathlib import Path


def test_the_facts_of_one_file_without_a_total(tmp_path: Path) -> None:
    """They are the same as with it."""
    module, data = tmp_path / "shop.py", tmp_path / "data"
    module.write_text("def half(n):\n    return n / 2\n\n\nhalf(2)\n", encoding="utf-8")
    command = [sys.executable, "-m", "coverage", "run", f"--data-file={data}", "shop.py"]
    subprocess.run(command, cwd=tmp_path, check=True)
    files = [str(module.resolve())]

    with_total = read_coverage(str(data), str(tmp_path), files, {})
    without = read_coverage(str(data), str(tmp_path), files, {}, wants_total=False)

    assert (with_total.total, without.total) == (100.0, None)
    assert without.files == with_total.files
    assert without.files[files[0]].statements == {1, 2, 5}

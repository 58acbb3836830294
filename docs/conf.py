"""How Sphinx builds these pages."""

import re
from pathlib import Path

_PACKAGE = Path(__file__).parents[1] / "src" / "pytest_tddgate" / "__init__.py"

project = "pytest-tddgate"
author = "pytest-tddgate contributors"
project_copyright = f"2026, {author}"
release = re.findall(r'^__version__ = "(.+)"$', _PACKAGE.read_text(encoding="utf-8"), re.MULTILINE)[0]
version = release

extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"{project} {release}"

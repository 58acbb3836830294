"""Facts about this interpreter and platform that test files may ask for."""

from __future__ import annotations

import os
import platform
import sys

__all__ = ["facts_of_environment"]


def facts_of_environment() -> dict[str, object]:
    """Dotted name -> value; for functions of `platform`, what they return. The same for the judge and its runs."""
    return {
        "os.name": os.name,
        "platform.machine": platform.machine(),
        "platform.python_implementation": platform.python_implementation(),
        "platform.system": platform.system(),
        "sys.byteorder": sys.byteorder,
        "sys.hexversion": sys.hexversion,
        "sys.implementation.name": sys.implementation.name,
        "sys.maxsize": sys.maxsize,
        "sys.platform": sys.platform,
        "sys.version_info": tuple(sys.version_info),
    }

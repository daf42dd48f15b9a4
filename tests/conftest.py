"""For all tests: the processes they start may keep the compiled form of what they import."""

from __future__ import annotations

import os

# Hundreds of them start; where Python is told to write no caches, each would compile all anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

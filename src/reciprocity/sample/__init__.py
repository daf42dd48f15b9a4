"""An invented life on LinkedIn and Facebook, written as the downloads they would hand out.

`python -m reciprocity.sample FOLDER` writes them; the same bytes every time, on every machine.
"""

from reciprocity.sample.exports import (
    LINKEDIN_NAMES,
    STORY_PERSON,
    build_samples,
    demo_exports,
    later_export,
    write_samples,
)
from reciprocity.sample.model import OWNER

OWNER_NAME = OWNER.name

__all__ = [
    "LINKEDIN_NAMES",
    "OWNER_NAME",
    "STORY_PERSON",
    "build_samples",
    "demo_exports",
    "later_export",
    "write_samples",
]

"""The same invented owner on Facebook, written as the downloads Facebook would hand out."""

from reciprocity.sample.facebook.exports import (
    Which,
    exported_at,
    facebook_export,
    facebook_name,
    facebook_samples,
    facebook_zip,
)
from reciprocity.sample.facebook.layouts import LAYOUTS, ONLY_IN
from reciprocity.sample.facebook.world import STORY_PERSON, STORY_PRINCIPAL

__all__ = [
    "LAYOUTS",
    "ONLY_IN",
    "STORY_PERSON",
    "STORY_PRINCIPAL",
    "Which",
    "exported_at",
    "facebook_export",
    "facebook_name",
    "facebook_samples",
    "facebook_zip",
]

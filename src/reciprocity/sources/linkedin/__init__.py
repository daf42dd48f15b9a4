"""LinkedIn downloads: what they look like, and how their tables become events."""

from reciprocity.sources.linkedin.reading import read_linkedin
from reciprocity.sources.linkedin.recognition import recognise

__all__ = ["read_linkedin", "recognise"]

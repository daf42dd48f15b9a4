"""Facebook downloads in JSON, of every layout since 2018, and how their files become events."""

from reciprocity.sources.facebook.encrypted import read_encrypted
from reciprocity.sources.facebook.reading import read_facebook
from reciprocity.sources.facebook.recognition import recognise

__all__ = ["read_encrypted", "read_facebook", "recognise"]

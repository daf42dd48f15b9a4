"""What may be shown to anybody of a download: names of files and columns, and shapes."""

from reciprocity.anonymous.document import ANONYMOUS_SCHEMA, anonymous_document

__all__ = ["ANONYMOUS_SCHEMA", "anonymous_document"]

"""Messenger's own download of end-to-end-encrypted chats, which continues the main one."""

from reciprocity.sources.facebook.encrypted.reading import read_encrypted

__all__ = ["read_encrypted"]

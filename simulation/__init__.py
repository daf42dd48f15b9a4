"""Simulated relationships of known character, as a LinkedIn download and the truth beside it.

It shares no code with what ranks relationships; see README.md.
"""

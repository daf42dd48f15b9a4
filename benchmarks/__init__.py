"""Measures the program on a large invented download; see README.md."""

"""`python -m reciprocity` is the command line."""

from reciprocity.cli import main

main()

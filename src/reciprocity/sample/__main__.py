"""`python -m reciprocity.sample FOLDER`: writes the sample downloads."""

import argparse
from pathlib import Path

from reciprocity.sample import write_samples


def main() -> None:
    """Write the sample downloads into the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m reciprocity.sample", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    write_samples(parser.parse_args().folder)


if __name__ == "__main__":
    main()

"""The sample downloads: of LinkedIn two, a night apart, in two formats; and those of Facebook."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from reciprocity.sample.core_files import connections_csv, invitations_csv, messages_csv
from reciprocity.sample.facebook import facebook_name, facebook_samples, facebook_zip
from reciprocity.sample.other_files import other_members
from reciprocity.sample.packing import pack
from reciprocity.sample.texts import moment
from reciprocity.sample.world import build_world

if TYPE_CHECKING:
    from pathlib import Path

STORY_PERSON: Final = "Desmond Harkwell"
LINKEDIN_NAMES: Final = (
    "Basic_LinkedInDataExport_02-10-2021.zip",
    "Basic_LinkedInDataExport_02-11-2021.zip",
)
_GENERATED: Final = (moment("2021-02-10 20:14:10"), moment("2021-02-11 09:30:10"))


def build_samples() -> dict[str, bytes]:
    """Return file name (relative, with slashes) -> bytes of all sample downloads."""
    samples: dict[str, bytes] = {}
    for folder, newest in (("", True), ("old_format/", False)):
        for name, generated in zip(LINKEDIN_NAMES, _GENERATED, strict=True):
            samples[folder + name] = _export(generated, newest=newest)
    return samples | facebook_samples()


def demo_exports() -> dict[str, bytes]:
    """Return file name -> bytes of the downloads that the demo reads: two of each platform."""
    linkedin = {
        name: _export(generated, newest=True)
        for name, generated in zip(LINKEDIN_NAMES, _GENERATED, strict=True)
    }
    return linkedin | {facebook_name(which): facebook_zip(which) for which in ("earlier", "later")}


def later_export() -> tuple[str, bytes]:
    """Return file name and bytes of LinkedIn's later download in the newest format."""
    return LINKEDIN_NAMES[1], _export(_GENERATED[1], newest=True)


def write_samples(folder: Path) -> tuple[Path, ...]:
    """Write the downloads below the folder and return where they are."""
    written = []
    for name, content in build_samples().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return tuple(written)


def _export(generated: datetime, *, newest: bool) -> bytes:
    """Return one download; all its files show the moment before the first was written."""
    world, at = build_world(), generated - timedelta(seconds=10)
    members = other_members(world, at, newest=newest)
    members["Connections.csv"] = connections_csv(world, at, newest=newest)
    members["Invitations.csv"] = invitations_csv(world, at, newest=newest)
    members["messages.csv"] = messages_csv(world, at, newest=newest)
    return pack(members, generated)

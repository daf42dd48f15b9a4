"""Who is who: from the names and addresses in the archives to one id for each person.

identity: ids of LinkedIn's people, by address. names: ids of Facebook's, where a display name is
all there is. links: who on the one platform may be who on the other. merging: several ids made
one. choices: the user's own words.
"""

from reciprocity.people.choices import Choices, read_choices
from reciprocity.people.finding import find_elsewhere, find_person
from reciprocity.people.links import Link, is_folder_of
from reciprocity.people.names import SOMEBODY
from reciprocity.people.resolving import Resolved, resolve

__all__ = [
    "SOMEBODY",
    "Choices",
    "Link",
    "Resolved",
    "find_elsewhere",
    "find_person",
    "is_folder_of",
    "read_choices",
    "resolve",
]

"""What the layers below say in English, marked for the catalogues: see borrowed.py.

TEXTS are sentences as they are said there, SHAPES have a name or a number in them, COUNTED a number
that decides between two forms. Of a shape, {names} is a list with commas and "and", {Missing} one
of texts that stand here themselves; a test holds that what is said below is found here.
"""

from __future__ import annotations

from typing import Final

from reciprocity.report.language import N_, NN_

_ENDS: Final = (
    N_("they ended it"),
    N_("you ended it"),
    N_("one of you blocked the other"),
    N_("the account was closed or restricted"),
    N_("the profile address changed"),
    N_("you were never connected, and the messages came by a message request, a group or an event"),
    N_("the request was cancelled"),
    N_("the request was declined"),
    N_("the request expired"),
    N_("the account is gone"),
    N_("the account was deactivated or deleted"),
    N_("the person took another name"),
    N_("you were never friends: Messenger also says so of its own contacts"),
    N_("Facebook took the account off your list when it was closed"),
    N_("they ended it, should the list hold such removals too"),
    N_("the list means somebody else of this name, since your list of friends has the name, too"),
)
"""What else the end of a connection or a request could be."""

_BASES: Final = (
    N_("never exported: other people's likes; your own do not say whose post it was"),
    N_("never exported: other people's comments; your own do not say whose post it was"),
    N_("never exported"),
    N_("never exported: who follows you"),
    N_("never exported: it shows only when two exports are compared"),
    N_("the list of current connections; those that ended before the export are not in it"),
    N_("listed without a time limit"),
    N_(
        "nothing before the first message in the file: it looks cut, since connections made "
        "before it have no messages at all while later ones do"
    ),
    N_("LinkedIn exports all messages; conversations that you deleted are gone"),
    N_("only whom you follow, by name; who follows you is not exported"),
    N_("the list of current friends; friendships that ended are not in it"),
    N_(
        "only requests that are still open are listed; accepted, cancelled and declined ones "
        "leave no trace"
    ),
    N_("requests you declined, each with the day it arrived and not the day of your no"),
    N_("as far as anyone can tell, the friends that you removed; who removed you is never listed"),
    N_("listed as it stands; followers carry no time"),
    N_("contacts you blocked in Messenger"),
    N_("your own; other people's comments on you are never exported"),
    N_("your own; those of others are rarely exported"),
    N_("listed as they stand"),
    N_("the threads that are still there; conversations that you deleted are gone"),
    N_("chats that became end-to-end encrypted go on in a download of their own, not in this one"),
    N_(
        "end-to-end-encrypted chats, of the people in them alone; chats that you deleted or "
        "that disappear are gone"
    ),
    N_("message requests of people who are no friends, as long as they are kept"),
    N_("the download says that it was cut to these dates"),
    N_("its pages tell of no range of dates, so it is of all time"),
    N_("your own, and those to messages; other people's to your posts are never exported"),
    N_("those to messages"),
    N_("nothing at all is later than this, so a date range may end here"),
    N_("the lists begin together, so a date range may begin here"),
    N_("all of it is later"),
    N_("a part of the conversations is missing"),
    N_("beside the earlier download the file looks cut in time"),
    N_("Connections.csv is not in this archive, or not whole"),
    N_("Invitations.csv is not in this archive, or not whole"),
    N_("messages.csv is not in this archive, or not whole"),
    N_("The list of endorsements is not in this archive, or not whole"),
    N_("The list of recommendations is not in this archive, or not whole"),
    N_("The list of friends is not in this archive, or not whole"),
    N_("The list of sent requests is not in this archive, or not whole"),
    N_("The list of received requests is not in this archive, or not whole"),
    N_("The list of rejected requests is not in this archive, or not whole"),
    N_("The list of removed friends is not in this archive, or not whole"),
    N_("The list of whom you follow is not in this archive, or not whole"),
    N_("The list of blocked contacts is not in this archive, or not whole"),
    N_("Comments are not in this archive, or not whole"),
    N_("Posts on timelines are not in this archive, or not whole"),
    N_("Pokes are not in this archive, or not whole"),
    N_("Messages are not in this archive, or not whole"),
    N_("Reactions are not in this archive, or not whole"),
    N_("Calls are not in this archive, or not whole"),
    N_("The folder of message requests is not in this archive, or not whole"),
)
"""Why a kind of event could be seen over a window: parts, often several in one."""

_REASONS: Final = (
    N_("its name is that of a Basic LinkedIn download"),
    N_("its name is that of a Complete LinkedIn download"),
    N_("its name is that of a Facebook download"),
    N_("it holds files that only the larger archive has"),
    N_("how old such a snapshot is when it is fetched is unverified"),
    N_(
        "whether that API forgets invitations after about 180 days, as the archive does, is "
        "unverified; they are read as if it did"
    ),
    N_("recommendations are left out: the API does not tell those given from those received"),
    N_("downloads of several days lie in it and are read as one"),
    N_("its files are chats, as Messenger's download of end-to-end-encrypted chats holds them"),
    N_("pictures and other media lie beside them"),
    N_("its file times look like those of a copy, so the newest event gives the date"),
    N_("the date is that of its newest file"),
    N_("the date is the one in its name"),
    N_("the date is that of its newest event"),
    N_("the date is the one at the foot of its pages"),
    N_("the owner is taken to be the one who is named first in every conversation"),
    N_("the owner is taken to be the one who is in nearly every conversation"),
    N_(
        "it holds two profiles, both taken to be the owner's; if they are two people's, name "
        "the owner with --owner"
    ),
    N_(
        "none of the owner's names is in any conversation; whoever is in nearly every one of "
        "them is taken for the owner under another name"
    ),
    N_("it holds snapshots of LinkedIn's Member Data Portability API"),
)
"""Why an archive is taken for what it is."""

_PAIRS: Final = (
    N_("the same e-mail address in both lists"),
    N_("the same words written on both platforms"),
    N_("the employer that LinkedIn lists is named in the Facebook messages"),
    N_("the employer that LinkedIn lists, a single word, is in the Facebook messages"),
    N_("connected on both platforms within a few days"),
    N_("the same name, but two profile addresses or none"),
    N_("the same full name on both platforms"),
    N_("names that are alike"),
    N_("friends since the very same second, in two downloads under two names"),
)
"""Why two ids may be one person."""

_ADVICE: Final = (
    N_(
        "The profile is not in this download: if it came as several zips, give all of them, "
        "since a missing part looks like people who never wrote."
    ),
    N_(
        "Nothing tells which side of the messages is yours, so none of them were read: if the "
        "download came as several zips, give all of them, or name yourself with --owner."
    ),
    N_(
        "The name of the owner stands on no side of the messages, so none of them were read: name "
        "the one that does with --owner."
    ),
    N_("the list of friends"),
    N_("the messages"),
)
"""What to do about what is missing."""

TEXTS: Final = (*_ENDS, *_BASES, *_REASONS, *_PAIRS, *_ADVICE)

SHAPES: Final = (
    N_("LinkedIn lists an invitation for about {number} days after its last event"),
    N_("it holds {names}"),
    N_("it has the folders {names}"),
    N_("it holds snapshots of LinkedIn's Member Data Portability API: {names}"),
    N_("its owner joined on {date}"),
    N_("its time zone is {told}"),
    N_("its language is {told}"),
    N_('lines that mean "{kind}" were learned from this download, which is unverified'),
    N_(
        "{names} is not in this download: ask LinkedIn again under Settings > Data privacy > "
        "Get a copy of your data, and choose the larger archive or tick at least Connections, "
        "Invitations and Messages."
    ),
    N_(
        "{names} are not in this download: ask LinkedIn again under Settings > Data privacy > "
        "Get a copy of your data, and choose the larger archive or tick at least Connections, "
        "Invitations and Messages."
    ),
    N_(
        "Of the API's domains {names} is not in this download: fetch the domain from LinkedIn's"
        " Member Data Portability API, page by page until it answers that no data is left, and "
        "put the answers beside the others."
    ),
    N_(
        "Of the API's domains {names} are not in this download: fetch the domain from "
        "LinkedIn's Member Data Portability API, page by page until it answers that no data is "
        "left, and put the answers beside the others."
    ),
    N_(
        "{Missing} could not be read in full: ask Facebook again under Settings > Your Facebook"
        " information > Download your information, choose JSON, all time, and tick at least "
        "messages, friends and profile information."
    ),
    N_(
        "{Missing} could not be read from this download: if it came as several zips, give all of "
        "them; else ask Facebook again under Settings > Your Facebook information > Download your "
        "information, choose JSON, all time, and tick at least messages, friends and profile "
        "information."
    ),
    N_("{lost} of {there} lists of friends"),
    N_("{lost} of {there} files of messages"),
    N_("{archive} holds a file larger than any download has: download it again."),
    N_(
        "{archive} holds a file packed by an unusual method: unpack it yourself and give the "
        "folder."
    ),
    N_("{archive} is damaged: a file in it cannot be read: download it again."),
    N_("{archive} is damaged: a file in it is not as long as it says: download it again."),
    N_("{archive} unpacks to far more than a download holds and was refused: download it again."),
)

COUNTED: Final = (
    NN_(
        "{number} other files have names that LinkedIn uses",
        "{number} other files have names that LinkedIn uses",
    ),
    NN_(
        "{number} other files have names that Facebook uses",
        "{number} other files have names that Facebook uses",
    ),
    NN_(
        "it holds {number} file of messages",
        "it holds {number} files of messages",
    ),
    NN_(
        "it holds {number} file of chats",
        "it holds {number} files of chats",
    ),
    NN_(
        "{number} of its files are HTML",
        "{number} of its files are HTML",
    ),
    NN_(
        "{number} of its files are HTML of before May 2018",
        "{number} of its files are HTML of before May 2018",
    ),
    NN_(
        "{number} other domain of that API in it tell nothing of a relationship",
        "{number} other domains of that API in it tell nothing of a relationship",
    ),
    NN_(
        "{number} file of change logs are known and not read: they hold the member's own acts "
        "of 28 days",
        "{number} files of change logs are known and not read: they hold the member's own acts"
        " of 28 days",
    ),
    NN_(
        "{number} lines are not UTF-8; their stray bytes were read as Windows-1252, so letters"
        " may be wrong.",
        "{number} lines are not UTF-8; their stray bytes were read as Windows-1252, so letters"
        " may be wrong.",
    ),
    NN_(
        "{number} NUL bytes were dropped.",
        "{number} NUL bytes were dropped.",
    ),
    NN_(
        "{names} is in a form that this version does not know and could not be read, {number} "
        "other file could: look for a newer version of this program.",
        "{names} is in a form that this version does not know and could not be read, {number} "
        "other files could: look for a newer version of this program.",
    ),
    NN_(
        "{names} are in a form that this version does not know and could not be read, {number}"
        " other file could: look for a newer version of this program.",
        "{names} are in a form that this version does not know and could not be read, {number}"
        " other files could: look for a newer version of this program.",
    ),
    NN_(
        "{number} row of the earlier list is missing and the list looks cut: nobody is called "
        "removed",
        "{number} rows of the earlier list are missing and the list looks cut: nobody is "
        "called removed",
    ),
    NN_(
        "{number} row of the earlier list is missing and may lie outside of the dates that "
        "were asked for",
        "{number} rows of the earlier list are missing and may lie outside of the dates that "
        "were asked for",
    ),
    NN_(
        "{number} row of the earlier list is missing and may stand in it under another name or"
        " address",
        "{number} rows of the earlier list are missing and may stand in it under another name "
        "or address",
    ),
    NN_(
        "{number} row of the earlier list is missing and may stand in it as closed accounts",
        "{number} rows of the earlier list are missing and may stand in it as closed accounts",
    ),
    NN_(
        "{number} row of the earlier list is missing and may be among those that could not be read",
        "{number} rows of the earlier list are missing and may be among those that could not "
        "be read",
    ),
    NN_(
        "{number} row of the earlier list is missing and may be friends by now, whose list is "
        "not in it",
        "{number} rows of the earlier list are missing and may be friends by now, whose list "
        "is not in it",
    ),
    NN_(
        "{number} row of the earlier list is missing and may only have become too old to be listed",
        "{number} rows of the earlier list are missing and may only have become too old to be "
        "listed",
    ),
)

"""Every file beside the core ones, in every spelling: known, and nobody in it is a tie."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from reciprocity import analyse, inspect_document, read, render_report
from reciprocity.errors import NotRecognisedError
from tests.cli.running import run
from tests.exports import M2, NAME, PROFILE, connections, table, url, write_zip

if TYPE_CHECKING:
    from pathlib import Path

_ANN: Final = "Ann Roe"
_MARKET: Final = "Creation Time,Marketplace Type"
_COACH: Final = table(
    M2,
    [("c9", "", _ANN, url("ann-roe"), "Olive Owner", url("olive-owner"), "2024-02-01 10:00:00 UTC",
      "", "Let us talk", "INBOX")],
)  # fmt: skip
_CONTACTS: Final = (
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt\n"
    'GOOGLE_CONTACTS,Ann,Roe,,,ann@roe.example,,"2/1/24, 9:30 AM"\n'
)

# Path -> what is in it. Each names somebody where the file can, so that reading it would show.
IGNORED: Final = {
    "Company Follows.csv": "Organization,Followed On\nAnn Roe,Sat Feb 03 10:00:00 UTC 2024",
    "Hashtag_Follows.csv": "HashTag,CreatedTime,LastModifiedTime,State\n",
    "Member Hashtags.csv": "Member Posts About Hashtags\nAnn Roe\n",
    "Events.csv": "Event Name,Event Time,Status,External Url\nAnn Roe live,,APPROVED,\n",
    "coach_messages.csv": _COACH,
    "guide_messages.csv": _COACH,
    "learning_coach_messages.csv": _COACH,
    "learning_role_play_messages.csv": _COACH,
    "LearningCoachMessages.csv": "No conversations found",
    "Imported Contacts.csv": _CONTACTS,
    "ImportedContacts.csv": _CONTACTS,
    "Contacts.csv": _CONTACTS,
    "Teammates.csv": "Company Name,Teammate Name\nRoe Ltd,Ann Roe\n",
    "Logins.csv": "Login Date,IP Address,User Agent,Login Type\n",
    "Security Challenges.csv": "Challenge Date,IP Address,User Agent,Country,Challenge Type\n",
    "Account Status History.csv": '"Time"\t"Event"\n"2012/05/03 16:03:00 UTC"\t"Created"\n',
    "SearchQueries.csv": "Time,Search Query\n2024/02/01 10:00:00 UTC,Ann Roe\n",
    "Search Queries.csv": "Time,Search Query\n2018/02/01 10:00:00 UTC,Ann Roe\n",
    "Saved_Items.csv": "savedItem,createdTime\n",
    "saved_articles.csv": "Saved At,Link,Name\n,,Ann Roe\n",
    "Ads Clicked.csv": "Ad clicked Date,Ad Title/Id\n",
    "LAN Ads Engagement.csv": "Date,Action,Ad Title/Id,Page/App\n",
    "Ad_Targeting.csv": "Member Age,Company Names,Company Names\n",
    "Ad Targeting.csv": "Member Age,Company Names,Company Names\n",
    "Inferences_about_you.csv": "Category,Type of inference,Description,Inference\n",
    "Rich Media.csv": "Type,Link\n",
    "Rich_Media.csv": "Date/Time,Media Description,Media Link\n",
    "Videos.csv": "Description,Link\n",
    "Receipts.csv": "First Name,Last Name\nAnn,Roe\n",
    "Receipts_v2.csv": "First Name,Last Name\nAnn,Roe\n",
    "Positions.csv": "Company Name,Title\n",
    "Education.csv": "School Name,Start Date\n",
    "Skills.csv": "Name\nAnn Roe\n",
    "Certifications.csv": "Name,Url\n",
    "Projects.csv": "Title,Description\n",
    "Publications.csv": "Name,Published On\n",
    "Honors.csv": "Title,Description\n",
    "Courses.csv": "Name,Number\n",
    "Languages.csv": "Name,Proficiency\n",
    "Organizations.csv": "Name,Description\n",
    "Causes You Care About.csv": "Supported Cause\n",
    "Volunteering.csv": "Company Name,Role\n",
    "Patents.csv": "Title,Description\n",
    "Learning.csv": "Content Title,Content Description,\n",
    "Reviews.csv": "Reviewee,Review Type\nAnn Roe,\n",
    "Calendar.csv": "Owner,Source,LastSyncedAt\n",
    "Job Applications.csv": "Application Date,Contact Email\n",
    "Saved Jobs.csv": "Saved Date,Job Url\n",
    "Job Seeker Preferences.csv": "Locations\n",
    "Online Job Postings.csv": "Title\n",
    "Job Applicant Saved Answers.csv": "Question,Answer\n",
    "Job Applicant Saved Screening Question Responses.csv": "Question,Answer\n",
    "SavedJobAlerts.csv": "Saved Search Date,Jobs Search Url\n",
    "Engagements.csv": f"{_MARKET},Body\n2024-02-01,Ann Roe,hello\n",
    "Opprtunities.csv": f"{_MARKET},Preferred Providers\n2024-02-01,,Ann Roe\n",
    "Opportunities.csv": f"{_MARKET},Preferred Providers\n2024-02-01,,Ann Roe\n",
    "Providers.csv": f"{_MARKET},Status\n",
    "Verifications.csv": "First name,Middle name,Last name\nOlive,,Owner\n",
    "Private_identity_asset.csv": "Private Identity Asset Name\n",
    "Profile Summary.csv": "Profile Summary\n",
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n",
    "Phone Numbers.csv": "Extension,Number,Type\n",
    "PhoneNumbers.csv": "Extension,Number,Type\n",
    "Whatsapp Phone Numbers.csv": "Number,Extension,Is_WhatsApp_Number\n",
}
_ENDORSED: Final = "Endorsement Date,Skill Name,Endorse{0} First Name,Endorse{0} Last Name\n"
_RECOMMENDED: Final = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
READ: Final = {
    "Endorsement_Received_Info.csv": _ENDORSED.format("r"),
    "Endorsement Received Info.csv": _ENDORSED.format("r"),
    "Endorsement_Given_Info.csv": _ENDORSED.format("e"),
    "Recommendations_Given.csv": _RECOMMENDED,
    "Recommendations Given.csv": _RECOMMENDED,
    "Recommendations_Received.csv": _RECOMMENDED,
    "Registration.csv": "Registered At,Registration Ip,Subscription Types\n",
    "Reactions.csv": "Date,Type,Link\n",
    "Comments.csv": "Date,Link,Message\n",
    "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n",
    "InstantReposts.csv": "Date,Link\n",
    "Votes.csv": "Date,Link,OptionText\n",
    "Member_Follows.csv": "Date,Status,FullName\n",
}
# Where LinkedIn puts some of them; whoever unpacks or packs again puts them anywhere.
FOLDERS: Final = ("", "Jobs/", "Services Marketplace/", "Verifications/", "my export/")
ARTICLES: Final = (
    "Articles/2017-12-09 04:54:08.html",
    "Articles/Articles/2026-01-02 10:00:00-ann-roe.html",
)


def spellings(name: str) -> list[str]:
    """Return a name as it is written by year and by those who copy: suffixes, case, blanks."""
    stem = name.removesuffix(".csv")
    ways = [stem, f"{stem}_1", f"{stem}_12", f"{stem}_1234567890", f"{stem} (1)", stem.lower(),
            stem.upper(), stem.replace(" ", "_"), stem.replace("_", " "),
            stem.replace(" ", "").replace("_", "")]  # fmt: skip
    return [f"{way}.csv" for way in dict.fromkeys(ways)]


def _all(files: dict[str, str]) -> dict[str, str]:
    return {
        f"{folder}{spelling}": text
        for name, text in files.items()
        for folder in FOLDERS
        for spelling in spellings(name)
    }


def test_every_name_in_every_spelling_is_known_and_makes_nobody(tmp_path: Path) -> None:
    listed = {"Connections.csv": connections(("Bo", "Li", "bo-li", "01 Feb 2024"))}
    ignored, readable = _all(IGNORED), {
        path: text
        for path, text in _all(READ).items()
        if not path.startswith(("Jobs/", "Services", "Verifications/"))
    }  # fmt: skip
    members = {**listed, **ignored, **readable, **dict.fromkeys(ARTICLES, "<p>Ann Roe</p>")}
    inspection = read([write_zip(tmp_path / NAME, members)])
    found = inspection.exports[0].members
    assert (found["unknown"], found["unreadable"]) == ([], [])
    assert found["ignored"] == sorted([*ignored, *ARTICLES])
    assert found["read"] == sorted([*listed, *readable])
    assert inspection.problems == ()
    assert list(inspection.people["person_id"]) == ["linkedin:bo-li"]
    assert inspection.events["activity"].to_list() == ["connected"]
    assert inspection.exports[0].apart == {}


def test_a_name_that_linkedin_does_not_use_is_unknown(tmp_path: Path) -> None:
    listed = {"Connections.csv": connections(("Bo", "Li", "bo-li", "01 Feb 2024"))}
    members = {**listed, "Contact.csv": _CONTACTS, "My Events.csv": "a\n", "Votes_x.csv": "a\n"}
    inspection = read([write_zip(tmp_path / NAME, members)])
    assert inspection.exports[0].members["unknown"] == sorted(members.keys() - listed.keys())


@pytest.mark.parametrize(
    "members",
    [
        {"Comments.csv": "Date,Link,Message\n", "Registration.csv": "Registered At\n"},
        {"Shares.csv": "Date,ShareLink\n"},
        {"Member_Follows.csv": "Date,Status,FullName\n"},
    ],
)
def test_names_that_others_use_too_make_no_linkedin_download(
    tmp_path: Path, members: dict[str, str]
) -> None:
    with pytest.raises(NotRecognisedError, match="is not a LinkedIn or Facebook download"):
        read([write_zip(tmp_path / "tables.zip", members)])


def test_the_owner_s_own_addresses_are_never_printed(tmp_path: Path) -> None:
    told = {
        "Connections.csv": connections(("Bo", "Li", "bo-li", "01 Feb 2024")),
        "Profile.csv": PROFILE,
        "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
        "olive@private.example,Yes,Yes,Not Available\nowner@private.example,No,No,\n",
        "PhoneNumbers.csv": "Extension,Number,Type\n,5550100,Mobile\n",
        "Registration.csv": "Registration Date,Registration IP Address,Invited by (First Name),"
        'Invited by (Last Name),Subscription Types\n"5/3/12, 9:03 AM",192.0.2.7,Inga,Viter,Basic\n',
    }
    archive = write_zip(tmp_path / NAME, told)
    shown = run("inspect", archive)
    assert shown.code == 0
    printed = shown.out.decode()
    assert "its owner joined on 3 May 2012" in printed
    assert "ignored (2): Email Addresses.csv, PhoneNumbers.csv" in printed
    document = json.dumps(inspect_document(read([archive])))
    for text in (printed, shown.err, document, render_report(analyse([archive]))):
        for private in ("private.example", "5550100", "192.0.2.7", "Viter"):
            assert private not in text

from __future__ import annotations

import pytest

from reciprocity.report.clean import profile_link, profile_platform
from tests.report.hostile import URLS


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://www.linkedin.com/in/jana-novak", "LinkedIn"),
        ("https://www.linkedin.com/in/jan%C3%A1/", "LinkedIn"),
        ("https://www.facebook.com/jana.novak.7", "Facebook"),
        ("https://www.facebook.com/jana/", "Facebook"),
        ("https://www.facebook.com/100001234567890", "Facebook"),
        ("https://www.facebook.com/profile.php?id=100001234567890", "Facebook"),
    ],
)
def test_two_forms_of_address_are_profiles(url: str, platform: str) -> None:
    assert profile_link(url) == url
    assert profile_platform(url) == platform


@pytest.mark.parametrize(
    "url",
    [
        *URLS,
        None,
        7,
        "",
        "https://www.facebook.com/",
        "https://www.facebook.com/l.php",
        "https://www.facebook.com/L.PHP/",
        "https://www.facebook.com/l.php?u=https://evil.example/",
        "https://www.facebook.com/profile.php",
        "https://www.facebook.com/profile.php?id=1&next=x",
        "https://www.facebook.com/profile.php?id=\u0661",
        "https://www.facebook.com/jana\u0301",
        "https://www.facebook.com/jana/photos",
        "https://www.facebook.com/jana?x=1",
        "https://www.facebook.com/jana#x",
        "https://www.facebook.com/jana\n",
        "https://www.facebook.com.evil.example/jana",
        "https://www.facebook.com@evil.example/jana",
        "http://www.facebook.com/jana",
        "https://facebook.com/jana",
        "javascript:alert(1)//https://www.facebook.com/jana",
    ],
)
def test_anything_else_is_none(url: object) -> None:
    assert profile_link(url) is None
    assert profile_platform(url) is None

"""Writes the pages of a download in HTML from the values that its JSON would hold.

The markup of three eras, and dates as found in each (facebook.md section 7).
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MONTHS: Final = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "de": "Jan Feb März Apr Mai Juni Juli Aug Sept Okt Nov Dez",
}
LONG_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
DAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
}
LISTED: Final = {
    "en": ("Participants: ", " and "),
    "es": ("Participantes: ", " y "),
    "fr": ("Participants\u00a0: ", " et "),
    "de": ("Teilnehmer: ", " und "),
}
LASTED: Final = {
    "en": "Duration: {} minutes",
    "es": "Duración: {} minutos",
    "fr": "Durée\u00a0: {} minutes",
    "de": "Dauer: {} Minuten",
}


@dataclass(frozen=True)
class Markup:
    """The markup of an era: formats of a page, a heading that names or does not, body, date."""

    page: str
    block: str
    name: str
    label: str
    body: str
    date: str
    reactions: str


ERAS: Final = {
    "2018": Markup(
        page='<html><head><base href="../../../../" /><title>{title}</title><style>._2lem'
        '{{color:#90949c}}</style></head><body class="_5vb_ _2yq _4yic"><div class="_3b0c"><div '
        'class="_3b0d">{title}</div></div><div class="_4t5n" role="main">{blocks}</div><div '
        'class="_4t5o">{foot}</div></body></html>',
        block='<div class="pam _3-95 _2pi0 _2lej uiBoxWhite noborder">{}</div>',
        name='<div class="_3-96 _2pio _2lek _2lel">{}</div>',
        label='<div class="_3-96 _2lek">{}</div>',
        body='<div class="_3-96 _2let">{}</div>',
        date='<div class="_3-94 _2lem">{}</div>',
        reactions="_tqp",
    ),
    "2021": Markup(
        page='<html><head><base href="../../../../" /><title>{title}</title></head><body><div '
        'class="_a705"><div class="_a70d"><div class="_a70e">{title}</div></div><div '
        'class="_a706">{blocks}</div></div><div class="_a707"><div class="_aoaa">{foot}</div></div>'
        "</body></html>",
        block='<div class="_3-95 _a6-g">{}</div>',
        name='<div class="_2ph_ _a6-h _a6-i">{}</div>',
        label='<div class="_2ph_ _a6-h">{}</div>',
        body='<div class="_2ph_ _a6-p">{}</div>',
        date='<div class="_3-94 _a6-o"><a href="https://www.facebook.com/dyi/l/?l=AYC"><div '
        'class="_a72d">{}</div></a></div>',
        reactions="_a6-q",
    ),
    "2025": Markup(
        page='<html lang="en"><head><title>{title}</title></head><body><main class="_a706" '
        'role="main"><header><h1 class="_a70e">{title}</h1></header>{blocks}</main><footer '
        'class="_aoaa">{foot}</footer></body></html>',
        block='<section class="_a6-g" aria-labelledby="u_0_1">{}</section>',
        name='<h2 class="_2ph_ _a6-h _a6-i" id="u_0_1">{}</h2>',
        label='<h2 class="_2ph_ _a6-h">{}</h2>',
        body='<div class="_2ph_ _a6-p">{}</div>',
        date='<footer class="_3-94 _a6-o"><div class="_a72d">{}</div></footer>',
        reactions="_a6-q",
    ),
}  # fmt: skip


def _half(at: datetime, blank: str, words: Sequence[str] = ("am", "pm")) -> str:
    return blank + words[at.hour >= 12]


def _twelve(at: datetime, *, seconds: bool) -> str:
    return f"{at.hour % 12 or 12}:{at:%M:%S}" if seconds else f"{at.hour % 12 or 12}:{at:%M}"


def _month(at: datetime, language: str) -> str:
    return MONTHS[language].split()[at.month - 1]


def _english_order(at: datetime, language: str, blank: str) -> str:
    day = f"{_month(at, language)} {at.day:02}, {at.year}"
    return f"{day} {_twelve(at, seconds=True)}{_half(at, blank)}"


_NARROW: Final = "\u00a0"
_SPANISH: Final = ("a.\u00a0m.", "p.\u00a0m.")

# Style: era, language, whether it tells the second, how it writes a wall clock's moment.
Style = tuple[str, str, bool, Callable[[datetime], str]]
STYLES: Final[dict[str, Style]] = {
    "en-GB 2019": ("2018", "en", False, lambda t: f"{t.day} {_month(t, 'en')} {t:%Y, %H:%M}"),
    "en 2021": (
        "2018", "en", False,
        lambda t: f"{_month(t, 'en')} {t.day}, {t.year}, {_twelve(t, seconds=False)}"
        f"{_half(t, ' ', ('AM', 'PM'))}",
    ),
    "es 2021": ("2018", "es", False, lambda t: f"{t.day} {_month(t, 'es')}. {t:%Y %H:%M}"),
    "de 2019": ("2018", "de", False, lambda t: f"{t:%d.%m.%Y, %H:%M}"),
    "fr 2022": ("2021", "fr", True, lambda t: _english_order(t, "fr", "")),
    "es 2024": ("2021", "es", True, lambda t: _english_order(t, "es", "")),
    "en 2024": ("2021", "en", True, lambda t: _english_order(t, "en", "")),
    "en late 2024": ("2021", "en", True, lambda t: _english_order(t, "en", " ")),
    "en 2026": ("2025", "en", True, lambda t: _english_order(t, "en", "\u202f")),
    "es 2025": (
        "2025", "es", True,
        lambda t: f"{t.day} de {LONG_MONTHS['es'].split()[t.month - 1]} de {t.year}, "
        f"{_twelve(t, seconds=True)}{_half(t, _NARROW, _SPANISH)}",
    ),
    "de 2024": ("2021", "de", True, lambda t: f"{t.day}. {_month(t, 'de')}. {t:%Y, %H:%M:%S}"),
    "de CLDR": (
        "2025", "de", True,
        lambda t: f"{t.day}. {LONG_MONTHS['de'].split()[t.month - 1]} {t:%Y} um {t:%H:%M:%S}",
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Writes pages in one style, in the time of a zone, by an owner, at a moment (UTC)."""

    style: str
    zone: str
    owner: str
    made: datetime
    range: tuple[str, str] | None = None

    @property
    def _markup(self) -> Markup:
        return ERAS[STYLES[self.style][0]]

    @property
    def language(self) -> str:
        """The language of the account."""
        return STYLES[self.style][1]

    @property
    def to_second(self) -> bool:
        """Whether dates tell the second."""
        return STYLES[self.style][2]

    def date(self, seconds: float) -> str:
        """Return seconds since 1970 as the page has them."""
        at = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(self.zone))
        return STYLES[self.style][3](at)

    @property
    def foot(self) -> str:
        """What stands at the foot of a page."""
        at = self.made.astimezone(ZoneInfo(self.zone))
        offset = f"{at:%z}"
        zone = f"UTC{offset[:3]}:{offset[3:5]}"
        day = DAYS[self.language].split()[at.weekday()]
        month = LONG_MONTHS[self.language].split()[at.month - 1]
        said = {
            "en": f"Generated by {self.owner} on {day}, {month} {at.day}, {at.year} at "
            f"{_twelve(at, seconds=False)}{_half(at, ' ', ('AM', 'PM'))} {zone}",
            "es": f"Generado por {self.owner} el {day}, {at.day} de {month} de {at.year} a las "
            f"{at:%H:%M} {zone}",
            "fr": f"Générée par {self.owner} le {day} {at.day} {month} {at.year}, {at:%H:%M} "
            f"{zone}",
            "de": f"Erstellt von {self.owner} am {day}, {at.day}. {month} {at.year} um {at:%H:%M} "
            f"{zone}",
        }[self.language]
        ranged = f" Contains data from {self.range[0]} to {self.range[1]}" if self.range else ""
        return html.escape(said + ranged)

    def page(self, title: str, blocks: Iterable[str]) -> bytes:
        """Return a page of blocks."""
        inner = "".join(blocks)
        page = self._markup.page.format(title=html.escape(title), blocks=inner, foot=self.foot)
        return page.encode()

    def block(self, name: str | None, body: str | None, seconds: float | None) -> str:
        """Return one card; `body` is markup."""
        m = self._markup
        parts = [
            m.name.format(html.escape(name)) if name is not None else "",
            m.body.format(body) if body is not None else "",
            m.date.format(self.date(seconds)) if seconds is not None else "",
        ]
        return m.block.format("".join(parts))

    def label(self, text: str) -> str:
        """Return a card with a heading that names nobody."""
        return self._markup.block.format(self._markup.label.format(html.escape(text)))

    def people(self, title: str, value: dict[str, Any]) -> bytes:
        """Return the page of a list of names and times."""
        (rows,) = value.values()
        return self.page(
            title, [self.block(row["name"], None, row.get("timestamp")) for row in rows]
        )

    def titled(self, title: str, value: dict[str, Any]) -> bytes:
        """Return the page of comments, reactions, posts or pokes."""
        (rows,) = value.values()
        cards = [self.block(_title(row), _words(row), row["timestamp"]) for row in rows]
        return self.page(title, cards)

    def thread(self, value: dict[str, Any]) -> bytes:
        """Return the page of a conversation; of a group with those who take part."""
        names = [each["name"] for each in value["participants"]]
        heads = []
        if len(names) > 2:
            label, last = LISTED[self.language]
            heads = [self.label(f"{label}{', '.join(names[:-1])}{last}{names[-1]}")]
        return self.page(value["title"], [*heads, *map(self.message, value["messages"])])

    def message(self, message: dict[str, Any]) -> str:
        """Return one message; whoever has no name any more has no heading."""
        sender = message["sender_name"] or None
        return self.block(sender, self._body(message), message["timestamp_ms"] / 1000)

    def _body(self, message: dict[str, Any]) -> str:
        words = html.escape(message.get("content", "")).replace("\n", "<br />\n")
        if "call_duration" in message:
            lasted = LASTED[self.language].format(message["call_duration"] // 60)
            media = f"<div>{lasted}</div>"
        else:
            media = "".join(map(_medium, message.get("photos", ())))
        reactions = "".join(
            f"<li>{each['reaction']}{html.escape(each['actor'])}</li>"
            for each in message.get("reactions", ())
        )
        listed = f'<ul class="{self._markup.reactions}">{reactions}</ul>' if reactions else ""
        share = _share(message.get("share", {}))
        return (
            f"<div><div></div><div>{words}</div><div>{share}</div><div>{media}</div>{listed}</div>"
        )


def _title(row: dict[str, Any]) -> str | None:
    return f"{row['poker']} poked {row['pokee']}" if "poker" in row else row.get("title")


def _words(row: dict[str, Any]) -> str | None:
    """Return the body of a card, None without words."""
    (data,) = row.get("data", [{}])
    text = data.get("post") or data.get("comment", {}).get("comment")
    return None if text is None else html.escape(text).replace("\n", "<br />\n")


def _medium(file: dict[str, Any]) -> str:
    uri = html.escape(file["uri"])
    return f'<div><a href="{uri}"><img src="{uri}" class="_a6_o _3-96" /></a></div>'


def _share(share: dict[str, str]) -> str:
    link = html.escape(share.get("link", ""))
    anchor = f'<a href="{link}">{link}</a>' if link else ""
    return (
        f"<div>{html.escape(share.get('share_text', ''))}</div><div>{anchor}</div>" if share else ""
    )

"""What matplotlib writes as SVG made small, told again in dark colours, and made an address.

Every style goes into one style sheet inside the picture, so that the colours stand in one place:
the dark picture is the light one with another style sheet. A browser is told by `<picture>` which
of the two to show; Safari does not always heed a `prefers-color-scheme` inside an image.
"""

from __future__ import annotations

import base64
import re
from typing import Final
from xml.etree import ElementTree as ET

from reciprocity.report.palette import TWINS

_SPACE: Final = "http://www.w3.org/2000/svg"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_NUMERIC: Final = ("x", "y", "transform", "width", "height")
_SANS: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"
_DRAWN_WITH: Final = "'DejaVu Sans', sans-serif"
_DECIMALS: Final = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_LETTER: Final = re.compile(r"\s*([A-Za-z])\s*")
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}\b")
_ID: Final = re.compile(r' id="([^"]+)"')
_REFERENCE: Final = re.compile(r'(?<=["(])#([\w.-]+)(?=[")])')
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

ET.register_namespace("", _SPACE)


def trim(svg: str) -> str:
    """Return an SVG of matplotlib without what no reader sees: it looks as before.

    Numbers keep two decimals of a point; styles become classes; names that nothing refers to,
    groups that have nothing but a name, and what has neither fill nor stroke, go.
    """
    root = ET.fromstring(svg)  # noqa: S314 - written by matplotlib a moment ago
    for part in root.findall(_tag("metadata")) + root.findall(_tag("defs")):
        if part.find(_tag("style")) is not None or part.tag == _tag("metadata"):
            root.remove(part)
    sheet: dict[str, str] = {}
    _shorten(root, sheet)
    style = ET.Element(_tag("style"))
    style.text = f"*{{stroke-linejoin:round;stroke-linecap:butt}}text{{font-family:{_SANS}}}"
    style.text += "".join(f".{name}{{{rules}}}" for rules, name in sheet.items())
    root.insert(0, style)
    text = ET.tostring(root, encoding="unicode")
    text = text.replace(f"font-family:{_DRAWN_WITH};", "").replace(_DRAWN_WITH, _SANS)
    return _rename(text.replace(" />", "/>"))


def darken(svg: str) -> str:
    """Return a trimmed SVG in the colours of DARK; KeyError for a colour that LIGHT has not."""
    head, end, rest = svg.partition("</style>")
    return _COLOUR.sub(lambda match: TWINS[match[0]], head) + end + rest


def data_uri(svg: str) -> str:
    """Return SVG as the address of an image that needs no file and no network."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _tag(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _shorten(element: ET.Element, sheet: dict[str, str]) -> None:
    element.tail = None
    if element.tag != _tag("text"):
        element.text = None
    children: list[ET.Element] = []
    for child in element:
        if child.get("style") == "fill: none":
            continue
        _shorten(child, sheet)
        if _is_bare(child):
            children += child
        else:
            children.append(child)
    element[:] = children
    _shorten_attributes(element.attrib)
    style = element.attrib.pop("style", None)
    if style:
        rules = ";".join(rule.strip().replace(": ", ":") for rule in style.split(";"))
        element.set("class", sheet.setdefault(rules, _name(len(sheet))))


def _is_bare(element: ET.Element) -> bool:
    return element.tag == _tag("g") and not set(element.attrib) - {"id"}


def _shorten_attributes(told: dict[str, str]) -> None:
    if _LINK in told:
        told["href"] = told.pop(_LINK)
    if told.get("transform", "").startswith("rotate(-0 "):
        del told["transform"]
    told.pop("version", None)
    for name in _NUMERIC:
        if name in told:
            told[name] = _DECIMALS.sub(_rounded, told[name])
    if "d" in told:
        told["d"] = _LETTER.sub(r"\1", _DECIMALS.sub(_rounded, told["d"])).strip()


def _rounded(number: re.Match[str]) -> str:
    text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _rename(svg: str) -> str:
    """Return the SVG with letters for each id, and without the ids that nothing refers to."""
    used = set(_REFERENCE.findall(svg))
    ids = [name for name in _ID.findall(svg) if name in used]
    short = {name: f"_{_name(place)}" for place, name in enumerate(ids)}
    svg = _ID.sub(lambda found: f' id="{short[found[1]]}"' if found[1] in short else "", svg)
    return _REFERENCE.sub(lambda found: f"#{short.get(found[1], found[1])}", svg)


def _name(number: int) -> str:
    """Return a, b, ..., z, ba, bb and so on."""
    letter = _LETTERS[number % 26]
    return letter if number < 26 else _name(number // 26) + letter

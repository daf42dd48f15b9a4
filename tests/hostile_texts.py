"""Texts that try to be more than text, wherever they are shown, and what puts them everywhere."""

from __future__ import annotations

import itertools
from typing import Final

from tests.report.hostile import HOSTILE, URLS

MORE: Final = (
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)//",
    "<body onload=alert(1)><base href=//evil.example/>",
    "\" autofocus onfocus=alert(1) x=\"",
    "' onmouseover='alert(1)",
    "`onpointerenter=alert(1)`",
    "<a href='javascript:alert(1)'>click</a>",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "javascript\u200b:alert(1) java\tscript:alert(1) &#106;avascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "{{ 7*7 }} {% import os %} {# x #} #{7*7} <%= 7*7 %> ${{7*7}} [[7*7]]",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "%(name)s {0} {name!r:>99999999} %s%n $(id) `id`",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><!--</style>",
    "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href=javascript:alert(1)>CLICK</math>",
    "</svg></text></title></desc><script>alert(1)</script>",
    "<style>*{background:url(https://evil.example/x)}@import 'https://evil.example/y';</style>",
    "} body { display:none } /* ; background: url('//evil.example') expression(alert(1))",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "]]>",
    "--><script>alert(1)</script><!--",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "</script>",
    "</style>",
    "</textarea><form action=//evil.example><input name=q autofocus></form>",
    "<object data=//evil.example/x.swf></object><embed src=//evil.example>",
    "<video src=//evil.example/v onerror=alert(1)><audio autoplay src=//evil.example/a>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\ufeffBOM \ufffe and \uffff",
    "nul\x00 in the middle \x00",
    "bell\x07 back\x08space\x08 form\x0cfeed vertical\x0btab",
    "\x1b[2J\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m",
    "\u202eright to left\u202c \u2066isolate\u2069 \u061c\u200f",
    "zero\u200bwidth\u200c\u200d\u2060 soft\xadhyphen",
    "lone \ud800 surrogate \udfff",
    "Z\u0351\u036b\u0343\u036aa\u0321\u034a\u0353\u0327\u035al\u0300g\u0334\u0335o" + "\u0300" * 80,
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "$x$ $$x^2$$ \\(x\\) \\[x\\] \\textbf{x}",
    "https://www.l\u0456nkedin.com/in/homograph https://faceb\u043e\u043ek.com/x",
    "https://www.linkedin.com/in/x/../../redir/redirect?url=https://evil.example",
    "https://www.facebook.com/../l.php?u=https://evil.example",
    "www.evil.example someone@evil.example mailto:someone@evil.example tel:+1",
    "| a | b |\n|---|---|\n| c | d |",
    "# heading\n\n- item\n> quote\n```\ncode\n```\n<details open>\n===",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;script&#x3e; &NewLine; &colon; &nbsp;",
    "../../../../etc/passwd ..\\..\\x \\\\evil.example\\share",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f4\U000e0067\U000e0062\U000e007f",
    "NA", "null", "None", "undefined", "NaN", "true", "-0", "1e999", "[object Object]",
)  # fmt: skip
_LONG: Final = 2_000
CORPUS: Final = tuple(text[:_LONG] for text in (*HOSTILE, *URLS, *MORE) if text.strip())


class Hostile:
    """Fills every field with the next of the corpus; names are told apart by a number."""

    def __init__(self) -> None:
        """Begin at the first of the corpus for each kind of field."""
        self._turns = {kind: itertools.cycle(CORPUS) for kind in ("name", "url", "cell", "text")}
        self._numbers = itertools.count(1)

    def __call__(self, kind: str, said: str) -> str:
        """Return the text for one field; see tests.filled.Fill."""
        number = next(self._numbers)
        if kind == "file":
            return f"a'b\"c<i>d&e;f{{{{g}}}}[h](i) {number}"
        if kind == "id":
            return f"{CORPUS[number % len(CORPUS)]}{number}"
        if kind == "url" and number % 2:
            return f"https://www.linkedin.com/in/some-body-{number}"
        text = next(self._turns[kind])
        if kind == "name":
            return f"{text} {number}"
        return f"{said} {text}" if kind == "text" else text

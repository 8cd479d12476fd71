"""Style, script and icon: every page contains them, so that a page is one request."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import rcssmin
import rjsmin
from markupsafe import Markup

TOP = Path(__file__).parents[2]
STATIC = TOP / "static"
TEMPLATES = TOP / "templates"
COMMON = "style.css"
"""The file of style that every page has."""


@cache
def styles() -> dict[str, Markup]:
    """Each file of style by its name, without comments and spaces."""
    return {
        path.name: Markup(rcssmin.cssmin(path.read_text("utf-8")))  # noqa: S704 (our own file)
        for path in sorted(STATIC.glob("*.css"))
    }


@cache
def script() -> Markup:
    """The script of every page, without comments and spaces."""
    return Markup(rjsmin.jsmin((STATIC / "leave.js").read_text("utf-8")))  # noqa: S704 (our own file)


@cache
def icon() -> str:
    """The whole icon, as a data: address."""
    drawing = (STATIC / "icon.svg").read_text("utf-8")
    return "data:image/svg+xml," + quote(drawing, safe="/:= '")


@cache
def policy(own: tuple[str, ...] = (), sound: bool = False) -> str:
    """The Content-Security-Policy of a page. It may use the style of every page, that of its `own`
    files, and our script, send its form to us and, with `sound`, play our recordings; nothing else.
    Who may frame it is said only in a header.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {' '.join(_hash(styles()[name]) for name in (COMMON, *own))}",
            f"script-src {_hash(script())}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'self'",
            *(["media-src 'self'"] if sound else []),
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

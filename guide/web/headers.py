"""The headers of every answer, errors included: privacy, caching, and what a page may load."""

from base64 import b64encode
from hashlib import sha256

from ..pages.assets import script, styles

FIXED = {
    # A browser keeps nothing: a page must not come back from a cache on a shared phone. A proxy
    # changes nothing: a minified page loses its style and script, which are allowed by their hash.
    "Cache-Control": "no-store, no-transform",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HTTPS = {"Strict-Transport-Security": "max-age=63072000"}
"""Also sent where visitors reach the guide by https://."""

HIDDEN = {"X-Robots-Tag": "noindex, nofollow"}
"""What every page except the first screen says to search engines."""

POLICY = "Content-Security-Policy"
BARE = {
    **FIXED,
    **HIDDEN,
    POLICY: "default-src 'none'; frame-ancestors 'none'",
    "CDN-Cache-Control": "no-store",
}
"""The headers of an answer without style and script."""


def policy() -> str:
    """The Content-Security-Policy of a page. It may use our own inline style and script and send
    its form to us, and nothing else.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {' '.join(map(_hash, styles().values()))}",
            f"script-src {_hash(script())}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def page_headers(https: bool, indexed: bool = False) -> dict[str, str]:
    """The headers of a page, except how long an edge may keep it. `indexed`: whether search engines
    may show it.
    """
    return {
        **FIXED,
        POLICY: policy(),
        **(HTTPS if https else {}),
        **({} if indexed else HIDDEN),
    }

"""The headers on every response, errors included: privacy, caching, and what a page may load."""

from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus

from flask import Response, request

FIXED = {
    # Browsers keep nothing: a page must not come back from a cache on a shared phone.
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

BARE = {
    **FIXED,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "CDN-Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What an answer carries that is made without the application, and has no style or script."""


def inline_hash(text: str) -> str:
    """The Content-Security-Policy source that allows one inline style or script."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def content_security_policy(style: str, script: str) -> str:
    """The policy under which a page may use its own inline style and script, and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {inline_hash(style)}",
            f"script-src {inline_hash(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def add_headers(response: Response, policy: str, https: bool) -> Response:
    """Add what every response carries, but for how long an edge may keep it: see `cache`."""
    response.headers.update(FIXED)
    response.headers["Content-Security-Policy"] = policy
    if https:
        response.headers["Strict-Transport-Security"] = "max-age=63072000"
    page = response.status_code == HTTPStatus.OK and request.method in ("GET", "HEAD")
    if not (page and request.endpoint == "pages.landing"):
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

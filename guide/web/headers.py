"""The headers of every answer, errors included: privacy, caching, and what a page may load."""

from ..pages.assets import policy
from ..pages.site import Page

# The browser features that lists of secure headers name: cameras, places, payments, devices and so
# on. Only our own script can run, so they need not be all; each costs bytes on every page.
FEATURES = [
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "clipboard-read",
    "clipboard-write", "cross-origin-isolated", "display-capture", "encrypted-media", "fullscreen",
    "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "keyboard-map",
    "local-network-access", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "sync-xhr",
    "unload", "usb", "web-share", "xr-spatial-tracking",
]  # fmt: skip

FIXED = {
    # A browser keeps nothing: a page must not come back from a cache on a shared phone. A proxy
    # changes nothing: a minified page loses its style and script, which are allowed by their hash.
    "Cache-Control": "no-store, no-transform",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in FEATURES),
}
HTTPS = {"Strict-Transport-Security": "max-age=63072000"}
"""Also sent where visitors reach the guide by https://."""

ASKS_ITSELF = {"Referrer-Policy": "same-origin"}
"""For the page whose form must come from itself: otherwise a browser hides from where it came."""

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


def page_headers(https: bool, page: Page | None = None) -> dict[str, str]:
    """The headers of a page, except how long an edge may keep it. Without a page, those that most
    pages have.
    """
    indexed = page is not None and not page.address
    allowed = policy(page.styles, bool(page.recordings)) if page else policy()
    return {
        **FIXED,
        **(ASKS_ITSELF if page and page.form == "kit" else {}),
        POLICY: f"{allowed}; frame-ancestors 'none'",
        **(HTTPS if https else {}),
        **({} if indexed else HIDDEN),
    }

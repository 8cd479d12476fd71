"""Codes to scan."""

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=64)
def qr(address: str) -> Markup:
    """A QR code of an address, as an SVG drawing with the quiet zone that scanners need around it.

    A quarter of it may be dirty or torn (level Q). Its size is that of the box it stands in.
    """
    code = segno.make(address, error="q", micro=False)
    drawing = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    return Markup(drawing)  # noqa: S704 (the library writes only paths)

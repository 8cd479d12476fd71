"""Compresses answers in an encoding that the browser reads: a page must fit the first packets."""

import gzip
from functools import lru_cache

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

ENCODINGS = ("br", "gzip")
"""The encodings that we can send, best first. "" means no encoding."""


def compressed(encoding: str, data: bytes, once: bool = False) -> bytes:
    """Data in an encoding: compressed well or, if it is sent only `once`, fast.

    Brotli at level 5 takes a fiftieth of the time of level 11, and the page is a tenth larger. Its
    window of 256 KB holds all but the largest page: a larger one takes memory and is never full.
    """
    if encoding == "br":
        return bytes(brotli.compress(data, quality=1 if once else 5, lgwin=18))
    if encoding == "gzip":
        return gzip.compress(data, 1 if once else 9, mtime=0)
    return data


def unpacked(encoding: str, data: bytes) -> bytes:
    """What was compressed in an encoding."""
    return bytes(brotli.decompress(data)) if encoding == "br" else gzip.decompress(data)


@lru_cache(maxsize=256)
def best_encoding(accept: str) -> str:
    """The best encoding that a browser accepts, by its Accept-Encoding header, or ""."""
    accepted = parse_accept_header(accept, Accept)
    return next((name for name in ENCODINGS if accepted[name]), "")

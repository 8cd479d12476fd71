"""Compresses answers: a page must fit the first packets.

There is only gzip: the edge asks for nothing else, and brotli would save 6 % (decision 0044).
"""

import gzip
from functools import lru_cache

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

GZIP = ("Content-Encoding", "gzip")


def packed(data: bytes, once: bool = False) -> bytes:
    """Data as gzip: compressed well or, if it is sent only `once`, fast."""
    return gzip.compress(data, 1 if once else 9, mtime=0)


@lru_cache(maxsize=256)
def reads_gzip(accept: str) -> bool:
    """Whether a browser reads gzip, by its Accept-Encoding header."""
    return bool(parse_accept_header(accept, Accept)["gzip"])

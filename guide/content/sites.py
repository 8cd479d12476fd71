"""Hosts and web addresses: which forms are sound, and whose site an address is on."""

import re
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from .characters import named, visible
from .problems import RefusedError

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=.{{1,253}}$){LABEL}(?:\.{LABEL})*")
PLACE = re.compile(r"(?P<host>[^:@]+)(?::(?P<port>[0-9]{1,5}))?")
TOP_LEVEL = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")

SHARED_BY_MANY = frozenset(
    {"ac.uk", "co.uk", "gov.uk", "ltd.uk", "me.uk", "net.uk", "nhs.uk", "org.uk", "plc.uk"}
    | {"police.uk", "sch.uk"}
)
"""Endings below which each name has an owner of its own. An ending that is missing here makes two
owners one, so that a source too few is counted, and never one too many."""


NOWHERE = frozenset({"arpa", "internal", "invalid", "lan", "local", "localhost", "onion", "test"})
"""Endings of names that nobody, or not everybody, finds on the internet (RFC 6761, 6762, 7686)."""

SAME_OWNER = {"service.gov.uk": "gov.uk", "111.nhs.uk": "nhs.uk"}
"""Names that look like those of two owners."""


class Host(str):
    """A host name or an IPv4 address, in small letters. Raises RefusedError for anything else."""

    def __new__(cls, text: str) -> "Host":
        host = text.lower() if text.isascii() else text
        numeric = re.fullmatch(r"[0-9.]+", host)
        if not HOST.fullmatch(host) or (numeric and not _is_ipv4(host)):
            fix = "write a name such as guide.example.org, without https://, port or path"
            raise RefusedError(f"“{visible(text)}” is not a host", fix)
        return super().__new__(cls, host)

    @property
    def owner(self) -> str:
        """The name that somebody owns: example.co.uk for www.example.co.uk. "" for a host that is
        not on the internet, or has no name.
        """
        labels = self.split(".")
        if len(labels) < 2 or not TOP_LEVEL.fullmatch(labels[-1]) or labels[-1] in NOWHERE:
            return ""
        count = 3 if ".".join(labels[-2:]) in SHARED_BY_MANY else 2
        owner = ".".join(labels[-count:]).removeprefix("www.")
        return SAME_OWNER.get(owner, owner)


class WebAddress(str):
    """A whole http or https address of a page. Raises RefusedError for anything else.

    It has no user and no password, and only the characters that RFC 3986 allows.
    """

    host: Host

    def __new__(cls, text: str) -> "WebAddress":
        address = super().__new__(cls, text)
        address.host = _host_of(text)
        return address


class Reach(str):
    """Where people can write to somebody: mailto: and an address, or a page that begins with
    https://. Raises RefusedError for anything else.
    """

    def __new__(cls, text: str) -> "Reach":
        fix = "write it as mailto:guide@example.org or https://example.org/contact"
        name, at, host = text.removeprefix("mailto:").partition("@")
        try:
            if text.startswith("https://"):
                host = WebAddress(text).host
            elif not (text.startswith("mailto:") and at and re.fullmatch(r"[\w.+-]+", name, re.A)):
                raise RefusedError(f"“{visible(text)}” is no address to write to", fix)
            if not Host(host).owner:
                raise RefusedError(f"“{visible(host)}” is not on the internet", fix)
        except RefusedError as error:
            raise RefusedError(error.wrong, fix) from None
        return super().__new__(cls, text)


def _host_of(text: str) -> Host:
    """The host of a web address. Raises RefusedError if it is none."""
    fix = "copy the whole address of the page, such as https://example.org/page"
    odd = re.search(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]", text)
    try:
        where = PLACE.fullmatch(urlsplit(text).netloc)
        sound = not odd and re.match(r"https?://", text)
        if sound and where and 1 <= int(where["port"] or 80) <= 65535:
            return Host(where["host"])
    except ValueError:  # no host, or brackets that do not belong together
        pass
    why = f": it contains {named(odd[0])}" if odd else ""
    raise RefusedError(f"“{visible(text)}” is not a web address{why}", fix)


def _is_ipv4(text: str) -> bool:
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True

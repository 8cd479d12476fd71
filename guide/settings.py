"""Every setting, read from the environment and `.env` before anything is served.

All are named GUIDE_* and explained in `.env.example`. No setting is secret.
"""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from time import time
from typing import Any

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from .content.hours import instant
from .content.load import areas
from .content.model import Guide
from .content.problems import Problem, RefusedError
from .content.reader import read_text
from .content.sites import Host, Reach, WebAddress

FILE = Path(".env")
INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?!24)[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
CLOCK_YEARS = range(1970, 2100)
"""A machine without a clock of its own begins at 1970."""

VERSION = re.compile(r"([0-9A-Za-z][0-9A-Za-z .:+_-]{0,79})?")

LONGEST_ADDRESS = 100
"""A code on paper with a longer address could not be scanned from afar."""

NOBODYS = {"0.0.0.0", "255.255.255.255"}  # noqa: S104 (only compared)
"""Addresses at which nobody can be found."""

LOCAL_HOSTS = ("localhost", "127.0.0.1")
PREFIX = "GUIDE_"
NEEDED_IN_PUBLIC = ("https", "proxies")


class SettingsError(ValueError):
    """Settings cannot be used. The text has a row for each."""


def _area(text: str) -> str:
    known = ", ".join(areas())
    if not (text or _only_area()):
        raise ValueError(f"must name one of the areas: {known}")
    if text and text not in areas():
        raise ValueError(f"is not an area with a folder in guide/areas/; known are: {known}")
    return text or _only_area()


def _only_area() -> str:
    """The area, if there is only one; else nothing: then it must be said which is meant."""
    known = areas()
    return known[0] if len(known) == 1 else ""


def _https_address(text: str) -> str:
    wrong = "must be a plain https:// address, such as https://www.bbc.co.uk/weather"
    try:
        address = WebAddress(text)
    except RefusedError as error:
        raise ValueError(f"{wrong}: {error.wrong}") from None
    if not address.startswith("https://") or "?" in address or "#" in address:
        raise ValueError(wrong)
    return address


def _guide_address(text: str) -> str:
    """An https:// address with a slash at its end, so that a language can be added to it."""
    address = _https_address(text) if text else ""
    if text and (not address.endswith("/") or len(address) > LONGEST_ADDRESS):
        raise ValueError(
            f"must end with a slash and have at most {LONGEST_ADDRESS} letters, such as "
            "https://guide.example.org/"
        )
    if text and not WebAddress(text).host.owner:
        raise ValueError("is not on the internet; the public must find the guide there")
    return address


def _contact(text: str) -> str:
    if text and not re.fullmatch(r"tel:\+[1-9][0-9-]{5,}", text):
        try:
            Reach(text)
        except RefusedError as error:
            wrong = "must be an address such as mailto:guide@example.org, or empty"
            raise ValueError(f"{wrong}: {error.wrong}") from None
    return text


def _version(text: str) -> str:
    if not VERSION.fullmatch(text):
        raise ValueError("must be a version such as 1a2b3c4 2026-11-25, or empty")
    return text


def _languages(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.split(",")) if text else ()
    if not all(re.fullmatch(r"[a-z]{2,3}(_[A-Za-z]+)*", code, re.ASCII) for code in codes):
        raise ValueError("must be codes of languages, separated by commas, such as ur,pl; or empty")
    return codes


def _hosts(text: str) -> tuple[str, ...]:
    wrong = "must be host names, separated by commas, such as guide.example.org"
    try:
        hosts = tuple(Host(host.strip()) for host in text.split(",") if host.strip())
    except RefusedError as error:
        raise ValueError(f"{wrong}: {error.wrong}") from None
    if not hosts or {*hosts} & NOBODYS:
        raise ValueError(wrong)
    return hosts


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = instant(text) if INSTANT.fullmatch(text) else None
        if at and at.astimezone(UTC).year in CLOCK_YEARS:
            return at
    except (ValueError, OverflowError):  # no such day, or a day outside the calendar
        pass
    years = f"from {CLOCK_YEARS[0]} to {CLOCK_YEARS[-1]}"
    raise ValueError(
        f"must be a date and time in London {years}, such as 2026-12-25T03:00, or empty"
    )


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]", text):
        raise ValueError("must be a whole number from 0 to 9")
    return int(text)


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("must be yes or no")
    return text == "yes"


def _in_file() -> dict[str, str]:
    """What `.env` sets, if there is one. Raises SettingsError if it cannot be read."""
    problems: list[Problem] = []
    exists = FILE.exists() and (FILE.is_dir() or FILE.stat().st_size)
    text = (read_text(FILE, FILE.name, problems) or "") if exists else ""
    wrong = [f"{problem.place}: {problem.wrong}; {problem.fix}" for problem in problems]
    wrong += [
        f"{FILE}:{row.original.line}: this row cannot be read; write it as GUIDE_HTTPS=no"
        for row in parse_stream(StringIO(text))
        if row.error
    ]
    if wrong:
        raise SettingsError("\n".join(wrong))
    return {key: value or "" for key, value in dotenv_values(stream=StringIO(text)).items()}


@dataclass(frozen=True)
class Settings:
    """How the guide is run. The defaults are right on your own machine.

    area: which folder of `areas/` is served. If there is only one, it need not be named.
    exit_url: where the leave button goes.
    hosts: the host names the guide answers to.
    address: where the public finds the guide, for paper and messages. If it is not set, it is that
        of the first public host; a guide that is not public has none.
    clock: an instant to show the guide at, or None for the present.
    proxies: how many proxies in front set X-Forwarded-* headers.
    https: whether visitors reach the guide by https://.
    security_contact: where to report a hole in the software, for security.txt; or empty.
    version: the version that is shown to reviewers: the commit and its day; or empty.
    languages: the codes of the languages that must be served, or none: then all that may be are.
    drafts: whether words of other languages that nobody has read are shown.
    """

    area: str = field(default_factory=_only_area)
    exit_url: str = "https://www.bbc.co.uk/weather"
    hosts: tuple[str, ...] = LOCAL_HOSTS
    address: str = ""
    clock: datetime | None = None
    proxies: int = 0
    https: bool = False
    security_contact: str = ""
    version: str = ""
    languages: tuple[str, ...] = ()
    drafts: bool = False

    @property
    def public(self) -> bool:
        """Whether anybody but this machine may be served."""
        return any(host not in LOCAL_HOSTS for host in self.hosts)

    @property
    def public_address(self) -> str:
        """The address of the first screen, with a slash at its end, or "" if there is none."""
        host = next((host for host in self.hosts if host not in LOCAL_HOSTS), "")
        return self.address or (f"http{'s' * self.https}://{host}/" if host else "")

    @property
    def notice(self) -> str:
        """What to print at start: who is served, and what must be set to serve others."""
        notice = f"The guide answers to {', '.join(self.hosts)}."
        if not self.public:
            needed = ", ".join(PREFIX + name.upper() for name in ("hosts", *NEEDED_IN_PUBLIC))
            notice += f" To serve others, set {needed}: see .env.example."
        if self.drafts:
            notice += (
                f" {PREFIX}DRAFTS=yes: pages that no speaker of their language has read are shown."
            )
        return notice

    def time(self) -> float:
        """The present, or the instant of `clock`, in seconds since 1970 began."""
        return self.clock.timestamp() if self.clock else time()

    def now(self) -> datetime:
        """The same instant, with its time zone."""
        return datetime.fromtimestamp(self.time(), UTC)

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """The settings in an environment: by default the process's own, over those of `.env`.

        Raises SettingsError if any is unknown, wrong or missing.
        """
        if environment is None:
            environment = {**_in_file(), **os.environ}
        given = {
            key.removeprefix(PREFIX).lower(): value.strip()
            for key, value in environment.items()
            if key.startswith(PREFIX)
        }
        wrong = []
        values: dict[str, Any] = {}
        for name, text in given.items():
            if name not in READERS:
                known = ", ".join(PREFIX + item.name.upper() for item in fields(cls))
                wrong.append(f"{PREFIX}{name.upper()} is not a setting; known are: {known}")
                continue
            try:
                values[name] = READERS[name](text)
            except ValueError as error:
                wrong.append(f"{PREFIX}{name.upper()}={text!r} {error}")
        settings = cls(**values)
        if "area" not in given and not settings.area:
            wrong.append(f"{PREFIX}AREA must name one of the areas: {', '.join(areas())}")
        if settings.public:
            wrong += _unfit_for_the_public(settings, given)
        if wrong:
            raise SettingsError("\n".join(wrong))
        return settings


def _unfit_for_the_public(settings: Settings, given: Collection[str]) -> Iterator[str]:
    """What is wrong with settings by which others are served, of which these are given."""
    for name in NEEDED_IN_PUBLIC:
        if name not in given:
            yield f"{PREFIX}{name.upper()} must be set when {PREFIX}HOSTS names a public host"
    if settings.drafts:
        yield (
            f"{PREFIX}DRAFTS=yes is for your own machine; the public gets no words that nobody has "
            "read: write no"
        )
    leave = WebAddress(settings.exit_url).host
    if leave in settings.hosts or not leave.owner:
        yield (
            f"{PREFIX}EXIT_URL={settings.exit_url!r} must be a page of another site, such as "
            "https://www.bbc.co.uk/weather"
        )
    if settings.clock:
        yield f"{PREFIX}CLOCK is for previews; a public guide shows the real time"


def unpublished(guide: Guide, settings: Settings) -> Iterator[Problem]:
    """A problem if the public is to be served a guide for which nobody answers."""
    if settings.public and not guide.area.publisher:
        yield Problem(
            guide.area.where,
            f"{PREFIX}HOSTS names a public host, and nobody publishes the guide of this area yet",
            "write  publisher:  with the name of the organisation, tell, privacy and accessibility",
        )


READERS: dict[str, Callable[[str], Any]] = {
    "area": _area,
    "exit_url": _https_address,
    "hosts": _hosts,
    "address": _guide_address,
    "clock": _instant,
    "proxies": _count,
    "https": _yes_no,
    "security_contact": _contact,
    "version": _version,
    "languages": _languages,
    "drafts": _yes_no,
}

"""Files with a recorded voice, which lie in the folder `sound/`. docs/decisions/0041 says why."""

import re
from dataclasses import dataclass, field
from typing import ClassVar

from .problems import NOWHERE, Place, RefusedError


class SoundName(str):
    """The plain name of a file with a recorded voice. Raises RefusedError for any other name: it
    becomes a part of an address.
    """

    TYPES: ClassVar = {"mp3": "audio/mpeg", "m4a": "audio/mp4"}

    def __new__(cls, text: str) -> "SoundName":
        if not re.fullmatch(rf"[a-z0-9]+(-[a-z0-9]+)*\.({'|'.join(cls.TYPES)})", text):
            fix = "write small letters, digits and hyphens, and .mp3 or .m4a: pahari-first.mp3"
            raise RefusedError(f"“{text}” is not the name of a recording", fix)
        return super().__new__(cls, text)

    @property
    def path(self) -> str:
        """Where a server has it."""
        return f"/sound/{self}"

    @property
    def type(self) -> str:
        """Its type on the web."""
        return self.TYPES[self.rpartition(".")[2]]


@dataclass(frozen=True)
class SoundFile:
    """A file of the folder: its bytes or, if it is too large, the first of them."""

    MOST: ClassVar = 1_000_000
    """The most bytes of a recording: many pay for each."""

    data: bytes = field(repr=False)
    where: Place = field(default=NOWHERE, compare=False)

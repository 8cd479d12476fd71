"""The reviewers' pages: all that somebody must see who puts their name to the guide."""

from collections.abc import Callable
from typing import Any

from flask import render_template

from . import drawing, evidence
from .drawing import Picture
from .i18n import language
from .model import Guide
from .rules.lookups import shown
from .screens import screens
from .text import plain

REVIEWED = ("about/map", "about/screens", "about/scenarios", "about/safety")
"""Pages for reviewers alone: they show the guide whole, so they are longer than others."""


class Review:
    """The views."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide

    def numbers(self) -> str:
        """Every number that stands on some page, and how we know it."""
        contacts = shown(self.guide)
        return render_template("numbers.html", contacts=contacts, address="about/numbers")

    def map(self) -> str:
        """The whole guide drawn, and the same as lists."""

        def say(words: str) -> str:
            return plain(self.guide, words)

        parts = drawing.trees(self.guide)
        pictures = {name: Picture(trees, say) for name, trees in parts.items()}
        return render_template(
            "map.html", parts=parts, pictures=pictures, say=say, address="about/map"
        )

    def screens(self) -> str:
        """The words of every page, in reading order."""
        read = screens(self.guide, language())
        return render_template("screens.html", screens=list(read), address="about/screens")

    def scenarios(self) -> str:
        """The people whom the guide must serve, and whom it must tell them to call."""
        people = evidence.scenarios()
        return render_template("scenarios.html", people=people, address="about/scenarios")

    def safety(self) -> str:
        """The hazard log."""
        hazards = evidence.hazards()
        return render_template("safety.html", hazards=hazards, address="about/safety")

    def pages(self) -> dict[str, Callable[..., Any]]:
        """Each view by its address."""
        views = (self.numbers, self.map, self.screens, self.scenarios, self.safety)
        return {f"about/{view.__name__}": view for view in views}

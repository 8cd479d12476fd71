"""A page that depends on what was ticked, made once as pieces and then only put together.

Ticks can be combined in more ways than pages could be kept, and are none of ours to keep. So the
page is rendered with every piece that any tick calls for, and each visitor is given theirs.
"""

from collections.abc import Iterable, Set

from markupsafe import Markup

MARK = "\x1f"
"""Stands around pieces while they are told apart. YAML allows no such character in the content."""


def piece(ids: Iterable[str], html: str) -> Markup:
    """HTML for a template to write that is shown only if one of these is ticked."""
    return Markup(f"{MARK}{' '.join(ids)}{MARK}{{}}{MARK}").format(Markup(html))


class Pieces:
    """A page made of what everybody gets and of pieces in between."""

    def __init__(self, html: str) -> None:
        parts = html.split(MARK)
        self.first = parts[0]
        self.rest = [
            (frozenset(ids.split()), own, common)
            for ids, own, common in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
        ]

    def page(self, ticked: Set[str]) -> str:
        """The page for whoever ticked these."""
        page = [self.first]
        for ids, own, common in self.rest:
            page.append(common if ids.isdisjoint(ticked) else own + common)
        return "".join(page)

"""Which page is at a path, and in which language."""

from http import HTTPStatus

from ..pages.languages import SOURCE, Language
from ..pages.offer import Offer
from ..pages.site import Page

Route = tuple[Language, Page]


class Routes:
    """The site table in every language, by path, with or without a slash at its end. Threads may
    share one.
    """

    def __init__(self, offer: Offer) -> None:
        self.languages = offer.languages
        self.table = offer.table
        self.errors = {page.status: page for page in offer.table.values() if page.part == "error"}
        self.pages: dict[str, Route] = {}
        for language, page in offer.rows():
            if page.part != "error":
                path = language.path(page.address)
                bare = path.rstrip("/")
                self.pages |= dict.fromkeys((path, bare, f"{bare}/"), (language, page))

    def at(self, path: str) -> Route:
        """The page at a path, or the one that says that there is no page."""
        return self.pages.get(path) or self.error(HTTPStatus.NOT_FOUND, path)

    def error(self, status: int, path: str = "") -> Route:
        """The page for an error, in the language of a path. ValueError: not a status."""
        page = self.errors.get(HTTPStatus(status))
        return self.language(path), page or self.errors[HTTPStatus.INTERNAL_SERVER_ERROR]

    def language(self, path: str) -> Language:
        """The language of a path, also if there is no page."""
        code = path.removeprefix("/").partition("/")[0]
        return self.languages.get(code) or self.languages[SOURCE]

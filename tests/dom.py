"""Pages as the tests read them: parsed by lxml, and asked with CSS selectors."""

from collections.abc import Iterator
from functools import cache

from cssselect import HTMLTranslator
from lxml.etree import ElementDefaultClassLookup, XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring

TEXTS = XPath("descendant::text()[not(parent::script or parent::style)]")


@cache
def compiled(selector: str) -> XPath:
    return XPath(HTMLTranslator().css_to_xpath(selector, prefix="descendant::"))


class Element(HtmlElement):
    """An element of a page. `element["href"]` is an attribute; KeyError if there is none."""

    def __getitem__(self, name: str) -> str:
        return str(self.attrib[name])

    def select(self, selector: str) -> list["Element"]:
        """Every element inside this one that matches, in the order of the page."""
        return list(compiled(selector)(self))

    def one(self, selector: str) -> "Element":
        """The first of these, of which there must be one."""
        return self.select(selector)[0]

    def pieces(self) -> Iterator[tuple[str, "Element"]]:
        """Each piece of text inside, and the element that it stands in; without scripts and styles,
        and what is blank.
        """
        for text in TEXTS(self):
            if not text.isspace():
                before = text.getparent()
                yield str(text), before.getparent() if text.is_tail else before

    def strings(self) -> Iterator[str]:
        """These texts, without the blanks around them."""
        return (text.strip() for text, _ in self.pieces())

    @property
    def words(self) -> str:
        """All text inside, as it is in the file."""
        return "".join(TEXTS(self))


PARSER = HTMLParser()
PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=Element))


def parsed(html: str) -> Element:
    """A page, as its root element."""
    return document_fromstring(html, parser=PARSER)

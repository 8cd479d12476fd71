"""The map: every page and every answer once, in the lists and as Mermaid text."""

import re
from collections import Counter
from collections.abc import Iterator

from flask.testing import FlaskClient

from guide.content.model import Contact, Guide
from guide.pages.languages import SOURCE
from guide.pages.text import Text
from guide.review.map import Branch, nodes, trees
from tests.conftest import client_at, dom, shipped


def branches(part: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in part:
        yield branch
        yield from branches(branch.branches)


def say(words: str) -> str:
    """Words as the map shows them in English."""
    return Text(shipped(), client_at().application.languages[SOURCE]).plain(words)


def every_branch(guide: Guide) -> list[Branch]:
    return [branch for part in trees(guide).values() for branch in branches(part)]


def test_every_page_is_drawn_in_full_once(guide: Guide) -> None:
    drawn = Counter(b.node.address for b in every_branch(guide) if not b.stub)
    assert drawn == Counter(["", *guide.steps, "signs"])


def test_every_answer_is_drawn_once_and_leads_where_it_leads(guide: Guide) -> None:
    drawn = Counter(
        (branch.node.address, below.say, below.node.address)
        for branch in every_branch(guide)
        for below in branch.branches
    )
    ways = ((a, answer) for a, step in guide.steps.items() for answer in step.leads_to)
    wanted = [(a, answer.say, answer.to) for a, answer in ways if answer.to != guide.KIT]
    wanted += [("", door.say, door.to) for door in guide.main.doors]
    wanted += [("", guide.first.ask, "help/start")]
    for group in guide.signs:
        wanted += [("signs", sign.say, to) for sign in group.signs for to in sign.see]
    assert drawn == Counter(wanted)


def test_each_end_has_the_colour_and_the_lines_of_its_page(guide: Guide) -> None:
    for address, node in nodes(guide).items():
        page = dom(client_at(), f"/{address}")
        if address in guide.steps and node.lines:
            # At this hour the office line is open, so the page shows them in the order listed.
            shown = [link["href"] for link in page.select("main a.dial")]
            assert {getattr(line, "tel", "") or line.url for line in node.lines} == set(shown)
            assert node.kind == node.lines[0].kind
            assert page.select(f"main .card.{node.kind}")


def test_the_page_has_every_page_with_its_number_and_every_answer(
    client: FlaskClient, guide: Guide
) -> None:
    page = dom(client, "/about/map")
    for node in nodes(guide).values():
        item = page.get_element_by_id(f"/{node.address}")
        assert item.one("a").words.split()[0] == str(node.number)
        assert node.kind in item.classes
        shown = [" ".join(li.text.split()) for li in item.findall("ul/li")]
        assert shown == [f"{say(answer.say)} →" for answer in node.answers]
    assert len(page.select("li[id]")) == len(nodes(guide))


def test_the_number_of_a_step_is_the_one_in_its_title(client: FlaskClient, guide: Guide) -> None:
    for address in guide.steps:
        title = dom(client, f"/{address}").one("title").words
        assert title.endswith(f" {nodes(guide)[address].number}")


def test_a_stub_leads_to_where_its_page_stands(client: FlaskClient) -> None:
    page = dom(client, "/about/map")
    links = page.select(".maps a[href^='#']")
    assert links
    for link in links:
        assert page.get_element_by_id(link["href"][1:]).one("a").words.split()[0] == link.words


def test_each_flow_has_a_title_in_words_and_the_contents_lead_to_it(client: FlaskClient) -> None:
    page = dom(client, "/about/map")
    sections = page.select(".maps section")
    heads = {f"#{section['id']}": section.one("h2").words for section in sections}
    listed = {link["href"]: link.words for link in page.select(".contents a")}
    assert heads == listed
    assert len(heads) == len(shipped().flows) + 2
    assert not [head for head in heads.values() if "/" in head or not head]
    assert "A child is missing" in heads.values()


def test_the_lists_name_every_line_of_every_end_in_order(client: FlaskClient, guide: Guide) -> None:
    page = dom(client, "/about/map")
    for address, node in nodes(guide).items():
        items = page.get_element_by_id(f"/{address}").findall("ol/li")
        names = [" ".join(item.strings()) for item in items]
        wanted = [
            f"{line.name} {line.phone}" if isinstance(line, Contact) else line.name
            for line in node.lines
        ]
        assert names == wanted


def test_mermaid_has_every_page_and_every_answer(client: FlaskClient, guide: Guide) -> None:
    text = client.application.test_cli_runner().invoke(args=["guide", "map"]).output
    rows = text.splitlines()
    assert rows[0] == "flowchart TD"
    answers = [row for row in rows if "-->" in row]
    assert len(answers) == sum(len(node.answers) for node in nodes(guide).values())
    assert '  help_start -->|"Yes"| help_now' in answers
    assert '  help_now["Call 999 now"]:::emergency' in rows
    assert '  help_start{{"Is a child in danger now?"}}:::question' in rows
    for address in guide.steps:
        assert re.search(rf"^  {address.replace('/', '_')}[\[{{]", text, re.MULTILINE)
    assert "{area}" not in text

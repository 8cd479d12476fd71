"""The map: every page and every answer once, in the picture, in the lists and as Mermaid text."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from guide.content.model import Contact, Guide
from guide.review.map import Branch, Picture, nodes, trees
from tests.conftest import client_at, shipped, soup


def branches(part: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in part:
        yield branch
        yield from branches(branch.branches)


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
    wanted = [(a, answer.say, answer.to) for a, s in guide.steps.items() for answer in s.leads_to]
    wanted += [("", door.say, door.to) for door in guide.main.doors]
    wanted += [("", guide.first.ask, "help/start")]
    for group in guide.signs:
        wanted += [("signs", sign.say, to) for sign in group.signs for to in sign.see]
    assert drawn == Counter(wanted)


def test_each_end_has_the_colour_and_the_lines_of_its_page(guide: Guide) -> None:
    for address, node in nodes(guide).items():
        page = soup(client_at(), f"/{address}")
        if address in guide.steps and node.lines:
            # At this hour the office line is open, so the page shows them in the order listed.
            shown = [link["href"] for link in page.select("main a.dial")]
            assert {getattr(line, "tel", "") or line.url for line in node.lines} == set(shown)
            assert node.kind == node.lines[0].kind
            assert page.select_one(f"main .card.{node.kind}")


def pictures() -> dict[str, Picture]:
    return {name: Picture(part, str) for name, part in trees(shipped()).items()}


@pytest.mark.parametrize("name", trees(shipped()))
def test_nothing_in_a_picture_overlaps_or_runs_out_of_it(name: str) -> None:
    picture = pictures()[name]
    boxes = sorted(picture.boxes, key=lambda box: box.y)
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.width <= picture.WIDTH
        assert box.y + box.height <= picture.height
    for above, below in pairwise(boxes):
        assert above.y + above.height < below.y
    for text in picture.texts:
        assert 0 < text.x < picture.WIDTH
        assert 0 < text.y <= picture.height


@pytest.mark.parametrize("name", trees(shipped()))
def test_slices_cut_no_box_and_leave_nothing_out(name: str) -> None:
    picture = pictures()[name]
    slices = list(picture.slices())
    assert sum(height for _, height in slices) == picture.height
    for top, height in slices:
        for box in picture.boxes:
            outside = box.y + box.height <= top or box.y >= top + height
            inside = top <= box.y and box.y + box.height <= top + height
            assert outside or inside


def test_every_arrow_ends_at_a_box() -> None:
    for picture in pictures().values():
        for arrow in picture.arrows:
            x, y = arrow.x + arrow.forward, arrow.y + arrow.down
            assert any(box.x == x and box.y <= y <= box.y + box.height for box in picture.boxes)
        assert len(picture.arrows) == sum(box.x > 1 for box in picture.boxes)


def test_the_picture_and_the_lists_say_the_same(client: FlaskClient, guide: Guide) -> None:
    page = soup(client, "/about/map")
    for section in page.select(".maps section"):
        drawn = [text.get_text() for text in section.select("text.address")]
        listed = [link.get_text() for link in section.select("li > a[href^='/']")]
        assert [re.sub("[\u2066\u2069]", "", text) for text in drawn] == listed
    ids = [item["id"] for item in page.select("li[id]")]
    assert sorted(ids) == sorted(["/", "/signs", *(f"/{address}" for address in guide.steps)])


def test_the_lists_name_every_line_of_every_end_in_order(client: FlaskClient, guide: Guide) -> None:
    page = soup(client, "/about/map")
    for address, node in nodes(guide).items():
        items = page.find(id=f"/{address}").select(":scope > ol > li")
        names = [" ".join(item.get_text(" ").split()) for item in items]
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

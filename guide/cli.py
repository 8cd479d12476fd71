"""`flask guide …`: the commands for those who maintain the guide."""

import re
from collections.abc import Callable
from datetime import date, datetime
from errno import EPIPE
from pathlib import Path
from shutil import copytree
from typing import cast

import click
from flask import current_app
from flask.cli import AppGroup

from . import rules
from .content import freshness
from .content.catalogues import read_catalogues
from .content.expression import read
from .content.hours import (
    KNOWN_YEARS,
    LAST_BANK_HOLIDAYS,
    LONDON,
    instant,
    names_holidays,
    next_change,
    ordered,
    state,
)
from .content.load import ROOT, areas, load
from .content.lookups import ROLES, shown
from .content.model import Guide
from .content.problems import ContentError, Problem, RefusedError, nearest
from .export import ExportError, export
from .pages.edition import Edition
from .pages.languages import SOURCE, Language
from .pages.site import Page, screens
from .pages.text import Text
from .progress import progress
from .reader import record, to_read
from .review import map as drawing
from .review.changes import ScreensError, changes
from .review.costs import costs
from .review.entries import entries
from .review.scenarios import scenarios as people
from .review.scenarios import unknown
from .review.screens import as_text
from .rules.catalogue import unfaithful, unproven
from .web import GuideApp
from .web.last_resort import last_resort_page


class Commands(AppGroup):
    """Commands that say in a row or two what stopped them, and never with a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ContentError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            if error.errno == EPIPE:  # the reader has had enough, such as head: no failure to tell
                raise
            what = error.filename or "the output"
            raise click.ClickException(f"{what}: {error.strerror or error}") from None


commands = Commands("guide", help="Look after the guide's content.")


def _app() -> GuideApp:
    return cast(GuideApp, current_app)


def _at_any_hour(language: Language) -> Callable[[Page], str]:
    """A function that makes the pages of a language, right at any hour."""
    app = _app()
    return lambda page: app.renderer(Edition(language), page)


def _pages(language: Language) -> dict[str, Page]:
    """The pages that are offered in a language."""
    app = _app()
    return {a: page for a, page in app.site.items() if app.offer.offered(language, page)}


def _day(text: str) -> date:
    if text == "today":
        return datetime.now(LONDON).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is not a day such as 2026-11-22, or today") from None


def _instant(text: str) -> datetime:
    try:
        return instant(text).astimezone(LONDON)
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"“{text}” is not an instant such as 2026-12-25T03:00, in the years 1900 to 9000"
        ) from None


def _name(text: str) -> str:
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", text, re.ASCII):
        raise click.BadParameter(f"“{text}” is not a name such as exampleton or west-exampleton")
    return text


def _root(text: str) -> str:
    if not re.fullmatch(r"(/([a-z0-9][a-z0-9._~-]*/)*)?", text, re.IGNORECASE | re.ASCII):
        raise click.BadParameter(f"“{text}” is not a path such as /guide/, or /")
    return text


@commands.command("check")
@click.option("--at", "day", type=_day, help="A day, or today: check also what depends on it.")
def check(day: date | None) -> None:
    """Check every area against every safety rule and, if a day is given, for that day.

    The guide does not start with content that breaks a rule: then it lists every problem. Only the
    rules on reading ease, most of those on translations, and the form of scenarios.yaml are left to
    this command. With --at, it also reports numbers that were checked too long before that day.
    """
    guides, problems = _every_guide()
    for guide in guides:
        problems += rules.check(guide, editorial=True)
        problems += freshness.stale(guide, day) if day else ()
        problems += _unread_people(guide)
    translations = _app().translated.folder
    known = read_catalogues(translations, problems).values()
    problems += [*unfaithful(translations, known), *unproven(translations, known)]
    if problems:
        raise click.ClickException(str(ContentError(list(dict.fromkeys(problems)))))
    count = len(rules.RULES + rules.EDITORIAL)
    for guide in guides:
        click.echo(
            f"{guide.area.name}: {len(guide.steps)} steps and {len(guide.contacts)} contacts "
            f"keep all {count} rules."
        )
    for line in _app().translated.messages():
        click.echo(line)
    silent = [one for guide in guides for one in guide.recordings if one not in guide.heard]
    for one in dict.fromkeys(silent):
        click.echo(f"{one.where}: guide{one.file.path} is not there yet: nobody hears it")
    if day:
        soon = [problem for guide in guides for problem in freshness.ageing(guide, day)]
        for problem in dict.fromkeys(soon):
            click.echo(f"Check again soon: {problem.place}: {problem.wrong}")
        click.echo(
            f"Bank holidays are known to the end of {LAST_BANK_HOLIDAYS}, except days that "
            "the government adds: put those into guide/bank-holidays.txt."
        )


def _every_guide() -> tuple[list[Guide], list[Problem]]:
    """The guide that this application has, then those of all other areas; and the problems of those
    that cannot be read.
    """
    served = _app().guide
    guides: list[Guide] = [served]
    problems: list[Problem] = []
    for area in areas():
        if area != served.area.id:
            try:
                guides.append(load(area))
            except ContentError as error:
                problems += error.problems
    return guides, problems


def _unread_people(guide: Guide) -> list[Problem]:
    """What is wrong with the people of an area. The guide starts without them."""
    try:
        return [*unknown(guide, people(guide.area))]
    except ContentError as error:
        return [*error.problems]


@commands.command("new-area")
@click.argument("name", type=_name)
def new_area(name: str) -> None:
    """Write the folder of a new area, with a question wherever its owner must write something.

    Nothing starts with this area until every question is answered. docs/tasks/add-an-area.md says
    how.
    """
    folder = ROOT / "areas" / name
    if folder.exists():
        raise click.ClickException(f"guide/areas/{name} is there already; give another name")
    copytree(ROOT / "new-area", folder)
    click.echo(f"guide/areas/{name} has the questions. Answer them, file by file, then run")
    click.echo(f"    GUIDE_AREA={name} .venv/bin/flask guide check")


@commands.command("when")
@click.argument("at", type=_instant)
def when(at: datetime) -> None:
    """Show the state of each line at an instant in London, and the order on the first screen."""
    guide = _app().guide
    contacts = shown(guide)
    numbers = tuple(map(guide.contact, ROLES))
    states = {contact.id: state(contact.hours, at) for contact in guide.contacts.values()}
    click.echo(f"{at:%A %d %B %Y, %H:%M} in London:")
    for contact in contacts:
        now = states[contact.id].name.lower()
        click.echo(f"  {now:9}{contact.phone:15}{contact.name}")
    if at.year not in KNOWN_YEARS and any(names_holidays(read(c.hours)) for c in contacts):
        click.echo(
            f"The bank holidays of {at.year} are not known, so each line whose hours name PH "
            f"is unknown. Known are those of {KNOWN_YEARS[0]} to {LAST_BANK_HOLIDAYS}."
        )
    click.echo("The first screen shows, in this order:")
    for number, line in enumerate(ordered(numbers, states), start=1):
        click.echo(f"  {number}. {line.name}")
    found = (next_change(contact.hours, at) for contact in contacts)
    if until := min(filter(None, found), default=None):
        click.echo(f"The next change is on {until.astimezone(LONDON):%A %d %B %Y at %H:%M}.")
    else:
        click.echo("No line changes in the year that follows.")


@commands.command("map")
def map_() -> None:
    """Write the whole guide as a graph in the language of mermaid.js."""
    guide = _app().guide
    click.echo(drawing.mermaid(guide, Text(guide, _app().languages[SOURCE]).plain))


@commands.command("screens")
def screens_() -> None:
    """Write all that is signed off as text, to compare two versions: the words of every page in
    every language, the people, the safety rules and the hazards.
    """
    app = _app()
    texts = [
        as_text(screens(app.guide, _pages(language), _at_any_hour(language), language))
        for language in progress(app.languages.values())
    ]
    click.echo("\n".join([*texts, as_text(entries(app.guide.area))]))


@commands.command("changes")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def changes_(old: Path, new: Path) -> None:
    """Write what somebody must read who has signed off OLD: all that is different in NEW.

    Both are files that `flask guide screens` wrote, in two versions.
    """
    try:
        click.echo("\n".join(changes(old, new)))
    except ScreensError as error:
        raise click.ClickException(str(error)) from None


@commands.command("scenarios")
def scenarios() -> None:
    """Write the people who come in this area as one page of HTML, to read and to print."""
    app = _app()
    click.echo(_at_any_hour(app.languages[SOURCE])(app.site["about/scenarios"]))


@commands.command("last-resort")
def last_resort() -> None:
    """Write the page that a server in front shows when the guide is down: only the numbers."""
    click.echo(last_resort_page(_app().guide, _app().settings))


@commands.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--root", type=_root, default="", help="Where a host serves it, such as /guide/.")
def export_(folder: Path, root: str) -> None:
    """Write the whole guide to FOLDER as files, right at any hour: for a web host or a stick.

    Links lead from file to file, wherever the folder is, or begin with --root. If FOLDER exists,
    it is replaced, but only if nothing is in it that this command did not write. If the area names
    no publisher, the files are only to try: each page says so.
    """
    try:
        count, size = export(_app(), folder, root, progress)
    except ExportError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{count} files, {size:,} bytes, in {folder}")
    area = _app().guide.area
    if not area.publisher:
        click.echo(
            f"To try, not to give to others: nobody publishes the guide of {area.name} yet. Each "
            "page says so, and asks search engines to leave it out.\n"
            f"    Fix: write  publisher:  in {area.where.file}, then export again"
        )


@commands.command("readers")
@click.argument("code")
@click.option("--count", type=click.IntRange(1), default=20, help="How many texts to show.")
@click.option("--read-by", "name", help="Who has read the texts: a name.")
@click.option("--texts", help="Which texts: their numbers, such as 1-20,25, or their digests.")
@click.option("--on", "day", type=_day, default="today", help="The day on which they were read.")
def readers_(code: str, count: int, name: str | None, texts: str | None, day: date) -> None:
    """Show the next texts of a language to read, beside the English; or, with a name, note in
    translations/readers.yaml who has read which.

    The texts that could do most harm come first. A text that changes must be read again.
    """
    translated = _app().translated
    known = {language.code: language for language in translated.others}
    if code not in known:
        fix = nearest(code, known) if known else "no language has a compiled catalogue: make ready"
        raise click.BadParameter(f"“{code}” has no catalogue; {fix}", param_hint="CODE")
    if (name is None) != (texts is None):
        raise click.UsageError("--read-by and --texts belong together: who has read which texts")
    if name is None or texts is None:
        click.echo("\n".join(to_read(translated, known[code], count)))
        return
    name = " ".join(name.split())
    try:
        new, before = record(translated, known[code], name, day, texts)
    except RefusedError as error:
        raise click.ClickException(f"{error.wrong}: {error.fix}") from None
    click.echo(f"Noted in translations/readers.yaml: {name} has read {new} texts of {code}.")
    if before:
        click.echo(f"{name} had read {before} of them before: only another person counts again.")


@commands.command("links")
def links() -> None:
    """List every link to another site: what it is for, when it was checked, and its source."""
    for link in _app().guide.links.values():
        click.echo(f"{link.url}\n    {link.name}: {link.brief}")
        click.echo(f"    checked {link.checked:%d %B %Y}; source: {link.source}")


@commands.command("pages")
def pages() -> None:
    """Write what each page costs a visitor: bytes, as gzip, reading grade, taps to get there."""
    app = _app()
    language = app.languages[SOURCE]
    render = _at_any_hour(language)
    pages = progress(app.site.values())
    html = {language.path(page.address): render(page) for page in pages}
    click.echo(f"{'page':18}{'bytes':>8}{'gzip':>8}{'grade':>7}{'taps':>6}")
    for path, cost in costs(html).items():
        taps = "-" if cost.taps is None else cost.taps
        click.echo(f"{path:18}{cost.plain:8,}{cost.packed:8,}{cost.grade:7.1f}{taps:>6}")

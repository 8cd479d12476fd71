"""`flask guide …`: what a maintainer asks of the guide on the command line."""

import re
from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from . import drawing, freshness, rules
from .content import ContentError
from .errors import last_resort_page
from .export import ExportError, export
from .hours import LAST_BANK_HOLIDAYS, LONDON, instant, next_change, ordered, state
from .i18n import Language
from .model import Guide
from .rules.lookups import ROLES, shown
from .screens import as_text, screens, still, still_request
from .settings import Settings
from .text import plain

commands = AppGroup("guide", help="Look after the guide's content.")


def _guide() -> Guide:
    guide: Guide = current_app.extensions["guide"]
    return guide


def _day(text: str) -> date:
    if text == "today":
        return datetime.now(LONDON).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is not a day such as 2026-11-22, or today") from None


def _instant(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is not an instant such as 2026-12-25T03:00") from None


def _root(text: str) -> str:
    if not re.fullmatch(r"(/([a-z0-9][a-z0-9._~-]*/)*)?", text, re.IGNORECASE | re.ASCII):
        raise click.BadParameter(f"“{text}” is not a path such as /guide/, or /")
    return text


@commands.command("check")
@click.option("--at", "day", type=_day, help="A day, or today: check what depends on it, too.")
def check(day: date | None) -> None:
    """Check the content against every safety rule and, if a day is given, for that day.

    The app has already kept most rules to get here: it does not start with content that breaks
    one, but lists every problem. Those on words about hours and on reading ease are checked here.
    With --at, numbers whose last check is too long before that day are told.
    """
    guide = _guide()
    problems = [*rules.check(guide, editorial=True)]
    problems += freshness.stale(guide, day) if day else ()
    if problems:
        raise click.ClickException(str(ContentError(problems)))
    count = len(rules.RULES + rules.EDITORIAL)
    click.echo(
        f"{guide.area.name}: {len(guide.steps)} steps and {len(guide.contacts)} lines "
        f"keep all {count} rules."
    )
    if day:
        for problem in freshness.ageing(guide, day):
            click.echo(f"Check again soon: {problem.place}: {problem.wrong}")
        click.echo(
            f"Bank holidays are known to the end of {LAST_BANK_HOLIDAYS}, but for days that "
            "the government adds: put those into guide/bank-holidays.txt."
        )


@commands.command("when")
@click.argument("at", type=_instant)
def when(at: datetime) -> None:
    """Tell what each line is at an instant in London, and the order on the first screen."""
    guide = _guide()
    contacts = shown(guide)
    numbers = tuple(map(guide.contact, ROLES))
    click.echo(f"{at.astimezone(LONDON):%A %d %B %Y, %H:%M} in London:")
    for contact in contacts:
        now = state(contact.hours, at).name.lower()
        click.echo(f"  {now:9}{contact.phone:15}{contact.name}")
    click.echo("The first screen shows, in this order:")
    for number, line in enumerate(ordered(numbers, at), start=1):
        click.echo(f"  {number}. {line.name}")
    until = min(filter(None, (next_change(contact.hours, at) for contact in contacts)))
    click.echo(f"The next change is on {until:%A %d %B %Y at %H:%M}.")


@commands.command("map")
def map_() -> None:
    """Write the whole guide as a graph in the language of mermaid.js."""
    guide = _guide()
    with still_request("/"):
        click.echo(drawing.mermaid(guide, lambda words: plain(guide, words)))


@commands.command("screens")
def screens_() -> None:
    """Write the words of every page in every language, to compare two versions as text."""
    spoken: dict[str, Language] = current_app.extensions["languages"]
    for language in spoken.values():
        with still_request(language.path("")):
            click.echo(as_text(screens(_guide(), language)))


@commands.command("scenarios")
def scenarios() -> None:
    """Write the people of tests/scenarios.yaml as one page of HTML, to read and to print."""
    click.echo(still("/about/scenarios").get_data(as_text=True))


@commands.command("last-resort")
def last_resort() -> None:
    """Write the page that a server in front shows when the guide is gone: the numbers alone."""
    settings: Settings = current_app.extensions["settings"]
    click.echo(last_resort_page(_guide(), settings))


@commands.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--root", type=_root, default="", help="Where a host serves it, such as /guide/.")
def export_(folder: Path, root: str) -> None:
    """Write the whole guide to FOLDER as files, right at any hour: for a web host or a stick.

    Links lead from file to file, wherever the folder is, or begin with --root. A FOLDER that is
    there is replaced whole, but only if this command wrote it.
    """
    try:
        count, size = export(folder, root)
    except (ExportError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{count} files, {size:,} bytes, in {folder}")


@commands.command("links")
def links() -> None:
    """List every link to another site: what it is for, and when and where it was checked."""
    for link in _guide().links.values():
        click.echo(f"{link.url}\n    {link.name}: {link.brief}")
        click.echo(f"    checked {link.checked:%d %B %Y}; source: {link.source}")

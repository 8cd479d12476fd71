"""`flask guide …`: what a maintainer asks of the guide on the command line."""

from pathlib import Path

import click
import yaml
from flask import Flask
from flask.cli import AppGroup

from . import rules
from .content import ContentError
from .model import Guide

TOP = Path(__file__).parent.parent


def install(app: Flask, guide: Guide) -> None:
    """Give the app its commands."""
    group = AppGroup("guide", help="Look after the guide's content.")
    app.cli.add_command(group)

    @group.command("links")
    def links() -> None:
        """List every link to another site: what it is for, and when and where it was checked."""
        for link in guide.links.values():
            click.echo(f"{link.url}\n    {link.name}: {link.brief}")
            click.echo(f"    checked {link.checked:%d %B %Y}; source: {link.source}")

    @group.command("scenarios")
    def scenarios() -> None:
        """Write the people of tests/scenarios.yaml as one page of HTML, to read and to print."""
        people = yaml.safe_load((TOP / "tests/scenarios.yaml").read_text())
        page = app.jinja_env.get_template("scenarios.html")
        click.echo(page.render(people=people, line=guide.line))

    @group.command("check")
    def check() -> None:
        """Check the content against every safety rule.

        The app has already kept most of them to get here: it does not start with content that
        breaks one, but lists every problem. Those on reading ease are checked here.
        """
        if problems := rules.check(guide, editorial=True):
            raise click.ClickException(str(ContentError(problems)))
        count = len(rules.RULES + rules.EDITORIAL)
        click.echo(
            f"{guide.area.name}: {len(guide.steps)} steps and {len(guide.contacts)} lines "
            f"keep all {count} rules."
        )

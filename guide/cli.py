"""`flask guide …`: what a maintainer asks of the guide on the command line."""

import click
from flask import Flask
from flask.cli import AppGroup

from .model import Guide
from .rules import RULES


def install(app: Flask, guide: Guide) -> None:
    """Give the app its commands."""
    group = AppGroup("guide", help="Look after the guide's content.")
    app.cli.add_command(group)

    @group.command("check")
    def check() -> None:
        """Check the content against every safety rule.

        The app has already done so to get here: it does not start with content that breaks one,
        but lists every problem and ends with status 1.
        """
        click.echo(
            f"{guide.area.name}: {len(guide.steps)} steps and {len(guide.contacts)} lines "
            f"keep all {len(RULES)} rules."
        )

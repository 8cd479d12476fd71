"""The guide for a person who is worried about a child. `create_app` makes it."""

from pathlib import Path

from . import cli
from .content.catalogues import read_catalogues
from .content.load import load
from .content.model import Guide
from .content.problems import ContentError
from .pages.assets import TOP
from .pages.site import site
from .pages.translated import Translated
from .rules import check
from .rules.catalogue import unfaithful
from .settings import Settings, SettingsError, unpublished
from .web import GuideApp

__all__ = ["ContentError", "Settings", "SettingsError", "create_app"]


def create_app(
    settings: Settings | None = None,
    guide: Guide | None = None,
    translations: Path = TOP / "translations",
) -> GuideApp:
    """The guide as a WSGI application.

    By default it has the settings of the environment and the content of their area. A guide that
    breaks a rule is not made: raises SettingsError or ContentError, whose text says all that is
    wrong.
    """
    settings = settings or Settings.read()
    guide = guide or load(settings.area)
    problems = [*check(guide), *unpublished(guide, settings)]
    catalogues = read_catalogues(translations, problems)
    if problems:
        raise ContentError(problems)
    translated = Translated.read(guide, site(guide), translations, catalogues, problems)
    offer = translated.offer(settings.languages, settings.drafts, problems)
    served = [known for code, known in catalogues.items() if code in offer.languages]
    problems += unfaithful(translations, served)
    if problems:
        raise ContentError(problems)
    app = GuideApp(guide, settings, offer, translated)
    app.cli.add_command(cli.commands)
    return app

"""Every sheet to print as a PDF, made by the Chromium that the tests use: `make kit`.

Nothing is fetched: the pages are made here, and a page is one request.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from guide import ContentError, SettingsError, create_app
from guide.pages.edition import Edition
from guide.pages.languages import SOURCE, Language
from guide.pages.site import PAPERS
from guide.web import GuideApp

from .chromium import installed


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a network. Exits with a message if there is none."""
    path = installed()
    if not path:
        sys.exit("No Chromium: run  python tests/browser/chromium.py")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def addresses(app: GuideApp, language: Language) -> list[str]:
    """The address of each sheet in a language: also with English, if it is another language."""
    both = [f"kit/{name}/both" for name in PAPERS if language.code != SOURCE]
    sheets = [*map(app.guide.sheet_address, app.guide.sheets)]
    return [*(f"kit/{name}" for name in PAPERS), *both, *sheets]


def pdf(browser: Browser, html: str) -> bytes:
    """A page on paper, of the size that it asks for."""
    page = browser.new_page(offline=True)
    page.set_content(html)
    made = page.pdf(prefer_css_page_size=True, format="A4")
    page.close()
    return made


def write(app: GuideApp, browser: Browser, folder: Path) -> Iterator[tuple[Path, int]]:
    """Write each sheet to the folder. Yields each file and its size. Raises OSError."""
    for language in app.offer.on_paper.values():
        for address in addresses(app, language):
            html = app.renderer(Edition(language), app.site[address])
            made = pdf(browser, html)
            file = folder / f"{language.code}-{address.replace('/', '-')}.pdf"
            folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(made)
            yield file, len(made)


def main(folder: str) -> None:
    try:
        app = create_app()
        if app.front.moment().late:
            sys.exit(
                "The numbers were checked too long ago to print them. Check them, and set"
                "  checked: …  (docs/tasks/change-a-number.md)"
            )
        with chromium() as browser:
            for file, size in write(app, browser, Path(folder)):
                print(f"{file}  {size:,} bytes")
        if not app.settings.public_address:
            print("GUIDE_ADDRESS is not set, so the sheets have no code to scan.")
    except (ContentError, SettingsError) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")


if __name__ == "__main__":
    main(sys.argv[1])

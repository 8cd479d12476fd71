"""Finds a Chromium for the tests, and installs one if there is none.

It first looks for an installed one, then for Playwright's own download, then in system packages.
Run as a script it prints the path of the browser, or says what it tried.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

SHELL = "chromium-headless-shell"
"""Chromium without windows: the same pages in two thirds of the time."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ROOT = () if getattr(os, "geteuid", lambda: 0)() == 0 else ("sudo", "-n")
UPDATE = ("apt-get", "update", "-qq")
APT = ("apt-get", "install", "-y", "-qq")
PACKAGES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (UPDATE, (*APT, SHELL)),
    (UPDATE, (*APT, "chromium")),  # where there is no package of the shell
    (("dnf", "install", "-y", "-q", "chromium"),),
    (("pacman", "-S", "--noconfirm", "chromium"),),
    (("apk", "add", "chromium"),),
)
"""The commands of each package manager."""


def installed() -> str | None:
    """A Chromium on the path, in a Mac's applications, or downloaded by Playwright."""
    found = next(filter(None, map(which, NAMES)), None)
    return found or (MAC if Path(MAC).exists() else _playwrights())


def _playwrights() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def ways_to_install() -> list[tuple[tuple[str, ...], ...]]:
    """The commands to try, in this order."""
    download = ((sys.executable, "-m", "playwright", "install", "chromium"),)
    return [download, *(commands for commands in PACKAGES if which(commands[0][0]))]


def main() -> None:
    tried = []
    for commands in [[], *ways_to_install()]:
        for command in commands:
            line = (*(() if command[0] == sys.executable else ROOT), *command)
            tried.append(" ".join(line))
            print("Installing a Chromium for the tests:", tried[-1], file=sys.stderr)
            done = subprocess.run(line, timeout=900, check=False, stdin=subprocess.DEVNULL)
            if done.returncode:
                break
        if found := installed():
            print(found)
            return
    sys.exit("No Chromium, and none could be installed. Tried:\n" + "\n".join(tried))


if __name__ == "__main__":
    main()

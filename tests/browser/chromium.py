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

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ROOT = () if getattr(os, "geteuid", lambda: 0)() == 0 else ("sudo", "-n")
PACKAGES = {
    "apt-get": [
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "chromium-headless-shell"),
    ],
    "dnf": [("dnf", "install", "-y", "-q", "chromium")],
    "pacman": [("pacman", "-S", "--noconfirm", "chromium")],
    "apk": [("apk", "add", "chromium")],
}


def installed() -> str | None:
    """A Chromium on the path, in a Mac's applications, or downloaded by Playwright."""
    found = next(filter(None, map(which, NAMES)), None)
    return found or (MAC if Path(MAC).exists() else _playwrights())


def _playwrights() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def ways_to_install() -> list[list[tuple[str, ...]]]:
    """The commands to try, in this order."""
    download = [(sys.executable, "-m", "playwright", "install", "chromium")]
    return [download, *(commands for tool, commands in PACKAGES.items() if which(tool))]


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

"""How it is put on the internet: the image has all that the guide reads, and the parts fit."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import fields
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values

from guide import Settings, cli, create_app
from guide.settings import PREFIX
from guide.web.serve import OPTIONS
from tests.web.test_serve import fetch, free_port, serve_command

from .conftest import SERVED, TOP, shipped
from .made_up import SHIPPED

DEPLOY = TOP / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
GUIDES = ("guide-a", "guide-b")
PLACES = {"10.253.0.11:8000", "10.253.0.12:8000"}


def stage(name: str) -> str:
    """The rows of one stage of the Containerfile."""
    (found,) = re.findall(rf"^FROM \S+ AS {name}\n(.*?)(?=^FROM |\Z)", CONTAINERFILE, re.M | re.S)
    return str(found)


def command(instruction: str, name: str = "guide") -> list[str]:
    """The program that an instruction of a stage starts, with its arguments."""
    (found,) = re.findall(rf"^{instruction}\b[^[]*(\[.*\])", stage(name), re.M)
    return [str(word) for word in json.loads(found)]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the image: what COPY names, and no more."""
    root = tmp_path_factory.mktemp("image")
    for source, target in re.findall(r"^COPY (\S+) (\S+)$", stage("made"), re.M):
        to = root / target
        if (TOP / source).is_dir():
            shutil.copytree(TOP / source, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / source, to)
    (root / ".venv").symlink_to(sys.prefix)
    return root


def run_in(image: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GUIDE_AREA": SHIPPED, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        words, cwd=image, env=environment, capture_output=True, text=True, check=False
    )


EVERY_PAGE = """
import guide
app = guide.create_app()
print(guide.__file__)
print(app.test_cli_runner().invoke(args=["guide", "check"]).output.partition(":")[0])
client = app.test_client()
for path in {paths!r}:
    print(client.get(path).status_code, path)
"""


def test_the_image_has_all_that_every_page_reads_and_writes_nothing(image: Path) -> None:
    before = sorted(image.rglob("*"))
    seen = run_in(image, sys.executable, "-c", EVERY_PAGE.format(paths=SERVED))
    assert seen.stdout.splitlines() == [
        str(image / "guide/__init__.py"),
        shipped().area.name,
        *(f"200 {path}" for path in SERVED),
    ]
    assert sorted(image.rglob("*")) == before


def test_the_image_has_nothing_else(image: Path) -> None:
    top = {path.name for path in image.iterdir()}
    assert top == {
        ".venv", "docs", "guide", "requirements.txt", "static", "templates", "tests",
        "translations", "wsgi.py",
    }  # fmt: skip
    assert [path.name for path in (image / "tests").iterdir()] == ["scenarios.yaml"]
    assert [path.name for path in (image / "docs").iterdir()] == ["hazards.yaml"]


def test_the_command_of_the_image_serves_and_its_health_check_sees_it(image: Path) -> None:
    serve, health, port = command("CMD"), command("HEALTHCHECK"), str(free_port())
    here = {"0.0.0.0": "127.0.0.1", "8000": port}
    health[-1] = health[-1].replace(":8000", f":{port}")
    assert run_in(image, *health).returncode == 1
    process = subprocess.Popen(
        [here.get(word, word) for word in serve], cwd=image, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            with suppress(OSError):
                fetch(int(port), "/healthz")
                break
            time.sleep(0.05)
        assert run_in(image, *health).returncode == 0
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_the_image_is_made_of_pinned_parts_and_has_no_rights() -> None:
    assert stage("made").count("--require-hashes") == 1
    bases = re.findall(r"^FROM (\S+) AS \w+$", CONTAINERFILE, re.M)
    assert [base.split(":")[0] for base in bases] == [
        "docker.io/library/python", "docker.io/library/python", "docker.io/library/debian",
    ]  # fmt: skip
    assert bases[0] == bases[1]
    assert re.search(r":\d+\.\d+\.\d+-slim", bases[0])
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", stage("guide"), re.M)
    assert "RUN" not in stage("guide")


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_can_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "always"
    assert service["mem_limit"]
    assert "privileged" not in service
    assert ("cap_add" in service) == ("ports" in service) == (name == "edge")
    build = service["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).samefile(DEPLOY / "Containerfile")
    assert stage(build["target"])


def test_only_the_edge_is_public() -> None:
    inside = COMPOSE["networks"]["inside"]
    assert inside["internal"] is True
    subnet = ip_network(inside["ipam"]["config"][0]["subnet"])
    assert set(SERVICES) == {*GUIDES, "edge"}
    places = [SERVICES[name]["networks"]["inside"]["ipv4_address"] for name in GUIDES]
    assert len(set(places)) == 2
    assert all(ip_address(place) in subnet for place in places)
    assert all([*SERVICES[name]["networks"]] == ["inside"] for name in GUIDES)
    assert {f"{place}:8000" for place in places} == PLACES


def test_what_the_edge_mounts_is_there() -> None:
    mounts = dict(volume.split(":")[:2] for volume in SERVICES["edge"]["volumes"])
    for source in (source for source in mounts if source.startswith("./")):
        assert (DEPLOY / source).exists(), source
    nginx = command("CMD", "edge")
    assert mounts["./nginx.conf"] == nginx[nginx.index("-c") + 1]
    assert mounts["./edge"] == str(Path(mounts["./nginx.conf"]).parent / "edge")
    assert mounts["/srv/edge/site.conf"] == mounts["./edge"] + "/site.conf"
    assert mounts["/srv/edge"] + "/" == nginx[nginx.index("-p") + 1]


def test_each_part_of_the_edge_is_there_and_used() -> None:
    parts = {f"edge/{path.name}" for path in (DEPLOY / "edge").iterdir()}
    texts = [
        path.read_text("utf-8") for path in (DEPLOY / "nginx.conf", *(DEPLOY / "edge").iterdir())
    ]
    assert {name for text in texts for name in re.findall(r"include (\S+);", text)} == parts


@pytest.mark.parametrize("name", ["guide@.service", "guide-edge.service"])
def test_a_unit_restarts_always_and_starts_what_is_there(name: str) -> None:
    unit = (DEPLOY / name).read_text("utf-8")
    assert "\nRestart=always\n" in unit
    assert "\nStartLimitIntervalSec=0\n" in unit
    named = re.findall(r"/srv/guide/((?:deploy|guide)/[\w./-]+)", unit)
    assert all((TOP / path).exists() for path in named)


def test_make_run_the_image_and_the_unit_run_the_same_server() -> None:
    serve = [".venv/bin/python", "-m", "guide.web.serve"]
    unit = (DEPLOY / "guide@.service").read_text("utf-8")
    assert serve_command(8000)[:3] == command("CMD")[:3] == serve
    assert f"\nExecStart=/srv/guide/{' '.join(serve)} --port %i\n" in unit


# README: every command runs as printed.

README = (DEPLOY / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"(?<=\n\n)(?: {4,}\S.*\n)+", README)
"""The commands: what is indented below an empty line."""


def block_with(*words: str) -> str:
    """The one block of commands of the README that has all these words."""
    (found,) = (block for block in BLOCKS if all(word in block for word in words))
    return found


def run_block(block: str, edge: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a block as printed, on other folders than those of a real machine."""
    block = block.replace("/srv/edge", str(edge)).replace("cd /srv/guide", f"cd {cwd}")
    words = ["bash", "-ec", f"NAME=help.example.net\n{block}"]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.strip().splitlines()[0][:50])
def test_a_block_of_commands_is_right_for_the_shell_and_names_what_is_there(block: str) -> None:
    checked = subprocess.run(
        ["bash", "-n", "-c", block], capture_output=True, text=True, check=False
    )
    assert checked.stderr == ""
    assert "guide.example.org" not in block.replace("NAME=guide.example.org", "")
    for name in re.findall(r"\bdeploy/[\w@.*-]+|\bedge/site\.conf", block):
        assert [*TOP.glob(name), *DEPLOY.glob(name)], name
    for target in re.findall(r"\bmake (\S+)", block.replace("nginx-light make", "")):
        assert f"\n{target}:" in (TOP / "Makefile").read_text("utf-8")
    assert set(re.findall(r"flask guide ([\w-]+)", block)) <= {*cli.commands.commands}


def test_no_command_writes_over_the_last_resort_page_before_it_is_whole() -> None:
    assert not re.search(r"> *\S*/?last-resort\.html", README)
    made = [block for block in BLOCKS if "> last-resort.new" in block]
    assert len(made) == 4
    for block in made:
        after = block.partition("> last-resort.new")[2].strip()
        assert not after or after.startswith("&&")
    moved = [line for line in README.splitlines() if "last-resort.new /srv/edge/" in line]
    before = {README.splitlines()[README.splitlines().index(line) - 1] for line in moved}
    assert all(line.endswith("&&") for line in before)


def test_the_settings_of_the_readme_are_right_and_complete(tmp_path: Path) -> None:
    shutil.copy(TOP / ".env.example", tmp_path)
    done = run_block(block_with(".env.example"), tmp_path / "edge", tmp_path)
    assert done.returncode == 0, done.stderr
    given = {key: value or "" for key, value in dotenv_values(tmp_path / ".env").items()}
    assert {*given} == {f"{PREFIX}{field.name.upper()}" for field in fields(Settings)}
    settings = Settings.read(given)
    assert settings.hosts == ("help.example.net",)
    assert (settings.https, settings.proxies) == (True, 1)


@pytest.mark.parametrize("name", GUIDES)
def test_a_container_gets_every_setting(name: str) -> None:
    service = SERVICES[name]
    assert (DEPLOY / service["env_file"]).resolve() == TOP / ".env"
    assert "environment" not in service
    # None is in the image: only its check, which looks at every area, names one to begin with.
    assert not re.search(r"^(ENV|ARG)\b", CONTAINERFILE, re.M)
    assert re.findall(rf"{PREFIX}\S+ .*", CONTAINERFILE) == [
        f'{PREFIX}AREA="$(ls guide/areas | head -n 1)" .venv/bin/flask guide check'
    ]
    # Each command of the image that depends on settings has them, too.
    runs = re.findall(r"docker run .*? guide .*", README)
    assert runs
    assert all("--env-file ../.env" in run for run in runs)


def shown_by_make(*words: str, **environment: str) -> dict[str, str]:
    """The settings that a command of the Makefile gets."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    done = subprocess.run(
        ["make", "-s", "--eval", "settings: ; @env", "settings", *words],
        cwd=TOP, env={**plain, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = (row.partition("=") for row in done.stdout.splitlines())
    return {key: value for key, _, value in rows if key.startswith(PREFIX)}


def test_make_passes_every_setting() -> None:
    given = {f"{PREFIX}{field.name.upper()}": f"a {field.name}" for field in fields(Settings)}
    assert shown_by_make(**given) == given
    assert shown_by_make() == {}
    assert shown_by_make("AREA=west") == {"GUIDE_AREA": "west"}
    assert shown_by_make("AREA=west", GUIDE_AREA="east") == {"GUIDE_AREA": "west"}


@pytest.mark.parametrize(
    ("target", "given", "file", "drafts"),
    [
        ("run", {}, "", "yes"),
        ("run", {"GUIDE_DRAFTS": "no"}, "", "no"),
        ("run", {"GUIDE_HOSTS": "guide.example.org"}, "", None),
        ("run", {}, "GUIDE_DRAFTS=no", None),
        ("run", {}, "GUIDE_HOSTS=guide.example.org", None),
        ("run", {}, "GUIDE_HTTPS=no", "yes"),
        ("export", {}, "", None),
        ("export", {"GUIDE_DRAFTS": "yes"}, "", "yes"),
    ],
)
def test_make_shows_drafts_only_on_your_own_machine_and_only_if_nothing_else_is_said(
    target: str, given: dict[str, str], file: str, drafts: str | None, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(file)
    for name in ("python", "flask"):
        (tmp_path / name).write_text("#!/bin/sh\nenv\n")
        (tmp_path / name).chmod(0o755)
    made = ["-o", "ready", "-o", ".venv/run", f"BIN={tmp_path}", "CATALOGUES="]
    plain = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    done = subprocess.run(
        ["make", "-s", "-f", TOP / "Makefile", *made, target],
        cwd=tmp_path, env={**plain, **given}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.findall(r"^GUIDE_DRAFTS=(.*)$", done.stdout, re.MULTILINE)
    assert found == ([drafts] if drafts else [])


def test_the_unit_reads_the_same_settings() -> None:
    unit = (DEPLOY / "guide@.service").read_text("utf-8")
    assert "\nWorkingDirectory=/srv/guide\n" in unit
    assert "Environment" not in unit


@pytest.mark.parametrize(
    ("way", "servers", "log"),
    [
        ("docker", PLACES, "access_log /dev/stderr "),
        ("systemctl", {"127.0.0.1:8000", "127.0.0.1:8001"}, "access_log syslog:"),
    ],
)
def test_the_readme_makes_site_conf(way: str, servers: set[str], log: str, tmp_path: Path) -> None:
    block = block_with("edge/site.conf", way).partition("edge/site.conf > ")
    done = run_block("".join([*block[:2], str(tmp_path / "site.conf")]), tmp_path, TOP)
    assert done.returncode == 0, done.stderr
    conf = (tmp_path / "site.conf").read_text("utf-8")
    assert "guide.example.org" not in conf
    assert conf.count("help.example.net") == 4
    (upstream,) = re.findall(r"upstream guide \{(.*?)\}", conf, re.S)
    listed = re.findall(r"server (\S+) max_fails=0;", upstream)
    assert {*listed} == servers
    assert all(listed.count(server) == 2 for server in servers)
    assert log in conf


# The machine: limits that agree, and its clock.


def number(pattern: str, *texts: str) -> int:
    """The one number that a pattern finds in some files."""
    (found,) = {int(each) for text in texts for each in re.findall(pattern, text, re.M)}
    return int(found)


def test_limits_agree() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    site = (DEPLOY / "edge/site.conf").read_text("utf-8")
    names = ("guide@.service", "guide-edge.service")
    units = [(DEPLOY / name).read_text("utf-8") for name in names]
    files = number(r"^LimitNOFILE=(\d+)$", *units)
    assert all(service["ulimits"]["nofile"] == files for service in SERVICES.values())
    assert number(r"^worker_rlimit_nofile (\d+);", nginx) == files
    connections = number(r"worker_connections (\d+);", nginx)
    backlog = number(r"backlog=(\d+)", site)
    assert 2 * connections < files
    assert backlog == OPTIONS["backlog"] <= connections
    assert OPTIONS["backlog"] + OPTIONS["backpressure"] < files
    # Each address that the public or nginx itself asks has the backlog, once: nginx allows no more.
    for address in ("443", "[::]:443", "127.0.0.1:8002", "127.0.0.1:8003", "127.0.0.1:8004"):
        assert len(re.findall(rf"listen {re.escape(address)}\b.*backlog", site)) == 1, address


def test_the_headers_wait_until_the_cache_is_written() -> None:
    """Else a visitor has them already when the cache fails, and the page never comes."""
    keeper = (DEPLOY / "edge/keeper.conf").read_text("utf-8")
    page = create_app(Settings(https=True)).test_client().get("/")
    waits = number(r"^postpone_output (\d+)k;", keeper) * 1024
    assert 2 * len(str(page.headers)) < waits


def test_pages_of_the_future_go_when_the_clock_is_set(tmp_path: Path) -> None:
    unit = (DEPLOY / "guide-clock.service").read_text("utf-8")
    (command,) = re.findall(r"^ExecStart=(.*)$", unit, re.M)
    cache = tmp_path / "cache"
    (cache / "a").mkdir(parents=True)
    ages = {"kept today": 0, "kept long ago": -30, "kept in a month": 30, "in an hour": 1 / 24}
    for name, days in ages.items():
        (cache / "a" / name).write_text("a page")
        os.utime(cache / "a" / name, (time.time() + days * 86_400 - 1,) * 2)
    subprocess.run(command.replace("/srv/edge", str(tmp_path)).split(), check=True)
    assert {file.name for file in (cache / "a").iterdir()} == {"kept today", "kept long ago"}


@pytest.mark.parametrize("name", ["guide@.service", "guide-edge.service"])
def test_a_unit_waits_for_the_right_time(name: str) -> None:
    unit = (DEPLOY / name).read_text("utf-8")
    for order in ("Wants", "After"):
        assert re.search(rf"^{order}=.*\btime-sync\.target$", unit, re.M)

"""What people read, held to what there is: links, repairs, exit codes, options, settings."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
import shlex
from typing import Any

import pytest
import yaml

from camvault_gateway.app import options
from camvault_gateway.app.errors import ExitCode
from tests.app.paths import APP, ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md")), *sorted(APP.glob("*.md"))]
INTEGRATION = ROOT / "custom_components/camvault"
TEXTS: dict[str, Any] = json.loads((INTEGRATION / "translations/en.json").read_text())

BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r'(?:\]\(|<img src="|srcset=")([^)"\s]+)')


def prose(page: Path) -> str:
    """Return a page without its blocks of code."""
    return BLOCK.sub("", page.read_text())


def anchors(page: Path) -> set[str]:
    """Return what GitHub makes of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def target(page: Path, link: str) -> Path:
    """Return the file that a link of a page leads to; fails if that, or the place in it, is not there."""
    path, _, anchor = link.partition("#")
    found = (page.parent / path).resolve() if path else page
    assert found.exists(), f"{page.name}: {link}"
    assert not anchor or anchor in anchors(found), f"{page.name}: {link}"
    return found


def local_links(page: Path) -> list[str]:
    """Return a page's links to other files, and to its own headings."""
    return [link for link in LINK.findall(prose(page)) if not re.match(r"[a-z]+:", link)]


def commands(page: Path) -> Iterator[list[str]]:
    """Yield the arguments of each gateway's command in a page's code."""
    for _, language, code in BLOCK.findall(page.read_text()):
        if language == "yaml":
            yield from map(json.loads, re.findall(r"^ *command: (\[.*\])$", code, re.MULTILINE))
        elif language in {"sh", "ini"}:
            for line in code.replace("\\\n", " ").splitlines():
                yield from arguments_in(line)


def arguments_in(line: str) -> Iterator[list[str]]:
    """Yield what stands behind the gateway's name; brackets only say that a part may be left out."""
    words = shlex.split(re.sub(r"[\[\]]", "", line), comments=True)
    for place, word in enumerate(words, 1):
        if word.endswith("camvault-gateway") and words[place:]:
            yield words[place:]


def known_options() -> dict[str, set[str]]:
    """Return the options of each of the gateway's commands."""
    chosen = next(action for action in options.parser()._actions if isinstance(action.choices, dict))
    assert isinstance(chosen.choices, dict)
    return {name: set(command._option_string_actions) - {"-h"} for name, command in chosen.choices.items()}


def shown(title: str) -> str:
    """Return a text with what it is filled in left open, as the pages write it."""
    return re.sub(r"\{\w+\}", "…", title)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Each link to a file or a heading finds it."""
    for link in local_links(page):
        target(page, link)


def test_pages_are_read_at_all() -> None:
    """A page without a link or a command passes above, so it is known which have some, and that all have as many."""
    linked = {page.name for page in PAGES if list(local_links(page))}
    assert linked >= {"README.md", "first-camera.md", "home-assistant.md", "install.md", "troubleshooting.md"}
    assert sum(len(list(local_links(page))) for page in PAGES) >= 100
    assert sum(len(list(commands(page))) for page in PAGES) >= 10
    assert {page.name for page in PAGES if list(commands(page))} >= {"install.md", "storage.md"}


def test_pictures_are_small_and_shown() -> None:
    """Pages load on a phone, and no picture is left over."""
    pictures = set(DOCS.rglob("*.png"))
    assert all(picture.stat().st_size < 200_000 for picture in pictures)
    assert pictures <= {target(page, link) for page in PAGES for link in local_links(page)}


def test_every_page_is_in_the_table_of_contents() -> None:
    """Nobody has to guess what there is."""
    contents = DOCS / "README.md"
    listed = {target(contents, link) for link in local_links(contents)}
    assert [page.name for page in DOCS.glob("*.md") if page != contents and page not in listed] == []


@pytest.mark.parametrize("title", [issue["title"] for issue in TEXTS["issues"].values()])
def test_every_repair_is_told(title: str) -> None:
    """Who sees a repair finds it by its title."""
    assert f"**{shown(title)}**" in prose(DOCS / "troubleshooting.md")


def test_every_exit_code_is_told() -> None:
    """Each code has its line, and there is no other."""
    told = re.findall(r"^\| (\d+) \|", prose(DOCS / "troubleshooting.md"), re.MULTILINE)
    assert [int(code) for code in told] == sorted(ExitCode)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_are_understood(page: Path) -> None:
    """The gateway takes every command that a page shows."""
    for arguments in commands(page):
        options.parse(arguments)


def test_options_exist() -> None:
    """Each option that pages for people name in passing is one of the gateway's, and all of `run` are told."""
    known = known_options()
    for name in ("first-camera", "home-assistant", "install", "moving", "removal", "troubleshooting"):
        named = set(re.findall(r"`(--[a-z-]+)", prose(DOCS / f"{name}.md")))
        assert named <= set().union(*known.values()), name
    # The file of options is the app's own.
    told = set(re.findall(r"`(--[a-z-]+)`", prose(DOCS / "install.md")))
    assert known["run"] - {"--help", "--options"} <= told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_settings_are_where_pages_say(page: Path) -> None:
    """What stands behind *Configure* is an entry of its menu."""
    menu = tuple(TEXTS["options"]["step"]["init"]["menu_options"].values())
    text = " ".join(prose(page).split())
    for said in re.findall(r"Configure (?:→|>) ([A-Z][^*]*)\*", text):
        assert said.startswith(menu), f"{page.name}: {said}"


def test_every_setting_is_told() -> None:
    """The page about Home Assistant has each entry of the menu, and each field of the archive."""
    text = prose(DOCS / "home-assistant.md")
    steps = TEXTS["options"]["step"]
    assert [title for title in steps["init"]["menu_options"].values() if f"\n| {title} |" not in text] == []
    assert [field for field in steps["archive"]["data"].values() if f"*{field}*" not in text] == []


def test_every_entity_is_told() -> None:
    """The tables of the page about Home Assistant name each entity."""
    rows = re.findall(r"^\| ([^|]+) \|", prose(DOCS / "home-assistant.md"), re.MULTILINE)
    told = {name.strip() for row in rows for name in re.sub(r"\([^)]*\)", "", row).split(",")}
    named = {entity["name"] for platform in TEXTS["entity"].values() for entity in platform.values()}
    assert sorted(named - told) == []


def test_the_quality_scale_says_where() -> None:
    """Each rule about pages is met, with the place where, or exempt."""
    rules = yaml.safe_load((INTEGRATION / "quality_scale.yaml").read_text())["rules"]
    about_pages = {rule: answer for rule, answer in rules.items() if rule.startswith("docs-")}
    for rule, answer in about_pages.items():
        assert answer["status"] in {"done", "exempt"}, rule
        for place in answer["comment"].split(", ") if answer["status"] == "done" else []:
            target(ROOT / "README.md", place)

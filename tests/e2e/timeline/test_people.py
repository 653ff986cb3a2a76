"""Everybody in the house can look: whatever their rights, their language, and however they use a screen."""

from collections.abc import Iterator
from dataclasses import dataclass
import re
import uuid

from playwright.sync_api import Page, expect
import pytest

from demo.options import ROOT
from tests.e2e.browser import PHONE, Screen, fits, keep
from tests.e2e.running import Running

from .conftest import SCREENS, Sit
from .places import button, player, plays, rows, tile, to_timeline
from .users import add_user

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
# What breaks WCAG 2.2, A or AA, inside our own elements; Home Assistant's own pages are not ours to mend.
FINDINGS = """async within => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const found = await axe.run(document, { resultTypes: ["violations"], runOnly });
    const ours = node => node.target.flat(9).some(one => String(one).includes(within));
    return found.violations.flatMap(({ id, nodes }) => nodes.filter(ours).map(
        node => `${id}: ${node.target.flat(9).at(-1)}: ${node.failureSummary}`));
}"""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the family, who is no administrator."""

    token: str
    language: str
    direction: str
    today: str
    person: str


WORDS = {"de": ("ltr", "Heute", "Person"), "he": ("rtl", "היום", "אדם")}


@pytest.fixture(scope="session")
def tokens(past: Running) -> dict[str, str]:
    """Let somebody live here for each language; before there is a browser, whose event loop runs."""
    return {language: add_user(past, f"member-{language}-{uuid.uuid4().hex[:6]}", language) for language in WORDS}


@pytest.fixture(params=list(WORDS))
def member(tokens: dict[str, str], request: pytest.FixtureRequest) -> Member:
    """Return somebody who reads that language."""
    language: str = request.param
    return Member(tokens[language], language, *WORDS[language])


def test_a_member_of_the_family_looks_and_protects(sit: Sit, member: Member, screen: Screen) -> None:
    """In their own language, and without being an administrator."""
    person = sit(screen, token=member.token)
    page = person.page
    to_timeline(person)
    expect(page.locator("camvault-list h2").first).to_have_text(member.today)
    expect(button(page.locator("camvault-chips"), member.person)).to_be_visible()
    assert page.locator("camvault-panel .page").get_attribute("dir") == member.direction
    assert fits(page)
    rows(page).filter(has_text=re.compile(r"Front door|Driveway")).first.click()
    actions = player(page).get_by_role("toolbar")
    expect(actions.get_by_role("button")).to_have_count(5)
    expect(actions.get_by_role("button").nth(2)).to_be_enabled()
    keep(page, f"timeline-{member.language}-{screen.name}")


def findings(page: Page, within: str = "camvault-") -> list[str]:
    """Return what axe finds in our own elements, or in one of them."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(FINDINGS, within)
    return found


@pytest.mark.skipif(not AXE.exists(), reason="npm ci in frontend/ brings axe")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(sit: Sit, screen: Screen, dark: bool) -> None:  # noqa: FBT001 a parameter
    """On the card, the list, the calendar, the search, the filter, and in the player."""
    person = sit(Screen(screen.name, screen.size, dark))
    page = person.page
    expect(tile(page, "Front door")).to_be_visible()
    wrong = {"card": findings(page)}
    to_timeline(person)
    expect(page.locator("camvault-row img").first).to_be_visible()
    wrong["list"] = findings(page)
    for element in opened(page):
        # What lies below is covered.
        wrong[element] = findings(page, element)
        page.keyboard.press("Escape")
    rows(page).filter(has_text=re.compile(r"\d+s")).first.click()
    plays(page)
    wrong["player"] = findings(page)
    assert {name: some for name, some in wrong.items() if some} == {}


def opened(page: Page) -> Iterator[str]:
    """Open one sheet after the other; yield its element."""
    bar = page.locator("camvault-panel-bar")
    button(bar, "Calendar").click()
    expect(page.get_by_role("dialog", name="Go to a day")).to_be_visible()
    yield "camvault-calendar"
    button(page.locator("camvault-chips"), re.compile("^Filter")).click()
    expect(page.locator("camvault-filter-sheet").get_by_role("dialog")).to_be_visible()
    yield "camvault-filter-sheet"
    button(bar, "Search").click()
    expect(page.get_by_role("searchbox", name="Search")).to_be_visible()
    yield "camvault-search"
    button(bar, "Menu").click()
    expect(page.get_by_role("menu")).to_be_visible()
    yield "camvault-panel-bar"


def test_keys_alone_do_it(sit: Sit) -> None:
    """Nobody needs a mouse: from the list into an event, on to the older one, and back."""
    person = sit(SCREENS["desktop"], "/camvault")
    page = person.page
    rows(page).first.focus()
    with person.does(1, "The same by keys alone, in the timeline", taps=0):
        person.press("ArrowDown")
        person.press("Enter")
        expect(player(page)).to_be_visible()
        heading = player(page).get_by_role("heading").first.inner_text()
        person.press("j")
        expect(player(page).get_by_role("heading").first).not_to_have_text(heading)
        person.press("Escape")
        page.wait_for_url(re.compile(r"/camvault(\?.*)?$"))


def test_screens_are_as_small_as_phones(sit: Sit) -> None:
    """Nothing sticks out of the narrowest screen that there is."""
    person = sit(Screen("small", (320, PHONE[1])))
    expect(tile(person.page, "Front door")).to_be_visible()
    assert fits(person.page)
    to_timeline(person)
    assert fits(person.page)

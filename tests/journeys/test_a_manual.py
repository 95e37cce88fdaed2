"""The manual names buttons that are there, and shows pages as they are now."""

import re
from pathlib import Path

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import expect

from network.manual import FOLDER, chapters
from tests.journeys.by_hand import ByHand
from tests.journeys.conftest import NewBrowser
from tests.journeys.portal import Portal

pytestmark = pytest.mark.journey

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "img" / "handleiding"
MOST_BYTES = 150_000

# Picture → who sees it, and where.
SHOWN = {
    "inloggen": ("", "/account/login/"),
    "overzicht": ("partner", "/"),
    "profiel": ("partner", "/partners/2/profiel/"),
    "sociale-kaart": ("partner", "/sociale-kaart/"),
    "stand": ("partner", "/plan/acties/14/stand/"),
    "plan": ("coordinator", "/plan/"),
    "overleg": ("coordinator", "/overleg/1/"),
    "leveringen": ("partner", "/leveringen/"),
    "rapportage": ("coordinator", "/rapportages/1/"),
    "stuurgroep": ("stuurgroep", "/"),
    "hulp": ("", "/hulp/acuut/"),
}
# Chapter → the pages on which a word in bold letters stands.
WALKED = {
    "inloggen": [("", "/account/login/")],
    "mijn-overzicht": [("partner", "/")],
    "gegevens-van-uw-organisatie": [("partner", "/partners/2/"), ("partner", "/partners/2/profiel/")],
    "uw-aanbod": [("partner", "/"), ("partner", "/sociale-kaart/")],
    "een-actie-bijwerken": [
        ("partner", "/"),
        ("partner", "/plan/acties/14/"),
        ("partner", "/plan/acties/14/stand/"),
        ("coordinator", "/plan/"),
    ],
    "overleg-en-besluiten": [("coordinator", "/overleg/"), ("coordinator", "/overleg/1/")],
    "cijfers-aanleveren": [("data", "/monitor/import/"), ("coordinator", "/leveringen/"), ("data", "/leveringen/")],
    "een-rapportage-maken": [
        ("coordinator", "/rapportages/"),
        ("coordinator", "/rapportages/1/"),
        ("coordinator", "/rapportages/nieuw/"),
    ],
    "de-stuurgroep": [("stuurgroep", "/rapportages/1/")],
    "veilig-werken": [("coordinator", "/geschiedenis/")],
    "meldingen-voor-beheerders": [("beheer", "/")],
}


@pytest.fixture(scope="module")
def pages(portal: Portal) -> dict[tuple[str, str], str]:
    """What each page says, as text."""
    people: dict[str, ByHand] = {"": ByHand(portal)}
    said = {}
    for account, path in {page for pages in WALKED.values() for page in pages}:
        if account not in people:
            people[account] = ByHand(portal).sign_in(account)
        text = html.document_fromstring(people[account].get(path)).text_content()
        said[account, path] = " ".join(text.split())
    return said


@pytest.mark.parametrize("slug", WALKED)
def test_every_word_in_bold_stands_on_a_page_of_its_chapter(slug: str, pages: dict[tuple[str, str], str]) -> None:
    (chapter,) = [chapter for chapter in chapters() if chapter.slug == slug]
    named = set(re.findall(r"\*\*(.+?)\*\*", chapter.text))
    said = " ".join(pages[page] for page in WALKED[slug])

    assert named
    assert {words for words in named if words not in said} == set()


def test_every_chapter_is_walked_and_opens(signed_in: NewBrowser) -> None:
    page = signed_in("lezer")
    page.goto("/")
    page.get_by_role("link", name="Handleiding").click()

    expect(page.locator(".manual__chapters a")).to_have_text([chapter.title for chapter in chapters()])
    assert {chapter.slug for chapter in chapters()} == set(WALKED)
    page.get_by_role("link", name="Een actie bijwerken").click()
    picture = page.locator(".manual__picture").first
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0


def test_every_picture_is_made_from_the_page_that_it_shows(
    signed_in: NewBrowser, new_page: NewBrowser, screenshots: Path, request: pytest.FixtureRequest
) -> None:
    """Written to var/screenshots; `pytest --update-pictures` puts them into docs/img/handleiding."""
    folder = PICTURES if request.config.getoption("--update-pictures") else screenshots / "handleiding"
    folder.mkdir(parents=True, exist_ok=True)
    for account in dict.fromkeys(account for account, _ in SHOWN.values()):
        page = signed_in(account, width=1000) if account else new_page(width=1000)
        for name, (who, path) in SHOWN.items():
            if who == account:
                page.goto(path)
                file = folder / f"{name}.png"
                page.screenshot(path=file, clip={"x": 0, "y": 0, "width": 1000, "height": 760})
                Image.open(file).convert("RGB").quantize(128).save(file, optimize=True)
                assert 5_000 < file.stat().st_size < MOST_BYTES, name
    named = set(re.findall(r"img/handleiding/([\w-]+)\.png", "".join(f.read_text() for f in FOLDER.glob("*.md"))))
    assert named == set(SHOWN)
    assert named == {picture.stem for picture in PICTURES.glob("*.png")}, "draai pytest --update-pictures"

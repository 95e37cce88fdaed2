"""No finding of axe on any page, no sideways scroll on a phone, and no English on the way."""

import pytest
from playwright.sync_api import Page

from tests.browser import accessibility_findings, sideways_scroll
from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

# One of each distinct structure; `script/test --full` adds every role.
PAGES = {
    "": [
        "/",
        "/hulp/",
        "/hulp/acuut/",
        "/hulp/langer-geleden/",
        "/hulp/naasten/",
        "/hulp/zelf/",
        "/hulp/werk/",
        "/hulp/veilig/",
        "/hulp/zoeken/",
        "/hulp/klopt-niet/",
        "/toegankelijkheid/",
        "/privacy/",
        "/account/login/",
        "/account/password/reset/",
        "/bestaat-niet/",
    ],
    "coordinator": [
        "/",
        "/plan/",
        "/plan/?groep=bouwsteen&stand=amber",
        "/plan/bouwstenen/",
        "/plan/pijlers/",
        "/plan/financien/",
        "/plan/acties/1/",
        "/plan/acties/1/stand/",
        "/plan/acties/1/wijzigen/",
        "/plan/acties/toevoegen/",
        "/partners/",
        "/partners/1/",
        "/partners/1/samenvoegen/?met=2",
        "/partners/wijzigingen/",
        "/partners/keten/",
        "/partners/dekking/",
        "/overeenkomsten/1/",
        "/sociale-kaart/",
        "/sociale-kaart/wijzigingen/",
        "/sociale-kaart/gaten/",
        "/sociale-kaart/pdf/",
        "/sociale-kaart/inlezen/",
        "/sociale-kaart/nakijken/",
        "/sociale-kaart/controlerondes/",
        "/sociale-kaart/meldingen/",
        "/sociale-kaart/hulplijnen/",
        "/sociale-kaart/toevoegen/",
        "/monitor/",
        "/monitor/indicatoren/",
        "/rapportages/",
        "/rapportages/1/",
        "/rapportages/nieuw/",
        "/overleg/",
        "/overleg/1/",
        "/overleg/groepen/1/",
        "/besluiten/1/",
        "/knelpunten/1/",
        "/verbeterpunten/",
        "/begrippen/",
        "/zoeken/",
        "/wie-mag-wat/",
        "/componenten/",
        "/personen/",
        "/personen/uitnodigen/",
        "/personen/2/",
        "/mails/",
        "/geschiedenis/",
        "/account/2fa/",
        "/account/sessions/",
        "/account/email/",
        "/account/gegevens/",
    ],
    "partner": ["/", "/plan/acties/14/stand/", "/partners/2/profiel/"],
    "data": ["/", "/monitor/import/", "/monitor/import/1/"],
    "stuurgroep": ["/", "/rapportages/"],
    "gemeente": ["/", "/regio/", "/regio/gemeenten/GM0281/", "/regio/gemeenten/GM0281/portefeuillehouder/"],
    "beheer": ["/persoonsgegevens/", "/personen/2/gegevens/", "/personen/2/tweede-stap/"],
    "lezer": ["/"],
}
# An entry has a mark in its address that differs in each demo: the first one of a list, and the pages below it.
ENTRIES = {
    "": ("/hulp/zelf/", ["", "klopt-niet/"]),
    "coordinator": ("/sociale-kaart/", ["", "wijzigen/", "klopt-nog/onderdelen/", "kanaal/"]),
}
WIDTHS = (1280, 360)


def findings_on(page: Page, path: str, *, axe_at: tuple[int, ...]) -> list[str]:
    """What is wrong with a page: it is loaded once, and its window then gets narrower."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    answer = page.goto(path)
    assert answer
    assert answer.status in ({404} if path == "/bestaat-niet/" else {200}), f"{path}: {answer.status}"
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if (wide := sideways_scroll(page)) > 0:
            found.append(f"{path} op {width}: {wide} pixels te breed")
        if width in axe_at:
            found += [f"{path} op {width}: {finding}" for finding in accessibility_findings(page)]
    return found


@pytest.mark.parametrize("account", PAGES)
def test_no_page_has_a_finding(account: str, new_page: NewBrowser, signed_in: NewBrowser) -> None:
    page = signed_in(account) if account else new_page()
    found = [finding for path in PAGES[account] for finding in findings_on(page, path, axe_at=(1280,))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("account", ENTRIES)
def test_no_page_of_an_entry_has_a_finding(account: str, new_page: NewBrowser, signed_in: NewBrowser) -> None:
    page = signed_in(account) if account else new_page()
    listed, parts = ENTRIES[account]
    page.goto(listed)
    entry = page.locator(".result__title a").first.get_attribute("href")
    found = [finding for part in parts for finding in findings_on(page, f"{entry}{part}", axe_at=(1280,))]
    assert not found, "\n".join(found)


@pytest.mark.full
@pytest.mark.parametrize("account", ["", "coordinator", "gemeente", "partner", "stuurgroep", "data", "beheer", "lezer"])
def test_no_page_has_a_finding_for_any_role(account: str, new_page: NewBrowser, signed_in: NewBrowser) -> None:
    page = signed_in(account) if account else new_page()
    found: list[str] = []
    for path in sorted({path for paths in PAGES.values() for path in paths if path != "/bestaat-niet/"}):
        answer = page.goto(path)
        if answer and answer.status == 200:
            found += findings_on(page, path, axe_at=WIDTHS)
    assert not found, "\n".join(found)

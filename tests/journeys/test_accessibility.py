"""G-25, the long form: all pages in every role and state; and in each round the fullest ones of a region at work."""

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from network.dates import today
from tests.access.things import things_with_an_address
from tests.accessible import NARROW, Inspection
from tests.browser import sideways_scroll
from tests.cast import Cast
from tests.figures_table import Figure
from tests.journeys.accessibility import write_down
from tests.journeys.conftest import NewBrowser
from tests.page_structures import clients_of, one_of_each_structure, pages_of_every_role, refused_forms

pytestmark = pytest.mark.journey

# Long names, many rows and large numbers, as a region has them. Every kind of page is looked at in
# tests/access/test_pages_in_a_browser.py; here, whether what people really have fits on a phone.
FULLEST = {
    "": ["/", "/hulp/acuut/", "/hulp/werk/", "/hulp/zelf/"],
    "coordinator": [
        "/",
        "/plan/",
        "/plan/matrix/",
        "/plan/tijdlijn/",
        "/plan/financien/",
        "/partners/",
        "/partners/keten/",
        "/partners/dekking/",
        "/sociale-kaart/",
        "/sociale-kaart/gaten/",
        "/overleg/",
        "/rapportages/1/",
        "/monitor/",
        "/monitor/naast-elkaar/",
    ],
}


@pytest.mark.parametrize("account", FULLEST)
def test_what_a_region_really_has_fits_on_a_phone(account: str, new_page: NewBrowser, signed_in: NewBrowser) -> None:
    page = signed_in(account) if account else new_page()
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    wide = []
    for path in FULLEST[account]:
        answer = page.goto(path)
        assert answer
        assert answer.status == 200, path
        wide += [path] if sideways_scroll(page) > 0 else []
    assert wide == []


@pytest.mark.full
@pytest.mark.django_db
def test_the_whole_product_of_pages_roles_and_states(cast: Cast, browser: Browser, figure: Figure) -> None:
    """An empty portal, a full one, and every form sent without what must be filled in."""
    clients = clients_of(cast)
    pages = list(pages_of_every_role(cast, {"": {}}, "leeg", clients))
    things = things_with_an_address(cast)
    full = list(pages_of_every_role(cast, things, "vol", clients))
    pages += [*full, *refused_forms(full, clients)]
    chosen = one_of_each_structure(pages)

    inspection = Inspection(browser)
    with inspection.window() as page:
        for seen in chosen:
            inspection.look_at(page, seen, thoroughly=True)
    said = write_down(inspection, pages, len(chosen), version=settings.VERSION, on=today())

    figure("G-25", said.partition(",")[0], len(pages), goal="≥ 2000")
    assert inspection.problems == []
    figure("G-25", "bevindingen op alle bladzijden × rollen", len(inspection.problems), goal="0")
    assert inspection.not_looked_at == {}

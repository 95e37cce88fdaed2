"""What a region really has, on a phone: long names, many rows, large numbers."""

import pytest

from tests.accessible import NARROW
from tests.browser import sideways_scroll
from tests.journeys.conftest import NewBrowser

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

"""The database goes away under a running portal, and comes back."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewBrowser
from tests.journeys.portal import Portal

pytestmark = pytest.mark.journey

TYPED = "De tweede trainer is er pas in februari."


@pytest.fixture
def stop_the_database(portal: Portal) -> Iterator[Callable[[], None]]:
    """Stops it when called; whatever happens, it runs again afterwards."""
    yield lambda: portal.database("stop")
    portal.database("start")


def test_typed_text_survives_and_can_be_sent_again(
    signed_in: NewBrowser, new_page: NewBrowser, portal: Portal, stop_the_database: Callable[[], None]
) -> None:
    page = signed_in("coordinator", javascript=False)
    page.goto("/plan/acties/13/stand/")
    page.get_by_label("Toelichting").fill(TYPED)
    stop_the_database()

    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Het portaal is even niet bereikbaar")
    expect(page.locator("[name$=explanation]")).to_have_value(TYPED)
    assert portal.status("/gezondheid/") == 503

    visitor = new_page()
    # A page that the server keeps for half a minute is still there; one with a question is always made anew.
    answer = visitor.goto("/hulp/acuut/?nieuw")
    assert answer
    assert answer.status == 503
    assert answer.headers["retry-after"] == "30"
    for number in ("112", "0800-0188", "0800-2000"):
        expect(visitor.locator("main")).to_contain_text(number)
    assert visitor.context.cookies() == []

    portal.database("start")
    page.get_by_role("button", name="Opnieuw versturen").click()
    page.goto("/plan/acties/13/")
    expect(page.locator("main")).to_contain_text(TYPED)
    assert portal.status("/gezondheid/") == 200

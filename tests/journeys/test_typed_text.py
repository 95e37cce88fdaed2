"""Editing in place: what was typed is never lost, and the focus goes where it belongs.

The pages are answered inside the browser, with the portal's own script and the htmx it ships.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django_htmx
import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
HOST = "http://portaal.example"
HTMX = (Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js").read_text()
SCRIPT, LIST = ((ROOT / "static/js" / name).read_text() for name in ("portal.js", "list.js"))
CONFIG = (ROOT / "templates/components/htmx_config.html").read_text()

ROW = """<tbody id="actie-1"><tr><th>Lotgenotengroep</th><td><a href="/1/wijzigen" hx-get="/1/wijzigen"
 hx-target="#actie-1" hx-swap="outerHTML">Bijwerken</a></td></tr></tbody>"""
OTHER_ROW = ROW.replace("actie-1", "actie-2").replace("/1/", "/2/").replace("Bijwerken", "Ook bijwerken")
EDITOR = """<tbody id="actie-1" data-editor><tr><td><form method="post" action="/1/wijzigen" hx-post="/1/wijzigen"
 hx-target="#actie-1" hx-swap="outerHTML"><input type="hidden" name="csrfmiddlewaretoken" value="oud">
<h2 data-focus>Stand van de lotgenotengroep</h2>
<span class="pick"><input type="radio" name="light" value="green" id="g" checked><label for="g">Groen</label></span>
<span class="pick"><input type="radio" name="light" value="red" id="r"><label for="r">Rood</label></span>
<div data-when-light="amber red"><label for="c">Oorzaak</label><textarea name="cause" id="c"></textarea></div>
<label for="t">Toelichting</label><textarea name="text" id="t"></textarea>
<button class="utrecht-button" data-busy="Bezig met opslaan…">Opslaan</button>
<a href="/1" data-close hx-get="/1" hx-target="#actie-1" hx-swap="outerHTML">Annuleren</a></form></td></tr></tbody>"""
SAVED = ROW.replace("<th>", '<th data-announce="Opgeslagen">')
REFUSED = EDITOR.replace("<h2 data-focus>", "<div data-focus data-error-summary>Controleer 1 vak</div><h2>").replace(
    'id="t">', 'id="t" aria-invalid="true">nog steeds hier'
)
OTHER_EDITOR = EDITOR.replace("actie-1", "actie-2").replace("/1", "/2")


def page_with(rows: str) -> str:
    return f"""<!DOCTYPE html><html lang="nl"><head><title>Acties</title><meta name="htmx-config" content='{CONFIG}'>
<meta name="login-url" content="/account/login/"><script src="/htmx.js" defer></script>
<script src="/portal.js" type="module"></script></head><body><main><div class="wrap"><table>{rows}</table></div></main>
<p role="status" data-live></p></body></html>"""


class Server:
    """What the portal answers; a test changes `save`."""

    def __init__(self) -> None:
        self.save: Callable[[Route], None] = lambda route: route.fulfill(content_type="text/html", body=SAVED)
        self.posted: list[dict[str, Any]] = []

    def answer(self, route: Route) -> None:
        path, is_post = route.request.url.removeprefix(HOST), route.request.method == "POST"
        if is_post:
            self.posted.append({"headers": route.request.headers, "body": route.request.post_data})
            return self.save(route)
        scripts = {"/htmx.js": HTMX, "/portal.js": SCRIPT, "/list.js": LIST}
        pages = {"/": page_with(ROW + OTHER_ROW), "/1/wijzigen": EDITOR, "/2/wijzigen": OTHER_EDITOR, "/1": ROW}
        if path in scripts:
            return route.fulfill(content_type="text/javascript", body=scripts[path])
        return route.fulfill(content_type="text/html", body=pages.get(path, OTHER_ROW))


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(5000)
    context.route("**/*", server.answer)
    context.add_cookies([{"name": "csrftoken", "value": "nieuw", "url": HOST}])
    page = context.new_page()
    page.goto(HOST)
    yield page
    context.close()


@pytest.fixture
def editor(page: Page) -> Page:
    page.get_by_role("link", name="Bijwerken", exact=True).click()
    expect(page.get_by_role("heading", name="Stand van de lotgenotengroep")).to_be_focused()
    return page


def test_saving_shows_the_row_again_says_so_and_gives_the_focus_back(editor: Page, server: Server) -> None:
    editor.get_by_label("Toelichting").fill("Vier trajecten")
    editor.get_by_role("button", name="Opslaan").click()
    expect(editor.get_by_role("link", name="Bijwerken", exact=True)).to_be_focused()
    expect(editor.get_by_role("status")).to_have_text("Opgeslagen")
    assert server.posted[0]["headers"]["x-csrftoken"] == "nieuw"
    assert "csrfmiddlewaretoken" not in server.posted[0]["body"]


def test_a_refused_save_leads_to_the_errors_and_marks_the_tab(editor: Page, server: Server) -> None:
    server.save = lambda route: route.fulfill(status=422, content_type="text/html", body=REFUSED)
    editor.get_by_role("button", name="Opslaan").click()
    expect(editor.get_by_text("Controleer 1 vak")).to_be_focused()
    expect(editor).to_have_title("Fout: Acties")
    expect(editor.get_by_label("Toelichting")).to_have_value("nog steeds hier")


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (lambda route: route.fulfill(status=401, body="U bent uitgelogd."), "U bent uitgelogd"),
        (lambda route: route.fulfill(status=403, body="Deze bladzijde is verlopen."), "Dit is niet opgeslagen"),
        (lambda route: route.fulfill(status=500, body="<html>"), "Het portaal heeft een storing"),
        (lambda route: route.fulfill(status=503, body="<html>"), "Het portaal heeft een storing"),
        (lambda route: route.abort(), "Het portaal is niet bereikbaar"),
    ],
    ids=["signed out", "page too old", "error", "database down", "no network"],
)
def test_a_save_that_does_not_arrive_keeps_the_text_and_says_what_to_do(
    editor: Page, server: Server, trouble: Callable[[Route], None], words: str
) -> None:
    healthy, server.save = server.save, trouble
    editor.get_by_label("Toelichting").fill("Een lang verhaal")
    editor.get_by_role("button", name="Opslaan").click()
    expect(editor.get_by_role("alert")).to_contain_text(words)
    expect(editor.get_by_role("alert")).to_be_focused()
    expect(editor.get_by_label("Toelichting")).to_have_value("Een lang verhaal")

    server.save = healthy
    editor.get_by_role("button", name="Opslaan").click()
    expect(editor.get_by_role("link", name="Bijwerken", exact=True)).to_be_focused()
    assert "Een%20lang%20verhaal" in server.posted[-1]["body"]


def test_who_is_signed_out_logs_in_in_another_tab(editor: Page, server: Server) -> None:
    server.save = lambda route: route.fulfill(status=401, body="U bent uitgelogd.")
    editor.get_by_role("button", name="Opslaan").click()
    link = editor.get_by_role("link", name="Log in een nieuw tabblad opnieuw in")
    assert (link.get_attribute("href"), link.get_attribute("target")) == ("/account/login/", "_blank")


def test_while_saving_the_button_says_so_and_works_only_once(editor: Page, server: Server) -> None:
    waiting: list[Route] = []
    server.save = waiting.append
    editor.get_by_role("button", name="Opslaan").click()
    busy = editor.get_by_role("button", name="Bezig met opslaan…")
    expect(busy).to_have_attribute("aria-disabled", "true")
    busy.click(force=True)
    waiting[0].fulfill(content_type="text/html", body=SAVED)
    expect(editor.get_by_role("link", name="Bijwerken", exact=True)).to_be_focused()
    assert len(server.posted) == 1


def test_escape_closes_an_editor_in_which_nothing_was_typed(editor: Page) -> None:
    editor.keyboard.press("Escape")
    expect(editor.get_by_role("link", name="Bijwerken", exact=True)).to_be_focused()


def test_typed_text_is_asked_about_once_before_it_goes(editor: Page) -> None:
    questions: list[str] = []

    def refuse_first(dialog: Dialog) -> None:
        questions.append(dialog.message)
        dialog.dismiss() if len(questions) == 1 else dialog.accept()

    editor.on("dialog", refuse_first)
    editor.get_by_label("Toelichting").fill("Een lang verhaal")
    editor.keyboard.press("Escape")
    expect(editor.get_by_label("Toelichting")).to_have_value("Een lang verhaal")
    editor.get_by_role("link", name="Annuleren").click()
    expect(editor.get_by_role("link", name="Bijwerken", exact=True)).to_be_visible()
    assert questions == ["Uw tekst is nog niet opgeslagen. Wilt u hem weggooien?"] * 2


def test_one_row_is_open_at_a_time(editor: Page) -> None:
    editor.get_by_role("link", name="Ook bijwerken").click()
    expect(editor.locator("#actie-2[data-editor]")).to_be_visible()
    expect(editor.locator("#actie-1[data-editor]")).to_have_count(0)


def test_the_cause_is_asked_only_with_the_lights_that_need_it_and_is_kept(editor: Page) -> None:
    expect(editor.get_by_label("Oorzaak")).to_be_hidden()
    editor.get_by_text("Rood").click()
    editor.get_by_label("Oorzaak").fill("Geen trainer")
    editor.get_by_text("Groen").click()
    expect(editor.get_by_label("Oorzaak")).to_be_hidden()
    editor.get_by_text("Rood").click()
    expect(editor.get_by_label("Oorzaak")).to_have_value("Geen trainer")


def test_without_javascript_the_cause_is_always_there(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route("**/*", server.answer)
    page = context.new_page()
    page.goto(f"{HOST}/1/wijzigen")
    expect(page.get_by_label("Oorzaak")).to_be_visible()
    context.close()

"""G-26: twelve tasks with the keyboard alone. The focus is seen at every stop, and nothing holds it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from partners.demo_agreements import one_line_pdf
from tests.figures_table import Figure
from tests.journeys.conftest import NewBrowser
from tests.journeys.keyboard import Keys
from tests.journeys.portal import DEMO_PASSWORD, Portal
from tests.signing_in import code_of_now

pytestmark = pytest.mark.journey

TWO_STEPS = "lezer@demo.example"  # gets a second step here, and loses it again
EXIT = re.compile(r"^https://www\.knmi\.nl/")


class Desk:
    """Everybody at their own screen."""

    def __init__(
        self, portal: Portal, browser: Browser, signed_in: NewBrowser, new_page: NewBrowser, files: Path
    ) -> None:
        self.portal, self.browser, self.files = portal, browser, files
        self.signed_in, self.new_page = signed_in, new_page
        self.stops = 0
        self._screens: dict[str, Page] = {}

    def keys_of(self, account: str) -> Keys:
        if account not in self._screens:
            self._screens[account] = self.signed_in(account) if account else self.new_page()
        return Keys(self._screens[account])


@pytest.fixture
def desk(
    portal: Portal, browser: Browser, signed_in: NewBrowser, new_page: NewBrowser, tmp_path: Path
) -> Iterator[Desk]:
    yield Desk(portal, browser, signed_in, new_page, tmp_path)
    with psycopg.connect(portal.owner_url(), autocommit=True) as owner:
        owner.execute(
            "DELETE FROM mfa_authenticator WHERE user_id = (SELECT id FROM network_person WHERE email = %s)",
            [TWO_STEPS],
        )


def find_help(desk: Desk) -> Keys:
    keys = desk.keys_of("")
    keys.page.goto("/")
    keys.to(keys.page.get_by_role("link", name="Het is langer geleden gebeurd")).go()
    expect(keys.page.get_by_role("heading", level=1)).to_be_visible()
    keys.page.wait_for_url("**/hulp/langer-geleden/")
    keys.to(keys.page.locator("main a[href^='tel:']").first)
    return keys


def leave(desk: Desk) -> Keys:
    """«Verlaat deze site» is the first stop but one. The neutral site is answered inside the browser."""
    context = desk.browser.new_context(base_url=desk.portal.url)
    context.route(EXIT, lambda route: route.fulfill(content_type="text/html", body="<title>Weer</title>"))
    keys = Keys(context.new_page())
    keys.page.goto("/hulp/acuut/")
    keys.press("Tab").press("Tab")
    assert keys.page.evaluate("document.activeElement.matches('[data-exit]')")
    keys.go()
    expect(keys.page).to_have_title("Weer")
    context.close()
    return keys


def sign_in_with_a_code(desk: Desk) -> Keys:
    keys = desk.keys_of("lezer")
    page = keys.page
    page.goto("/account/2fa/totp/activate/")
    secret = page.locator("code").inner_text()
    keys.to(page.get_by_role("textbox", name="Code")).type(code_of_now(secret)).go()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Herstelcodes")
    _sign_out(keys)
    _give_password(keys)
    keys.to(page.get_by_role("textbox", name="Code")).type(code_of_now(secret)).go()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dag")
    return keys


def sign_in_with_a_passkey(desk: Desk) -> Keys:
    """The passkey stands in a key that the browser pretends to have, and that says yes by itself."""
    keys = desk.keys_of("lezer")
    page = keys.page
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    page.goto("/account/2fa/webauthn/add/")
    keys.to(page.get_by_label("Naam van de sleutel")).instead("Mijn laptop")
    keys.to(page.get_by_label("Ook inloggen zonder wachtwoord")).press("Space")
    keys.to(page.get_by_role("button", name="Toevoegen")).go()
    expect(page.get_by_text("De sleutel is toegevoegd")).to_be_visible()
    _sign_out(keys)
    page.goto("/account/login/")
    keys.to(page.get_by_role("button", name="Inloggen met een passkey")).go()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dag")
    return keys


def _sign_out(keys: Keys) -> None:
    page = keys.page
    page.goto("/")
    keys.to(page.locator(".menu--user > summary")).press("Enter")
    keys.to(page.get_by_role("button", name="Uitloggen")).go()
    expect(page).to_have_title(re.compile("Hulpwijzer"))


def _give_password(keys: Keys) -> None:
    page = keys.page
    page.goto("/account/login/")
    keys.to(page.get_by_label("E-mailadres")).type(TWO_STEPS)
    keys.to(page.get_by_label("Wachtwoord", exact=True)).type(DEMO_PASSWORD).go()
    page.wait_for_url("**/2fa/authenticate/**")


def _first_action(page: Page) -> str:
    page.goto("/plan/")
    return str(page.locator("tbody[data-row] a.row-title").first.get_attribute("href"))


def edit_an_action(desk: Desk) -> Keys:
    keys = desk.keys_of("coordinator")
    page = keys.page
    page.goto(f"{_first_action(page)}wijzigen/")
    keys.to(page.locator("#id_expected_result")).instead("Iedereen weet wie wat doet.")
    keys.to(page.get_by_role("button", name="Opslaan")).go()
    expect(page.locator("main")).to_contain_text("Iedereen weet wie wat doet.")
    return keys


def resolve_a_conflict(desk: Desk) -> Keys:
    """Somebody else saved the same field while it was open here."""
    keys, theirs = desk.keys_of("coordinator"), desk.signed_in("coordinator")
    page = keys.page
    address = f"{_first_action(page)}wijzigen/"
    page.goto(address)
    theirs.goto(address)
    theirs.locator("#id_description").fill("Wat een ander schreef.")
    theirs.get_by_role("button", name="Opslaan").click()
    keys.to(page.locator("#id_description")).instead("Wat ik schreef.")
    keys.to(page.get_by_role("button", name="Opslaan")).go()
    expect(page.locator("h1")).to_have_text("Kies welke tekst blijft")
    keys.to(page.locator("#id_description")).instead("Wat wij samen schreven.")
    keys.to(page.get_by_role("button", name="Opslaan")).go()
    expect(page.locator("main")).to_contain_text("Wat wij samen schreven.")
    return keys


def upload_a_file(desk: Desk) -> Keys:
    keys = desk.keys_of("coordinator")
    page = keys.page
    file = desk.files / "programma.pdf"
    file.write_bytes(one_line_pdf("Programma"))
    page.goto(f"{_first_action(page)}bewijsstuk/")
    # Waited for before the way there, so that the browser surely hands over what it is about to open.
    with page.expect_file_chooser() as chooser:
        keys.to(page.get_by_label("Bestand")).go("Enter")
    chooser.value.set_files(file)
    keys.to(page.get_by_label("Titel")).type("Programma van de dag")
    keys.to(page.get_by_role("button", name="Plaatsen")).go()
    expect(page.locator("section[aria-labelledby=bewijsstukken]")).to_contain_text("Programma van de dag")
    return keys


def order_a_report(desk: Desk) -> Keys:
    keys = desk.keys_of("coordinator")
    page = keys.page
    page.goto("/rapportages/nieuw/?soort=progress")
    keys.to(page.get_by_role("button", name="Rapportage maken")).go()
    keys.to(page.get_by_role("button", name="Concept maken (PDF)")).go()
    expect(page.locator("#pdf")).to_contain_text(re.compile("gemaakt|downloaden"))
    return keys


def filter_a_list(desk: Desk) -> Keys:
    """The list changes in place, and the focus stays with whoever chose."""
    keys = desk.keys_of("coordinator")
    page = keys.page
    page.goto("/plan/")
    keys.to(page.locator("#id_stand")).type("Gro")
    keys.to(page.get_by_role("button", name="Toon acties")).go()
    page.wait_for_url("**stand=green**")
    expect(page.locator("tbody[data-row]").first).to_contain_text("Groen")
    keys.press("Tab")
    return keys


def open_a_row_and_hear_what_is_wrong(desk: Desk) -> Keys:
    """After a part of the page was replaced, the focus stands on the field or on what is wrong with it."""
    keys = desk.keys_of("coordinator")
    page = keys.page
    page.goto("/plan/")
    keys.to(page.locator("[data-open]").first).go()
    editor = page.locator("[data-editor]")
    expect(editor).to_be_visible()
    keys.to(editor.locator("input[name=ends_on]")).instead("31-2-2027").go("ControlOrMeta+Enter")
    expect(editor).to_contain_text("bestaat niet")
    keys.look()
    inside = "document.activeElement.closest('[data-editor]') !== null"
    assert page.evaluate(inside), "de focus staat niet bij wat er mis is"
    keys.go("Escape")
    return keys


def deliver_figures(desk: Desk) -> Keys:
    """Every cell, the question whether it is right, and the button."""
    keys = desk.keys_of("partner")
    page = keys.page
    page.goto("/")
    keys.to(page.get_by_role("link", name=re.compile("^Cijfers leveren")).first).go()
    cells = page.locator("input.counts__cell")
    expect(cells.first).to_be_visible()
    for number in range(cells.count()):
        keys.to(cells.nth(number)).instead("0")
    keys.to(page.get_by_role("button", name="Leveren", exact=True)).go()
    asked = page.get_by_role("heading", name="Klopt dit?")
    expect(asked.or_(page.get_by_text("Geleverd. De regiocoördinator"))).to_be_visible()
    if asked.is_visible():
        keys.to(page.get_by_label("klopt").or_(page.get_by_label("kloppen"))).press("Space")
        keys.to(page.get_by_role("button", name="Leveren", exact=True)).go()
    expect(page.locator("main")).to_contain_text("Geleverd. De regiocoördinator bekijkt de getallen.")
    return keys


def say_that_an_entry_is_right(desk: Desk) -> Keys:
    keys = desk.keys_of("partner")
    page = keys.page
    page.goto("/")
    keys.to(page.get_by_role("link", name=re.compile("^Aanbod nakijken")).first).go()
    save = page.get_by_role("button", name="Antwoorden opslaan")
    expect(save).to_be_visible()
    for part in ("content", "audience", "contact", "hours", "place", "costs"):
        group = page.locator(f"input[name={part}]")
        page.keyboard.press("Tab")
        while not page.evaluate(f"document.activeElement.name === '{part}'"):
            keys.press("Tab")
        if not group.first.is_checked():
            keys.press("Space")
    keys.to(save).go()
    expect(page.locator("main")).to_contain_text(re.compile("nagekeken|gecontroleerd|Bedankt|bevestigd", re.IGNORECASE))
    return keys


def invite_somebody(desk: Desk) -> Keys:
    keys = desk.keys_of("coordinator")
    page = keys.page
    page.goto("/personen/uitnodigen/")
    keys.to(page.get_by_label("Naam", exact=True)).type("Wies van Dijk")
    keys.to(page.get_by_label("E-mailadres")).type("wies.van.dijk@demo.example")
    keys.to(page.locator("#id_organisation")).type("Iriszorg")
    keys.to(page.get_by_role("button", name="Uitnodiging versturen")).go()
    expect(page.locator("main")).to_contain_text("Wies van Dijk")
    return keys


TASKS: dict[str, Callable[[Desk], Keys]] = {
    "hulp vinden": find_help,
    "de site verlaten": leave,
    "inloggen met een code": sign_in_with_a_code,
    "inloggen met een passkey": sign_in_with_a_passkey,
    "een actie wijzigen": edit_an_action,
    "een botsing oplossen": resolve_a_conflict,
    "een bestand plaatsen": upload_a_file,
    "een rapportage bestellen": order_a_report,
    "een lijst filteren": filter_a_list,
    "cijfers leveren": deliver_figures,
    "zeggen dat aanbod klopt": say_that_an_entry_is_right,
    "iemand uitnodigen": invite_somebody,
}


def test_twelve_tasks_are_done_by_keyboard_alone(desk: Desk, figure: Figure) -> None:
    done, stops = 0, 0
    for name, task in TASKS.items():
        try:
            stops += task(desk).stops
        except Exception as error:
            error.add_note(f"taak: {name}")
            raise
        done += 1
    figure("G-26", "taken met alleen het toetsenbord", f"{done} van {len(TASKS)}", goal="12 van 12")
    figure("G-26", "plaatsen waar de focus te zien was", stops, goal="≥ 200")


def test_after_a_part_is_replaced_the_focus_is_where_it_went_wrong(desk: Desk) -> None:
    open_a_row_and_hear_what_is_wrong(desk)


@pytest.mark.parametrize(("account", "path"), [("", "/hulp/zoeken/"), ("coordinator", "/personen/uitnodigen/")])
def test_tab_goes_round_a_page_and_is_never_held(desk: Desk, account: str, path: str) -> None:
    keys = desk.keys_of(account)
    keys.page.goto(path)
    assert keys.goes_round() >= 8


@pytest.mark.control_of("test_twelve_tasks_are_done_by_keyboard_alone")
@pytest.mark.parametrize(
    ("style", "problem"),
    [
        (":focus-visible { outline: none !important; box-shadow: none !important }", "is niet te zien"),
        (".public-top { position: fixed; inset: 0; z-index: 99 }", "ligt onder"),
    ],
)
def test_a_focus_that_cannot_be_seen_is_noticed(desk: Desk, style: str, problem: str) -> None:
    keys = desk.keys_of("")
    keys.page.goto("/hulp/langer-geleden/")
    keys.page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", style
    )
    with pytest.raises(AssertionError, match=problem):
        keys.to(keys.page.locator("main a").last)


def test_a_trap_is_noticed(desk: Desk) -> None:
    keys = desk.keys_of("")
    keys.page.goto("/hulp/langer-geleden/")
    keys.page.evaluate("() => { document.querySelector('main a').onblur = (event) => event.target.focus(); }")
    with pytest.raises(AssertionError, match="niet rond"):
        keys.goes_round(at_most=60)

"""A list that the portal never saw: its columns are pointed out once, by mouse or by keyboard, and then known."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey


def choose_file(page: Page, content: str, name: str) -> None:
    page.goto("/partners/")
    page.get_by_role("link", name="Lijst inlezen").click()
    page.get_by_label("Bestand").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode("cp1252")}
    )
    page.get_by_role("button", name="Lijst bekijken").click()
    page.wait_for_load_state()


def save(page: Page, words: str) -> None:
    page.get_by_role("button", name="opslaan").click()
    expect(page.get_by_text(words)).to_be_visible()


def test_by_mouse_and_the_second_time_it_is_remembered(signed_in: NewBrowser) -> None:
    page = signed_in("coordinator")
    choose_file(page, "Titel;Stad;Bellen\nHuis van de Wijk;Tiel;088-0000 123\n", "muis.csv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welke kolom is wat?")
    page.get_by_label("Naam", exact=True).select_option(label="A: Titel (Huis van de Wijk)")
    page.get_by_label("Telefoon", exact=True).select_option(label="C: Bellen (088-0000 123)")
    page.get_by_label("Werkgebied", exact=True).select_option(label="B: Stad (Tiel)")
    page.get_by_label("Soort van wie nieuw is").select_option(label="wijkteam")
    page.get_by_label("Domein van wie nieuw is").select_option(label="sociaal domein")
    page.get_by_role("button", name="Verder naar het voorbeeld").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekijk wat er gaat veranderen")
    save(page, "Opgeslagen: 1 partner nieuw, 0 gewijzigd, 0 ongewijzigd.")

    choose_file(page, "Titel;Stad;Bellen\nHuis van de Wijk;Tiel;088-0000 123\nCafé Noord;Tiel;\n", "muis-2.csv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekijk wat er gaat veranderen")
    save(page, "Opgeslagen: 1 partner nieuw, 0 gewijzigd, 1 ongewijzigd.")


def press_until(page: Page, name: str) -> None:
    """Tab to the control with that label, as somebody does who has no mouse."""
    for _ in range(60):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "() => [...(document.activeElement.labels ?? [])].map(each => each.textContent).join() "
            "|| document.activeElement.textContent"
        )
        if " ".join(label.split()).startswith(name):
            return
    raise AssertionError(f"«{name}» is met Tab niet te bereiken")


def test_by_keyboard_alone(signed_in: NewBrowser) -> None:
    page = signed_in("coordinator", width=360)
    choose_file(page, "Wie|Waar\nBuurtkamer Zuid|Nijmegen\n", "toetsen.csv")
    for label, typed in [
        ("Naam", "A"),
        ("Soort van wie nieuw is", "wijkteam"),
        ("Domein van wie nieuw is", "sociaal"),
        ("Werkgebied", "B"),
    ]:
        press_until(page, label)
        page.keyboard.type(typed)
    press_until(page, "Verder naar het voorbeeld")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekijk wat er gaat veranderen")
    press_until(page, "1 partner opslaan")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Opgeslagen: 1 partner nieuw, 0 gewijzigd, 0 ongewijzigd.")).to_be_visible()


def test_without_javascript(signed_in: NewBrowser) -> None:
    page = signed_in("coordinator", javascript=False)
    choose_file(page, "Club;Site\nSamen Sterk;www.samensterk.example\n", "zonder.csv")
    page.get_by_label("Naam", exact=True).select_option(label="A: Club (Samen Sterk)")
    page.get_by_role("button", name="Verder naar het voorbeeld").click()
    expect(page.get_by_text("Kies de kolom met de soort").first).to_be_visible()
    expect(page.get_by_label("Naam", exact=True)).to_have_value("0")  # what was chosen stays
    page.get_by_label("Soort van wie nieuw is").select_option(label="wijkteam")
    page.get_by_label("Domein van wie nieuw is").select_option(label="sociaal domein")
    page.get_by_role("button", name="Verder naar het voorbeeld").click()
    save(page, "Opgeslagen: 1 partner nieuw, 0 gewijzigd, 0 ongewijzigd.")

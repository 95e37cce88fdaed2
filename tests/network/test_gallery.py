"""The look: every component in every state, readable in both modes, and no code inside the page."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from network.gallery import SampleForm, SampleProgressForm
from network.models import Person
from network.theme import faults_of
from tests.cast import Cast
from tests.reading import Page

ROOT = settings.BASE_DIR
COMPONENTS = ROOT / "templates" / "components"
# Parts of the page's frame, seen on every page and so not in the gallery by name.
FRAME = {
    "error_summary",
    "htmx_config",
    "mark",
    "message",
    "messages",
    "person_menu",
    "public_footer",
    "public_top",
    "site_header",
    "typed_fields",
}

ClientOf = Callable[[Person], Client]


@pytest.fixture
def gallery(cast: Cast, client_of: ClientOf) -> Page:
    return Page.of(client_of(cast.reader).get("/componenten/"))


def test_the_gallery_needs_signing_in(client: Client, db: None) -> None:
    assert client.get("/componenten/").headers["Location"] == "/account/login/?next=/componenten/"


def test_the_gallery_shows_every_component() -> None:
    shown = (ROOT / "templates/network/components.html").read_text()
    names = {file.stem for file in COMPONENTS.glob("*.html")} - FRAME
    inside = "".join(file.read_text() for file in COMPONENTS.glob("*.html"))
    assert {name for name in names if f"components/{name}.html" not in shown + inside} == set()


@pytest.mark.parametrize("file", sorted(COMPONENTS.glob("*.html")), ids=lambda file: file.stem)
def test_a_component_starts_with_what_it_takes(file: Path) -> None:
    if file.stem == "htmx_config":
        return  # its text is the value of an attribute, so nothing else can stand in it
    assert re.match(r"\{# .*(Arguments|Needs|No arguments).*#\}", file.read_text())


def test_a_light_is_a_shape_and_a_word_as_well_as_a_colour(gallery: Page) -> None:
    colours = ["green", "amber", "red", "grey", "stale"]
    words = [gallery.texts(f".light--{colour}")[0] for colour in colours]
    used = [gallery.all(f".light--large.light--{colour} use")[0].get("href") or "" for colour in colours]
    sprite = (ROOT / "static" / "img" / "lights.svg").read_text(encoding="utf-8")
    shapes = dict(re.findall(r'<symbol id="(\w+)"[^>]*>(.*?)</symbol>', sprite))
    assert words == ["Groen", "Oranje", "Rood", "Grijs", "Niet bijgewerkt"]
    assert [href.split("#")[1] for href in used] == colours
    assert len({shapes[colour] for colour in colours}) == 5


def test_counts_of_lights_keep_their_order_and_leave_zeros_out_on_cards_only() -> None:
    counts = {"green": 11, "amber": 5, "red": 0, "grey": 3, "stale": 1}
    card = Page.of(render_to_string("components/light_counts.html", {"counts": counts}))
    report = Page.of(render_to_string("components/light_counts.html", {"counts": counts, "zeros": True}))
    assert card.texts(".light") == ["11 groen", "5 oranje", "3 grijs", "1 niet bijgewerkt"]
    assert report.texts(".light") == ["11 groen", "5 oranje", "0 rood", "3 grijs", "1 niet bijgewerkt"]


def test_a_page_holds_no_code_of_its_own(gallery: Page) -> None:
    assert gallery.all("style, [style], [onclick], [onload], [onsubmit], [href^='javascript:']") == []
    assert gallery.all("script:not([src])") == []


def test_every_field_has_a_label_and_is_tied_to_its_help_and_its_error(gallery: Page) -> None:
    ids = gallery.root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in gallery.all("input:not([type=hidden]), select, textarea"):
        assert gallery.all(f"label[for='{control.get('id')}']"), control.get("name")
    for described in gallery.root.xpath("//@aria-describedby"):
        assert set(described.split()) <= set(ids)
    title = gallery.one("#fout_title")
    assert title.get("aria-invalid") == "true"
    assert title.get("aria-describedby") == "fout_title_helptext fout_title_error"
    assert "utrecht-textbox--invalid" in title.get("class")


def test_only_what_may_be_left_out_says_so(gallery: Page) -> None:
    assert gallery.texts("label[for='id_title']") == ["Titel"]
    assert gallery.texts("label[for='id_amount']") == ["Gevraagd bedrag (niet verplicht)"]
    assert gallery.texts("label[for='filter_pillar']") == ["Pijler"]


def test_the_error_summary_takes_the_focus_and_leads_to_each_field() -> None:
    form = SampleForm({"starts_on": "31-2-2026"})
    summary = Page.of(render_to_string("components/error_summary.html", {"form": form}))
    links = {link.get("href"): link.text_content() for link in summary.all("a")}
    assert summary.all("[data-focus][data-error-summary]")
    assert links["#id_title"] == "Titel: Dit is nog leeg. Vul het in."
    assert links["#id_starts_on"].startswith("Begindatum: De datum «31-2-2026» bestaat niet.")
    assert links["#id_lead"] == "Trekker: Maak een keuze."
    assert links["#id_form_of_work"] == "Vorm: Maak een keuze."


def test_a_form_without_errors_has_no_error_summary() -> None:
    assert render_to_string("components/error_summary.html", {"form": SampleForm()}).strip() == ""


def test_a_form_keeps_the_words_it_gave_itself_for_what_is_missing() -> None:
    class Invitation(forms.Form):
        email = forms.EmailField(label="Adres", error_messages={"required": "Wie wilt u uitnodigen?"})

    summary = render_to_string("components/error_summary.html", {"form": Invitation({})})
    assert "Adres: Wie wilt u uitnodigen?" in summary


def test_the_lights_of_a_form_are_ordinary_radio_buttons_with_the_chosen_one_checked() -> None:
    picker = Page.of(str(SampleProgressForm(initial={"time_light": "red"})["time_light"]))
    assert [radio.get("value") for radio in picker.all("input[type=radio]")] == ["green", "amber", "red", "grey"]
    assert picker.one("input[checked]").get("value") == "red"
    assert picker.texts("label") == ["Groen", "Oranje", "Rood", "Grijs"]


def test_what_people_typed_is_text_in_every_component() -> None:
    evil = "<script>alert(1)</script>"
    parts = {
        "alert": {"title": evil, "text": evil},
        "badge": {"text": evil},
        "breadcrumbs": {"crumbs": [(evil, "#"), (evil, None)]},
        "button": {"label": evil, "about": evil, "href": evil},
        "chart": {
            "chart": SimpleNamespace(title=evil, conclusion=evil, note=evil, source_line=evil, rows=[[evil] * 2])
        },
        "empty": {"text": evil, "who": evil},
        "figure_card": {"title": evil, "figure": evil, "text": evil},
        "table": {"caption": evil, "columns": [evil, evil], "rows": [[evil, evil]]},
    }
    for name, arguments in parts.items():
        page = render_to_string(f"components/{name}.html", arguments)
        assert "<script>" not in page, name
        assert "&lt;script&gt;" in page, name


# --- tokens.css: the one file that a municipality replaces ------------------------------------------------------

OURS, THEIRS = ROOT / "static/css/tokens.css", ROOT / "docs/themes/heide.css"


@pytest.mark.parametrize("file", [OURS, THEIRS], ids=["ours", "another"])
def test_text_and_shapes_stand_out_from_their_ground_in_both_modes(file: Path) -> None:
    assert faults_of(file.read_text()) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("--color-ink-soft: #4a5a62;", "--color-ink-soft: #8a9aa2;", "Op een licht scherm steekt --color-ink-soft te"),
        ("--color-brand: #7ec8de;", "--color-brand: #0b5c75;", "Op een donker scherm steekt --color-brand te weinig"),
        ("--color-exit: #ffd43b;", "", "--color-exit ontbreekt."),
        ("--color-exit: #ffd43b;", "--color-exit: gold;", "--color-exit is geen kleur als #0b5c75."),
        ("--leading: 1.5;", "--leading: 1.5; --x: url(//elders.example/x);", "Een bestand met kleuren haalt niets op"),
    ],
)
def test_a_look_that_not_everybody_can_read_is_refused(good: str, bad: str, fault: str) -> None:
    faults = faults_of(OURS.read_text().replace(good, bad))
    assert [each for each in faults if each.startswith(fault)], faults


def test_colours_stand_in_the_tokens_and_nowhere_else() -> None:
    # On paper the running heads are drawn by the margin boxes, which can't read the tokens.
    sheets = [file for file in (ROOT / "static/css").glob("*.css") if file.name not in {"tokens.css", "pdf.css"}]
    assert len(sheets) >= 8
    for sheet in sheets:
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text()) == [], sheet.name


def test_a_button_of_an_empty_list_that_leads_elsewhere_has_no_plus() -> None:
    def icons(label: str) -> int:
        return render_to_string("components/empty.html", {"text": "Niets.", "href": "/", "label": label}).count("<svg")

    assert [icons(label) for label in ("Toon alles", "Naar het plan", "Overleg toevoegen", "Zetel geven")] == [
        0,
        0,
        1,
        1,
    ]


def test_a_question_as_label_stays_a_question_among_the_errors() -> None:
    class Asking(forms.Form):
        when = forms.CharField(label="Op welke dag?", error_messages={"required": "Vul de dag in."})
        who = forms.CharField(label="Wie", error_messages={"required": "Vul een naam in."})

    words = render_to_string("components/error_links.html", {"form": Asking({})})

    assert "Op welke dag? Vul de dag in." in words
    assert "Wie: Vul een naam in." in words

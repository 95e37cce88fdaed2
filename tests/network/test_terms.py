"""N17: the list of terms, with the old and the new words of the law."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from network import terms
from network.models import Person, Term, WordKind
from tests.cast import Cast
from tests.factories import TermFactory

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
APPS = ("network", "partners", "actionplan", "monitor")
OLD_WORD = re.compile(r"zeden", re.IGNORECASE)
# Reads the official titles of tables from before 1 July 2024.
READS_OLD_TITLES = {"monitor/series.py"}


@pytest.fixture
def coordinator(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


def test_the_list_of_the_portal_begins_once(coordinator: Client) -> None:
    assert "Beginnen met de begrippen van het portaal" in coordinator.get("/begrippen/").content.decode()

    coordinator.post("/begrippen/beginnen/")
    number = Term.objects.count()
    page = coordinator.post("/begrippen/beginnen/", follow=True).content.decode()

    assert 35 < number == Term.objects.count()
    assert "Er is niets toegevoegd" in page
    assert "Vroeger: misdrijf tegen de zeden, zedenmisdrijf of zedendelict, tot en met 30 juni 2024." in page
    assert "Afkorting: CSG." in page
    assert (
        page.index(">aanranding<") < page.index(">Centrum Seksueel Geweld<") < page.index(">decentralisatie-uitkering<")
    )


def test_the_terms_of_the_portal_fit_the_form(coordinator: Client) -> None:
    """Whoever opens a term and saves it changes nothing of it."""
    terms.begin()
    term = Term.objects.get(word="seksueel misdrijf")
    before = set(term.other_words.values_list("pk", "word", "kind", "used_until"))
    page = html.document_fromstring(coordinator.get(f"/begrippen/{term.pk}/wijzigen/").content)
    (form,) = [form for form in page.forms if "former" in form.fields]
    shown = dict(form.form_values())

    answer = coordinator.post(f"/begrippen/{term.pk}/wijzigen/", shown)

    assert answer.status_code == 302
    assert set(term.other_words.values_list("pk", "word", "kind", "used_until")) == before


def test_the_coordinator_adds_a_term_with_several_other_words_at_once(coordinator: Client) -> None:
    typed = {
        "word": "meldcode",
        "synonyms": "stappenplan\r\ncode",
        "abbreviations": "MC",
        "former": "meldwijzer, tot en met 31 december 2012\r\noude code",
    }

    for _ in range(2):  # a second click
        coordinator.post("/begrippen/toevoegen/", typed)

    term = Term.objects.get()
    assert list(term.other_words.values_list("word", "kind", "used_until")) == [
        ("stappenplan", WordKind.SYNONYM, None),
        ("code", WordKind.SYNONYM, None),
        ("MC", WordKind.ABBREVIATION, None),
        ("meldwijzer", WordKind.FORMER, date(2012, 12, 31)),
        ("oude code", WordKind.FORMER, None),
    ]


def test_what_can_not_stand_is_explained_and_kept(coordinator: Client) -> None:
    TermFactory.create(word="meldcode")

    for typed, said in (
        ({"word": ""}, "Het begrip ontbreekt"),
        ({"word": "Meldcode"}, "staat al in de lijst"),
        ({"word": "nieuw", "synonyms": "nieuw"}, "«nieuw» staat er twee keer"),
        ({"word": "nieuw", "synonyms": "anders", "former": "Anders"}, "«Anders» staat er twee keer"),
        ({"word": "nieuw", "former": "oud, tot en met 31 februari 2020"}, "31 februari"),
        ({"word": "nieuw", "synonyms": "x" * 300}, "te lang"),
    ):
        answer = coordinator.post("/begrippen/toevoegen/", typed)
        page = answer.content.decode()
        assert (answer.status_code, said in page) == (422, True)
        assert all(value in page for value in typed.values())
    assert Term.objects.count() == 1


def test_a_second_save_never_wipes_out_the_first(coordinator: Client) -> None:
    term = TermFactory.create(word="meldcode")
    opened = {"word": "meldcode", "version": "1"}

    coordinator.post(f"/begrippen/{term.pk}/wijzigen/", opened | {"meaning": "Van de eerste."})
    second = coordinator.post(f"/begrippen/{term.pk}/wijzigen/", opened | {"meaning": "Van de tweede."})

    term.refresh_from_db()
    page = second.content.decode()
    assert (second.status_code, term.meaning) == (409, "Van de eerste.")
    assert "Van de eerste." in page
    assert "Van de tweede." in page
    assert 'name="version" value="2"' in page


def test_removing_asks_first(coordinator: Client) -> None:
    term = TermFactory.create(word="meldcode")
    term.other_words.create(word="stappenplan")

    assert "meldcode verwijderen" in coordinator.get(f"/begrippen/{term.pk}/verwijderen/").content.decode()
    assert Term.objects.exists()
    coordinator.post(f"/begrippen/{term.pk}/verwijderen/")

    assert not Term.objects.exists()


def test_a_member_reads_the_list_and_changes_nothing(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    reader = client_of(cast.reader)
    assert "De regiocoördinator voegt ze toe." in reader.get("/begrippen/").content.decode()

    terms.begin()
    page = reader.get("/begrippen/").content.decode()

    assert "Veilig Thuis" in page
    assert "Wijzigen" not in page
    assert reader.post("/begrippen/beginnen/").status_code == 403


def test_no_page_and_no_text_of_ours_uses_the_old_word_as_a_current_one() -> None:
    """N17: «zeden…» is a former word. Only the list of terms holds it, and what reads official titles of then."""
    assert [place for place, text in our_texts() if OLD_WORD.search(text) and place not in READS_OLD_TITLES] == []


def our_texts() -> Iterator[tuple[str, str]]:
    """Every template, and every text in the code."""
    for template in (ROOT / "templates").rglob("*.*"):
        yield str(template.relative_to(ROOT)), template.read_text(encoding="utf-8")
    for module in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield str(module.relative_to(ROOT)), node.value

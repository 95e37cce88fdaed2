"""/toegankelijkheid/ says what the last examination found, in the order of the model, and nothing better."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.utils.formats import date_format
from pytest_django import Settings

from network.accessibility import EXAMINED, last_examination
from tests.reading import Page

pytestmark = pytest.mark.django_db


def statement() -> Page:
    return Page.of(Client().get("/toegankelijkheid/"))


def test_the_statement_and_the_examination_say_the_same() -> None:
    examined = last_examination()
    text = " ".join(statement().one("main").text_content().split())

    assert f"Op {date_format(examined.on, 'j F Y')} bekeek een programma versie {examined.version}" in text
    assert examined.tool in text
    assert f"{examined.pages:,}".replace(",", ".") + " keer" in text
    for shortcoming in examined.shortcomings:
        for part in (shortcoming.what, shortcoming.cause, shortcoming.effect, shortcoming.alternative):
            assert part in text
        assert shortcoming.planned in text


def test_the_examination_is_of_this_version_and_looked_at_every_page() -> None:
    examined = last_examination()

    assert examined.version == settings.VERSION
    assert examined.pages >= 2000
    assert examined.checks >= examined.structures >= 40
    assert examined.findings == ()
    assert len(EXAMINED.read_bytes()) < 50_000


def test_the_statement_keeps_to_the_order_of_the_model() -> None:
    headings = statement().texts("main h2")

    assert headings == [
        "Hoe staat het ervoor?",
        "Waar gaat dit over?",
        "Wat is er bekeken?",
        "Wat is nog niet goed?",
        "Lukt er iets niet?",
    ]


def test_without_an_examination_by_others_no_more_is_claimed_than_first_measures() -> None:
    text = statement().one("main").text_content()

    assert "Status: eerste maatregelen genomen (C)." in text
    assert "voldoet volledig" not in text
    assert json.loads(EXAMINED.read_text(encoding="utf-8"))["shortcomings"][0]["what"].startswith("Er is nog geen")


def test_whoever_gets_stuck_reads_where_to_say_so(settings: Settings) -> None:
    assert "gemeente of organisatie die u deze site gaf" in statement().one("main").text_content()

    settings.ACCESSIBILITY_CONTACT = "toegankelijk@tiel.example"

    assert statement().all("a[href='mailto:toegankelijk@tiel.example']")

"""The catalogue to begin with: what isn't there yet is added, and what is there stays."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from monitor.catalogue_starter import STARTER, add_starter
from monitor.demo_catalogue import load_national_figures
from monitor.models import Direction, Edition, Indicator, SeriesBreak, Source, SourceKind, ValueStatus
from network.models import Person
from tests.cast import Cast
from tests.factories import IndicatorFactory, SourceFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

LOAD = "/monitor/bronnen/startlijst/"


@pytest.fixture
def marijke(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


def test_the_button_adds_the_sources_and_says_what_was_added(marijke: Client) -> None:
    page = Page.of(marijke.post(LOAD, follow=True))

    number = sum(len(source.indicators) for source in STARTER)
    assert f"Toegevoegd: {number} indicatoren van CBS, Politie, Centrum Seksueel Geweld" in page.words
    assert set(page.texts("a.row-title")) == {source.name for source in STARTER}
    assert not Edition.objects.exists()


def test_a_second_time_adds_nothing_and_says_so(marijke: Client) -> None:
    marijke.post(LOAD)
    before = Indicator.objects.count(), SeriesBreak.objects.count(), Source.objects.count()

    page = Page.of(marijke.post(LOAD, follow=True))

    assert "Alles uit de startlijst staat er al. Er is niets veranderd." in page.words
    assert (Indicator.objects.count(), SeriesBreak.objects.count(), Source.objects.count()) == before


def test_what_somebody_made_stays_as_it_is(cast: Cast) -> None:
    cbs = SourceFactory(name="CBS", note="Onze eigen kanttekening.")
    IndicatorFactory(source=cbs, name="Adviezen over mensenhandel", table_id="84850NED", definition="In onze woorden.")

    added = add_starter(by=cast.coordinator)

    cbs.refresh_from_db()
    assert cbs.note == "Onze eigen kanttekening."
    assert Indicator.objects.get(table_id="84850NED").definition == "In onze woorden."
    assert "CBS" in added.sources


def test_every_indicator_of_the_starter_is_complete_and_no_count_of_reports_is_judged(cast: Cast) -> None:
    add_starter(by=cast.coordinator)

    for indicator in Indicator.objects.select_related("source"):
        assert indicator.definition.endswith("."), indicator
        assert indicator.unit, indicator
        assert indicator.source.attribution.startswith("Bron: "), indicator
        if re.search(r"melding|misdrijven|slachtoffers|Veilig Thuis", indicator.name):
            assert indicator.direction == Direction.NONE, indicator


def test_categories_of_veilig_thuis_overlap_and_a_survey_is_national(cast: Cast) -> None:
    add_starter(by=cast.coordinator)

    assert Indicator.objects.get(table_id="84850NED").has_overlapping_categories
    assert Indicator.objects.get(source__name="CBS en WODC").is_national
    assert not Indicator.objects.get(source__name="CBS en WODC").adds_up


def test_the_new_law_stands_with_the_police_and_the_new_count_with_the_centres(cast: Cast) -> None:
    add_starter(by=cast.coordinator)

    law = SeriesBreak.objects.get(source__name="Politie")
    assert (law.day.isoformat(), law.kind) == ("2024-07-01", "break")
    assert "seksuele intimidatie in het openbaar en sexchatting" in law.text
    assert SeriesBreak.objects.get(indicator__name__contains="iedereen die kwam").kind == "break"
    assert SeriesBreak.objects.get(indicator__source__name="CBS en WODC").kind == "note"


def test_what_partners_deliver_begins_with_a_rule_for_small_numbers(cast: Cast) -> None:
    add_starter(by=cast.coordinator)

    delivered = Source.objects.filter(kind=SourceKind.DELIVERED)
    assert [(source.name, source.rule.threshold) for source in delivered] == [("Partners van het netwerk", 10)]


def test_the_demo_holds_the_national_figures_as_their_sources_published_them(cast: Cast) -> None:
    """Held against `domain.md`, by hand."""
    add_starter(by=cast.data_steward)

    load_national_figures(by=cast.data_steward)

    def values(name: str) -> dict[tuple[str, str], str]:
        released = Edition.objects.get(indicator__name__startswith=name).values.in_table_order()
        assert {each.value_status for each in released} == {ValueStatus.VALUE}
        assert {each.area_label for each in released} == {"Nederland"}
        return {(each.category, each.period[:4]): each.text for each in released}

    assert values("Seksueel grensoverschrijdend gedrag") == {
        ("Totaal", "2020"): "11",
        ("Totaal", "2022"): "13",
        ("Totaal", "2024"): "12",
        ("Seksuele intimidatie, niet online", "2024"): "8",
        ("Seksuele intimidatie online", "2024"): "5",
        ("Fysiek seksueel geweld", "2024"): "4",
    }
    assert values("Seksuele misdrijven: meldingen")["Verkrachting", "2024"] == "3.391"
    assert values("Centrum Seksueel Geweld: iedereen") == {("", "2019"): "4.148", ("", "2023"): "13.848"}
    assert values("Seksuele delicten: hoeveel")["", "2021"] == "11,5"

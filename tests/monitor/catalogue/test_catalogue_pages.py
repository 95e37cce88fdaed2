"""The catalogue: who makes figures, what counts, and what a reader must know (M01, M02, M16, M17, M19, M21)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitor import catalogue_flows as flows
from monitor.import_indicators import ImportRefusedError
from monitor.models import (
    Direction,
    DisclosureRule,
    Indicator,
    IndicatorTarget,
    SeriesBreak,
    Source,
    SourceKind,
)
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    AreaMembershipFactory,
    DeliveredIndicatorFactory,
    DeliveryFactory,
    DimensionFactory,
    DimensionPartFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    PlanFactory,
    PriorityFactory,
    RegionFactory,
    SeriesBreakFactory,
    SourceFactory,
)
from tests.monitor.figures.bringing_in import load, long_table
from tests.partners.filling_in import as_sent
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
NEW = {
    "name": "Meldingen",
    "definition": "Meldingen van seksueel geweld in een jaar.",
    "unit": "meldingen",
    "direction": "none",
    "adds_up": "on",
}


@pytest.fixture
def marijke(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def reader(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.reader)


def words_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(Page.of(response).words.split())


def about(indicator: Indicator) -> str:
    return f"/monitor/indicatoren/{indicator.slug}/omschrijving/"


def edit(indicator: Indicator) -> str:
    return f"/monitor/indicatoren/{indicator.slug}/wijzigen/"


def send(client: Client, url: str, with_field: str, **changed: Any) -> Any:
    """What the form holds, with some of it changed; a value of None takes a box out."""
    values = as_sent(client.get(url), with_field=with_field) | changed
    return client.post(url, {name: value for name, value in values.items() if value is not None})


# --- M01: no figure without a source and a definition -----------------------------------------------------------------


def test_no_form_makes_an_indicator_without_a_source_or_a_definition(marijke: Client) -> None:
    source = SourceFactory()
    url = "/monitor/indicatoren/toevoegen/"

    without_source = marijke.post(url, NEW)
    without_definition = marijke.post(url, NEW | {"source": source.pk, "definition": "   "})

    assert (without_source.status_code, without_definition.status_code) == (422, 422)
    assert "Zonder bron tonen we geen cijfer." in without_source.content.decode()
    assert "Zonder definitie tonen we geen cijfer." in without_definition.content.decode()
    assert not Indicator.objects.exists()


@pytest.mark.parametrize("missing", ["source", "definition"])
def test_no_sql_makes_an_indicator_without_a_source_or_a_definition(missing: str) -> None:
    indicator = IndicatorFactory()
    new = "NULL" if missing == "source" else "''"
    column = "source_id" if missing == "source" else "definition"

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE monitor_indicator SET {column} = {new} WHERE id = %s", [indicator.pk])  # noqa: S608


@pytest.mark.parametrize("missing", ["source", "definition"])
def test_no_import_brings_a_figure_without_a_source_or_a_definition(missing: str) -> None:
    with pytest.raises(ImportRefusedError, match=r"Zonder (bron|definitie) tonen we geen cijfer"):
        load(long_table("A;2023;Nederland;90", source=""), **{"source": "CBS", missing: " "})

    assert not Indicator.objects.exists()


def test_no_flow_makes_an_indicator_without_a_definition(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        flows.add_indicator(by=cast.coordinator, values={"name": "A", "definition": "", "source": SourceFactory()})

    assert set(refused.value.message_dict) == {"definition"}


def test_an_indicator_is_added_with_all_that_a_reader_must_know(marijke: Client, reader: Client) -> None:
    source = SourceFactory(name="CBS")
    told = {
        **NEW,
        "source": source.pk,
        "table_id": "84850NED",
        "geography": "municipality",
        "frequency": "JJ",
        "quality_note": "Veelvouden van 5.",
        "differs": "De politie telt iets anders.",
        "rate_per": "10000",
        "has_overlapping_categories": "on",
    }

    marijke.post("/monitor/indicatoren/toevoegen/", told)

    page = words_of(reader, about(Indicator.objects.get()))
    for text in (
        *("Meldingen van seksueel geweld in een jaar.", "CBS", "tabel 84850NED", "meldingen", "gemeente", "per jaar"),
        *("geen oordeel", "Veelvouden van 5.", "De politie telt iets anders.", "per 10.000 inwoners"),
        "de onderverdelingen overlappen; het portaal telt ze niet op",
    ):
        assert text in page, text


def test_two_indicators_of_one_name_have_addresses_of_their_own(marijke: Client) -> None:
    source, other = SourceFactory(), SourceFactory()

    for each in (source, other):
        marijke.post("/monitor/indicatoren/toevoegen/", NEW | {"name": "Toevoegen", "source": each.pk})

    assert sorted(Indicator.objects.values_list("slug", flat=True)) == ["toevoegen-2", "toevoegen-3"]


def test_pressing_the_button_twice_adds_one_indicator(marijke: Client) -> None:
    source = SourceFactory()

    for _ in range(2):
        marijke.post("/monitor/indicatoren/toevoegen/", NEW | {"source": source.pk})

    assert Indicator.objects.count() == 1


def test_figures_never_move_to_another_source(marijke: Client) -> None:
    indicator = load(long_table("A;2023;Nederland;90"))
    other = SourceFactory(name="Politie")

    response = send(marijke, edit(indicator), "definition", source=other.pk)

    assert response.status_code == 422
    assert "De cijfers van deze indicator komen van CBS." in response.content.decode()
    indicator.refresh_from_db()
    assert indicator.source.name == "CBS"


def test_an_indicator_without_figures_may_still_get_another_source(marijke: Client) -> None:
    indicator, other = IndicatorFactory(), SourceFactory()

    assert send(marijke, edit(indicator), "definition", source=other.pk).status_code == 302
    indicator.refresh_from_db()
    assert indicator.source == other


def test_a_source_with_figures_stays_of_its_kind_so_that_small_numbers_stay_hidden(marijke: Client) -> None:
    indicator = DeliveryFactory().round.indicator
    url = f"/monitor/bronnen/{indicator.source_id}/wijzigen/"

    response = send(marijke, url, "attribution", kind=SourceKind.PUBLISHED)

    assert response.status_code == 422
    assert "waarvan het portaal kleine aantallen verbergt" in response.content.decode()


def test_a_source_that_partners_deliver_to_has_its_rule_for_small_numbers_from_the_start(
    marijke: Client, reader: Client
) -> None:
    values = {"name": "Partners", "kind": "delivered", "attribution": "Bron: partners"}

    marijke.post("/monitor/bronnen/toevoegen/", values)

    source = Source.objects.get()
    assert DisclosureRule.objects.get(source=source).threshold == 10
    assert "Onder de 10 staat er geen getal." in words_of(reader, f"/monitor/bronnen/{source.pk}/")


def test_a_partner_is_asked_for_numbers_of_an_area_over_a_period(marijke: Client) -> None:
    source = SourceFactory(kind=SourceKind.DELIVERED)

    response = marijke.post("/monitor/indicatoren/toevoegen/", NEW | {"source": source.pk})

    assert response.status_code == 422
    assert "Kies over welk gebied partners leveren" in response.content.decode()
    assert "Kies hoe vaak partners leveren." in response.content.decode()


def test_two_sources_never_have_one_name(marijke: Client) -> None:
    SourceFactory(name="CBS")

    response = marijke.post(
        "/monitor/bronnen/toevoegen/", {"name": "cbs", "kind": "published", "attribution": "Bron: CBS"}
    )

    assert response.status_code == 422
    assert "De bron «CBS» is er al." in response.content.decode()


# --- M02, M17, M19: direction, national, overlap ---------------------------------------------------------------------


def test_more_has_no_judgement_until_somebody_chooses_one(marijke: Client) -> None:
    page = Page.of(marijke.get("/monitor/indicatoren/toevoegen/"))

    assert page.one("input[name=direction][checked]").get("value") == Direction.NONE
    assert "veel mensen melden niet" in page.words


def test_an_indicator_with_figures_of_a_municipality_can_not_become_national(marijke: Client, cast: Cast) -> None:
    indicator = load(long_table("A;2023;Nederland;90", "A;2023;Tiel;15", "A;2023;Gelderland-Zuid (VT);45"))

    response = send(marijke, edit(indicator), "definition", geography="country")

    assert response.status_code == 422
    assert "Deze indicator heeft cijfers van Gelderland-Zuid (VT) en Tiel." in response.content.decode()
    indicator.refresh_from_db()
    assert not indicator.is_national


def test_a_national_indicator_says_that_it_has_no_regional_figures(marijke: Client, reader: Client) -> None:
    indicator = load(long_table("A;2023;Nederland;90"))

    assert send(marijke, edit(indicator), "definition", geography="country").status_code == 302
    assert "heel Nederland geen cijfers per gemeente of regio" in words_of(reader, about(indicator))


def test_what_partners_deliver_is_never_national(marijke: Client) -> None:
    response = send(marijke, edit(DeliveredIndicatorFactory()), "definition", geography="country")

    assert response.status_code == 422
    assert "Wat partners leveren, gaat over de regio." in response.content.decode()


def test_a_share_is_not_turned_into_a_rate(marijke: Client) -> None:
    response = send(marijke, edit(IndicatorFactory()), "definition", adds_up=None, rate_per="1000")

    assert response.status_code == 422
    assert "Een percentage of gemiddelde rekenen we niet om." in response.content.decode()


# --- two people at once ----------------------------------------------------------------------------------------------


def test_two_people_at_one_indicator_see_both_texts_and_nothing_is_lost(marijke: Client) -> None:
    indicator = IndicatorFactory(definition="Eerst.", unit="aantal")
    opened = as_sent(marijke.get(edit(indicator)), with_field="definition")
    Indicator.objects.filter(pk=indicator.pk).update(definition="Van een ander.")

    response = marijke.post(edit(indicator), opened | {"definition": "Van mij."})

    page = Page.of(response)
    assert response.status_code == 409
    assert "Van een ander." in page.words
    assert page.one("textarea[name=definition]").text_content().strip() == "Van mij."
    indicator.refresh_from_db()
    assert indicator.definition == "Van een ander."


@pytest.mark.parametrize("thing", ["source", "break", "target"])
def test_nobody_overwrites_what_another_just_saved(marijke: Client, thing: str) -> None:
    made, url, name, model = {
        "source": (source := SourceFactory(), f"/monitor/bronnen/{source.pk}/wijzigen/", "attribution", Source),
        "break": (cut := SeriesBreakFactory(), f"/monitor/trendbreuken/{cut.pk}/wijzigen/", "title", SeriesBreak),
        "target": (
            aim := IndicatorTargetFactory(),
            f"/monitor/streefwaarden/{aim.pk}/wijzigen/",
            "label",
            IndicatorTarget,
        ),
    }[thing]
    opened = as_sent(marijke.get(url), with_field=name)
    model.objects.filter(pk=made.pk).update(**{name: "Van een ander"})

    assert marijke.post(url, opened | {name: "Van mij"}).status_code == 409
    made.refresh_from_db()
    assert getattr(made, name) == "Van een ander"


# --- subdivisions ----------------------------------------------------------------------------------------------------


def test_a_count_is_divided_in_at_most_two_ways_and_in_the_order_that_was_typed(marijke: Client) -> None:
    indicator = DeliveredIndicatorFactory()
    url = f"/monitor/indicatoren/{indicator.slug}/onderverdelingen/"
    typed = {
        "name_1": "leeftijd",
        "parts_1": "25 en ouder\n\n tot 25  jaar",
        "name_2": "sekse",
        "parts_2": "Vrouw\nMan",
    }

    assert send(marijke, url, "name_1", **typed).status_code == 302

    found = [(each.name, [part.label for part in each.parts.all()]) for each in indicator.dimensions.all()]
    assert found == [("leeftijd", ["25 en ouder", "tot 25 jaar"]), ("sekse", ["Vrouw", "Man"])]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name_1": "leeftijd", "parts_1": "Jong\nTotaal"}, "Het totaal maakt het portaal zelf."),
        ({"name_1": "leeftijd", "parts_1": "Jong\njong"}, "Er staat een deel twee keer."),
        ({"name_1": "leeftijd", "parts_1": "Jong"}, "Eén deel is hetzelfde als het totaal."),
        ({"name_1": "leeftijd", "parts_1": "0, 1 of 2\n3"}, "staat een komma"),
        ({"name_1": "leeftijd", "parts_1": ""}, "De delen ontbreken."),
        ({"name_2": "sekse", "parts_2": "Vrouw\nMan"}, "Vul eerst de eerste onderverdeling in."),
        (
            {"name_1": "sekse", "parts_1": "Vrouw\nMan", "name_2": "Sekse", "parts_2": "V\nM"},
            "Deze onderverdeling staat er al.",
        ),
    ],
)
def test_parts_that_could_not_be_told_apart_are_refused(marijke: Client, typed: dict[str, str], told: str) -> None:
    indicator = DeliveredIndicatorFactory()

    response = marijke.post(f"/monitor/indicatoren/{indicator.slug}/onderverdelingen/", typed)

    assert response.status_code == 422
    assert told in response.content.decode()


def test_once_a_partner_filled_in_numbers_the_subdivisions_stay_and_the_page_says_why(marijke: Client) -> None:
    part = DimensionPartFactory()
    indicator = part.dimension.indicator
    url = f"/monitor/indicatoren/{indicator.slug}/onderverdelingen/"
    delivery = DeliveryFactory(round__indicator=indicator)
    assert "Opslaan" in words_of(marijke, url)
    delivery.version = 2
    delivery.save()

    page = words_of(marijke, url)
    refused = marijke.post(url, {"name_1": "", "parts_1": ""})

    assert "Een partner vulde al getallen in bij deze onderverdelingen." in page
    assert "Opslaan" not in page
    assert refused.status_code == 422
    assert indicator.dimensions.get().parts.get() == part


def test_the_subdivisions_of_a_published_source_come_from_its_file(marijke: Client) -> None:
    url = f"/monitor/indicatoren/{IndicatorFactory().slug}/onderverdelingen/"

    assert "De onderverdelingen komen uit het bestand van de bron." in words_of(marijke, url)


# --- M16: breaks -----------------------------------------------------------------------------------------------------


def test_a_break_of_a_source_is_told_with_each_of_its_indicators(marijke: Client, reader: Client) -> None:
    indicator = IndicatorFactory(source__name="Politie")
    typed = {"kind": "break", "day": "1 juli 2024", "title": "nieuwe wet", "text": "Er tellen meer feiten mee."}

    for _ in range(2):  # a second click
        marijke.post(f"/monitor/bronnen/{indicator.source_id}/trendbreuken/toevoegen/", typed)

    page = words_of(reader, about(indicator))
    assert "Van alle cijfers van Politie :" in page
    assert "1 juli 2024: nieuwe wet trendbreuk Er tellen meer feiten mee." in page
    assert SeriesBreak.objects.count() == 1


def test_a_break_of_one_indicator_is_changed_and_taken_away_again(marijke: Client) -> None:
    indicator = IndicatorFactory()
    typed = {"kind": "note", "day": "20 januari 2022", "title": "veel aandacht", "text": "Er was een uitzending."}
    marijke.post(f"/monitor/indicatoren/{indicator.slug}/trendbreuken/toevoegen/", typed)
    url = f"/monitor/trendbreuken/{indicator.breaks.get().pk}"

    assert send(marijke, f"{url}/wijzigen/", "title", title="meer aandacht").status_code == 302
    assert "20 januari 2022: meer aandacht gebeurtenis" in words_of(marijke, about(indicator))
    assert "De uitleg verdwijnt bij de grafieken." in words_of(marijke, f"{url}/verwijderen/")
    marijke.post(f"{url}/verwijderen/")
    assert not indicator.breaks.exists()


def test_a_break_without_an_explanation_says_nothing_and_is_refused(marijke: Client) -> None:
    indicator = IndicatorFactory()

    response = marijke.post(
        f"/monitor/indicatoren/{indicator.slug}/trendbreuken/toevoegen/",
        {"kind": "break", "day": "1-7-2024", "title": "nieuwe wet", "text": ""},
    )

    assert response.status_code == 422
    assert "Zonder uitleg zegt een trendbreuk niets." in response.content.decode()


# --- M21: targets ----------------------------------------------------------------------------------------------------


def test_a_target_has_its_year_and_its_speerpunt_of_the_plan(marijke: Client, reader: Client) -> None:
    indicator = load(long_table("A;2023;Nederland;90", "A;2023;Tiel;15"))
    priority = PriorityFactory(plan=PlanFactory(), title="Online veilig")
    typed = {"kind": "target", "year": "2029", "value": "1.250,5", "label": "doel van de regio"}

    marijke.post(
        f"/monitor/indicatoren/{indicator.slug}/streefwaarden/toevoegen/",
        typed | {"priority": priority.pk, "area": "municipality:Tiel"},
    )

    target = indicator.targets.get()
    assert (target.area_kind, target.area_name) == ("municipality", "Tiel")
    page = words_of(reader, about(indicator))
    assert "doel van de regio, 2029: 1.250,5 streefwaarde Tiel Speerpunt: Online veilig" in page


def test_a_target_is_changed_and_taken_away_again(marijke: Client) -> None:
    target = IndicatorTargetFactory(label="doel", value=120)
    url = f"/monitor/streefwaarden/{target.pk}"

    assert send(marijke, f"{url}/wijzigen/", "label", value="90", kind="benchmark").status_code == 302
    target.refresh_from_db()
    assert (target.value, target.kind) == (90, "benchmark")
    marijke.post(f"{url}/verwijderen/")
    assert not IndicatorTarget.objects.exists()


def test_a_target_is_never_set_for_an_area_that_the_figures_do_not_have(marijke: Client) -> None:
    indicator = load(long_table("A;2023;Nederland;90"))
    typed = {"kind": "target", "year": "2029", "value": "90", "label": "doel", "area": "municipality:Tiel"}

    response = marijke.post(f"/monitor/indicatoren/{indicator.slug}/streefwaarden/toevoegen/", typed)

    assert response.status_code == 422


# --- rights and cost -------------------------------------------------------------------------------------------------


def test_a_member_reads_the_catalogue_and_changes_nothing(reader: Client) -> None:
    indicator = IndicatorFactory()
    SeriesBreakFactory(indicator=indicator)
    IndicatorTargetFactory(indicator=indicator)

    for url in ("/monitor/bronnen/", f"/monitor/bronnen/{indicator.source_id}/", about(indicator)):
        page = words_of(reader, url)
        assert "Wijzigen" not in page
        assert "toevoegen" not in page
    assert reader.get(edit(indicator)).status_code == 403
    assert reader.post("/monitor/bronnen/startlijst/").status_code == 403


def test_each_page_of_the_catalogue_costs_few_questions(
    marijke: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    AreaMembershipFactory(area_set=RegionFactory().area_set)
    indicator = DeliveredIndicatorFactory()
    for position in (1, 2):
        DimensionPartFactory.create_batch(3, dimension=DimensionFactory(indicator=indicator, position=position))
    SeriesBreakFactory.create_batch(5, indicator=indicator)
    IndicatorTargetFactory.create_batch(5, indicator=indicator, priority=PriorityFactory())
    DeliveredIndicatorFactory.create_batch(10, source=indicator.source)

    for url in ("/monitor/bronnen/", f"/monitor/bronnen/{indicator.source_id}/", about(indicator), edit(indicator)):
        with django_assert_max_num_queries(12):
            marijke.get(url)

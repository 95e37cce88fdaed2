"""The page of an indicator: rates, kinds of missing, breaks, targets and parts, as a reader sees them."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitor.charts import as_drawn
from monitor.figures import figures_for_report
from monitor.models import BreakKind, Direction, Indicator
from monitor.numbers import ValueStatus, figure_text
from monitor.reporting.frozen import freeze, thaw
from monitor.reporting.parts import figures as figures_part
from monitor.reporting.sections import Monitor
from network.areas.region_setup import set_up_region
from network.models import Municipality, Person, Population
from tests.cast import Cast
from tests.factories import (
    DimensionFactory,
    DimensionPartFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    SeriesBreakFactory,
    SourceFactory,
)
from tests.monitor.figures.releasing import REGION, RULE, release, years
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
EVERY_KIND = [status for status in ValueStatus if status != ValueStatus.VALUE]


@pytest.fixture
def reader(cast: Cast, client_of: ClientOf) -> Client:
    set_up_region(name="Gelderland-Zuid", municipalities=["GM0268", "GM0281", "GM0225"], central="GM0268")
    return client_of(cast.reader)


@pytest.fixture
def counted() -> Indicator:
    return IndicatorFactory(name="Meldingen", unit="meldingen", rate_per=10_000, source__attribution="Bron: Politie")


def read(client: Client, url: str, **data: str) -> Page:
    response = client.get(url, data)
    assert response.status_code == 200
    return Page.of(response)


def lived(year: int, **inhabitants: int) -> None:
    for name, number in inhabitants.items():
        Population.objects.create(municipality=Municipality.objects.get(name=name), year=year, inhabitants=number)


def municipalities(year: int, **shown: int | ValueStatus) -> list[tuple[str, str, str, str, int | ValueStatus]]:
    return [("municipality", name, "", f"{year}JJ00", value) for name, value in shown.items()]


# --- rates -------------------------------------------------------------------------------------------------------


def rows_of(page: Page) -> list[str]:
    return [" ".join(cell.text_content() for cell in row) for row in page.all("#gemeenten ~ table tbody tr")]


def test_a_rate_uses_the_population_of_that_year_and_area_and_of_no_other(reader: Client, counted: Indicator) -> None:
    release(counted, [*years(*REGION, 155, first=2025), *municipalities(2025, Nijmegen=125, Tiel=30)], rule=RULE)
    lived(2025, Nijmegen=180_000, Tiel=42_000, Druten=19_000)
    lived(2024, Nijmegen=1_000)

    page = read(reader, counted.get_absolute_url())

    assert "Per 10.000 inwoners" in page.words
    assert rows_of(page) == ["Nijmegen 125 6,9", "Tiel 30 7,1", "Gelderland-Zuid 155 6,4"]


def test_without_the_population_of_that_year_no_rate_is_shown_and_a_note_says_why(
    reader: Client, counted: Indicator
) -> None:
    release(counted, municipalities(2025, Nijmegen=125, Tiel=30))
    lived(2024, Nijmegen=180_000, Tiel=42_000)
    lived(2025, Tiel=42_000)

    page = read(reader, counted.get_absolute_url())

    assert rows_of(page) == ["Nijmegen 125 –", "Tiel 30 7,1"]
    assert "Van Nijmegen is het aantal inwoners op 1 januari 2025 niet bekend." in page.words


def test_a_hidden_count_has_no_rate_and_stands_last_by_name_in_every_order(reader: Client, counted: Indicator) -> None:
    shown = municipalities(2025, Druten=ValueStatus.BELOW, Nijmegen=125, Tiel=130)
    release(counted, [*shown, *years("country", "Nederland", 20_000, first=2025)], rule=RULE)
    lived(2025, Nijmegen=180_000, Tiel=42_000, Druten=19_000)

    by_name, by_count = (rows_of(read(reader, counted.get_absolute_url(), sorteer=by)) for by in ("naam", "aantal"))

    assert by_name == ["Druten <10 –", "Nijmegen 125 6,9", "Tiel 130 31,0", "Nederland 20.000 –"]
    assert by_count == ["Tiel 130 31,0", "Nijmegen 125 6,9", "Druten <10 –", "Nederland 20.000 –"]


def test_rounded_municipalities_are_said_not_to_add_up(reader: Client, counted: Indicator) -> None:
    rest = ("rest", "onbekend of buiten de regio", "", "2025JJ00", 0)
    release(counted, [*years(*REGION, 50, first=2025), *municipalities(2025, Nijmegen=25, Tiel=20), rest], rule=RULE)

    assert "Door afronding tellen de delen niet precies op" in read(reader, counted.get_absolute_url()).words


# --- what a reader is told ---------------------------------------------------------------------------------------


def test_a_break_is_told_in_the_drawing_beside_it_in_the_table_and_in_the_file(
    reader: Client, counted: Indicator
) -> None:
    SeriesBreakFactory(indicator=counted, day=date(2024, 7, 1), title="Nieuwe wet", text="Er tellen meer feiten mee.")
    SeriesBreakFactory(
        indicator=None,
        source=counted.source,
        day=date(2022, 1, 20),
        kind=BreakKind.NOTE,
        title="Uitzending",
        text="Veel.",
    )
    release(counted, years(*REGION, 195, 225, 230, 255, 295, first=2021), rule=RULE)

    page = read(reader, counted.get_absolute_url())
    file = reader.get(f"{counted.get_absolute_url()}csv/").content.decode()

    assert "1 juli 2024: nieuwe wet" in page.words
    assert "Trendbreuk op 1 juli 2024: nieuwe wet. Er tellen meer feiten mee." in page.words
    assert "Gebeurtenis op 20 januari 2022: uitzending" in page.words
    assert "niet te vergelijken met een jaar eerder" in page.words
    assert "Trendbreuk op 1 juli 2024: nieuwe wet. Er tellen meer feiten mee." in file


def test_a_target_is_a_line_of_its_own_with_its_year_at_the_series_that_it_is_about(
    reader: Client, counted: Indicator
) -> None:
    IndicatorTargetFactory(indicator=counted, year=2027, value=320, label="Streefwaarde")
    release(counted, [*years(*REGION, 255, 295, first=2024), *years("country", "Nederland", 5, 6, first=2024)])

    own = read(reader, counted.get_absolute_url())
    country = read(reader, counted.get_absolute_url(), gebied="country:Nederland")

    assert "Streefwaarde 2027: 320" in own.words
    assert "Streefwaarde 2027" not in country.words


@pytest.mark.parametrize(
    ("direction", "word"),
    [(Direction.FAVOURABLE, "Gunstig: 40 meer"), (Direction.UNFAVOURABLE, "Ongunstig: 40 meer"), (Direction.NONE, "")],
)
def test_only_where_more_is_known_to_be_good_or_bad_a_word_and_a_shape_say_so(
    reader: Client, direction: Direction, word: str
) -> None:
    indicator = IndicatorFactory(direction=direction)
    release(indicator, years(*REGION, 255, 295, first=2024))

    page = read(reader, indicator.get_absolute_url())

    assert bool(page.all("main .light")) is bool(word)
    assert word in page.words


def test_age_and_sex_stand_side_by_side_with_the_parts_that_are_hidden(reader: Client, counted: Indicator) -> None:
    age = DimensionFactory(indicator=counted, name="Leeftijd")
    for label in ("tot 18 jaar", "18 jaar en ouder"):
        DimensionPartFactory(dimension=age, label=label)
    parts = [("tot 18 jaar", ValueStatus.BELOW), ("18 jaar en ouder", 290)]
    rows = [(*REGION, label, "2025JJ00", shown) for label, shown in parts]
    release(counted, [*years(*REGION, 295, first=2025), *rows], rule=RULE)

    words = read(reader, counted.get_absolute_url()).words

    assert "Naar leeftijd" in words
    assert "tot 18 jaar <10 –" in words
    assert "18 jaar en ouder 290 98,3 %" in words


# --- kinds of missing --------------------------------------------------------------------------------------------


@pytest.fixture
def every_kind(counted: Indicator) -> Indicator:
    """A series with a zero, and every reason there is for having no figure."""
    Indicator.objects.filter(pk=counted.pk).update(is_in_report=True)
    release(counted, years(*REGION, 0, 120, *EVERY_KIND, 130, first=2008), rule=RULE)
    return counted


def test_kinds_of_missing_stay_apart_on_screen_in_the_drawing_and_in_the_file(
    reader: Client, every_kind: Indicator
) -> None:
    page = read(reader, every_kind.get_absolute_url())
    file = reader.get(f"{every_kind.get_absolute_url()}csv/").content.decode("utf-8-sig")

    in_table = [[cell.text_content() for cell in row] for row in page.all("details table tbody tr")][:14]
    assert in_table[0][1:] == ["0", "definitief"]
    in_file = [line for line in csv.reader(io.StringIO(file), delimiter=";") if line[:1] == ["Gelderland-Zuid"]]
    (drawing,) = page.all(".chart__drawing--wide")
    drawn = {text.text_content() for text in drawing.iter("text")}
    for status, on_screen, row in zip(EVERY_KIND, in_table[2:], in_file[2:], strict=False):
        assert on_screen[1] == figure_text(None, status) == row[6].removeprefix("'")
        assert row[7] not in {"", "waarde"}
    assert len({tuple(row[1:]) for row in in_table[2:13]}) == len(EVERY_KIND)
    assert len({row[7] for row in in_file[2:13]}) == len(EVERY_KIND)
    assert {". geheim", "x geheim", "< klein", "leeg", "- nihil", "n.v.t.", "<10", "verborgen", "0"} <= drawn


def test_kinds_of_missing_and_the_drawing_stay_in_a_report_that_is_kept(reader: Client, every_kind: Indicator) -> None:
    SeriesBreakFactory(indicator=every_kind, day=date(2009, 1, 1), title="Nieuwe wet", text="Er telt meer mee.")

    kept = thaw(Monitor, freeze(_monitor_of_today()))
    printed = Page.of(render_to_string("monitor/reports/sections/_monitor.html", {"body": kept})).words

    for status in EVERY_KIND:
        assert figure_text(None, status) in printed
    assert ". geheim" in printed
    assert "Trendbreuk op 1 januari 2009: nieuwe wet. Er telt meer mee." in printed
    assert "<svg" in kept.figures[0].svg


def _monitor_of_today() -> Monitor:
    class Live:
        figures = figures_for_report()

    return figures_part.build(Live())  # type: ignore[arg-type]  # all that it asks of a report


# --- the same figures everywhere ---------------------------------------------------------------------------------


def test_the_drawing_and_the_table_below_it_hold_the_same_figures(reader: Client, counted: Indicator) -> None:
    release(counted, years(*REGION, 1_195, 225, ValueStatus.HIDDEN, 255, 0, first=2021), rule=RULE)

    page = read(reader, counted.get_absolute_url())

    in_table = [row[1].text_content() for row in page.all("details table tbody tr")]
    for drawing in page.all(".chart__drawing--wide, .chart__drawing--narrow"):
        drawn = [text.text_content() for text in drawing.iter("text")]
        assert all(figure in drawn for figure in in_table)


def test_no_page_adds_or_connects_figures_of_two_sources(reader: Client) -> None:
    police = IndicatorFactory(name="Meldingen", source=SourceFactory(name="Politie"))
    office = IndicatorFactory(name="Misdrijven", source=SourceFactory(name="CBS"))
    release(police, years(*REGION, 15_500, 15_600, first=2021))
    release(office, years(*REGION, 9_900, 9_800, first=2021))

    for page in (read(reader, "/monitor/"), read(reader, police.get_absolute_url())):
        assert not {"25.400", "5.600", "5.800"} & set(re.findall(r"[\d.]+", page.words))
    assert "9.800" not in read(reader, police.get_absolute_url()).words


def test_a_file_for_another_program_has_commas_points_and_the_same_figures(reader: Client, counted: Indicator) -> None:
    release(counted, [(*REGION, "", "2025JJ00", Decimal("28.5"))])

    excel, machine = (
        reader.get(f"{counted.get_absolute_url()}csv/", {"vorm": form}).content for form in ("", "machine")
    )

    assert machine.decode().splitlines()[:4] == [
        "Bron: Politie",
        "Tabel,niet opgegeven",
        "Opgehaald op,3 september 2026",
        "Licentie,niet opgegeven",
    ]
    assert b",2025,2025JJ00,28.5,waarde," in machine
    assert b";2025;2025JJ00;28,5;waarde;" in excel


# --- what it costs -----------------------------------------------------------------------------------------------


def test_the_pages_ask_the_database_as_often_for_many_indicators_as_for_one(
    reader: Client, counted: Indicator, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    release(counted, [*years(*REGION, 155, 160, first=2024), *municipalities(2025, Nijmegen=125, Tiel=30)], rule=RULE)
    release(counted, [*years(*REGION, 155, 165, first=2024), *municipalities(2025, Nijmegen=125, Tiel=30)], rule=RULE)
    lived(2025, Nijmegen=180_000)
    for number in range(8):
        other = IndicatorFactory(name=f"Nog een {number}")
        SeriesBreakFactory(indicator=other)
        release(other, years(*REGION, *range(40), first=1980))

    for address in ("/monitor/", counted.get_absolute_url()):
        with django_assert_max_num_queries(12):
            page = read(reader, address)
    assert "Bijgesteld sinds de vorige editie" in page.words


def test_a_kept_drawing_that_somebody_tampered_with_is_refused() -> None:
    with pytest.raises(ValueError, match="may not hold <script>"):
        as_drawn('<svg xmlns="http://www.w3.org/2000/svg"><title>t</title><script>alert(1)</script></svg>')
    assert "onload" not in as_drawn('<svg xmlns="http://www.w3.org/2000/svg" onload="x"><title>t</title></svg>')

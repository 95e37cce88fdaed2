"""The figures of a year that are kept as they were adopted (M25)."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitor import year_editions
from monitor.figures import figures_for_report
from monitor.models import Edition, Indicator, ReleasedValue, SectionKind, ValueStatus, YearEdition
from monitor.reporting.content import Content
from monitor.year_editions import freeze_year
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    AreaSetFactory,
    DeliveredIndicatorFactory,
    RegionFactory,
    ReportFactory,
    SourceFactory,
    report_edition,
)
from tests.monitor.figures.bringing_in import load, long_table
from tests.reading import Page

pytestmark = pytest.mark.django_db

LIST, FREEZE, KEPT = "/monitor/jaaredities/", "/monitor/jaaredities/vaststellen/", "/monitor/jaaredities/2025/"


@pytest.fixture
def marijke(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def reader(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.reader)


@pytest.fixture
def indicator(db: None) -> Indicator:
    return load(long_table("A;2024;Nederland;80", "A;2025;Nederland;90", "A;2025;Gelderland-Zuid (VT);45"))


def words_of(client: Client, url: str) -> str:
    return " ".join(Page.of(client.get(url)).words.split())


def test_two_downloads_of_one_edition_are_the_same_bytes_whatever_was_corrected_in_between(
    marijke: Client, reader: Client, indicator: Indicator
) -> None:
    marijke.post(FREEZE, {"year": "2025", "note": "Voor de stuurgroep."})

    first = reader.get(f"{KEPT}csv/").content
    load(long_table("A;2025;Nederland;95"), name="later.csv", indicator=indicator)
    Indicator.objects.update(name="Anders genoemd")
    second = reader.get(f"{KEPT}csv/").content

    assert first == second
    lines = first.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Jaareditie 2025, vastgesteld op ")
    assert "Toelichting;Voor de stuurgroep." in lines
    assert "Bron: CBS" in lines
    assert any(line.startswith("Nederland;") and ";2025JJ00;90;" in line for line in lines)
    assert first.count("\N{ZERO WIDTH NO-BREAK SPACE}".encode()) == 1


def test_a_correction_appears_in_a_list_and_not_in_the_edition(
    marijke: Client, reader: Client, indicator: Indicator
) -> None:
    marijke.post(FREEZE, {"year": "2025"})
    assert "Er is sindsdien niets gecorrigeerd." in words_of(reader, KEPT)

    load(long_table("A;2025;Nederland;95", "A;2026;Nederland;99"), name="later.csv", indicator=indicator)

    page = Page.of(reader.get(KEPT))
    assert "Er is 1 correctie." in page.words
    assert page.texts("table td.num") == ["90", "95"]
    assert "Nederland, 2025" in page.words
    assert "99" not in page.texts("td")
    assert b";2025JJ00;95;" not in reader.get(f"{KEPT}csv/").content


def test_an_adopted_report_names_the_edition_of_its_figures_also_after_a_correction() -> None:
    RegionFactory(area_set=AreaSetFactory(name="Gelderland-Zuid"))
    indicator = load(long_table("A;2025;Gelderland-Zuid (VT);45"), is_in_report=True)
    report = ReportFactory()
    report.sections.create(kind=SectionKind.MONITOR, position=1)
    adopted = report_edition(report, adopted_on=date(2026, 9, 17))
    load(long_table("A;2025;Gelderland-Zuid (VT);50"), name="later.csv", indicator=indicator)

    (printed,) = Content.thaw(adopted.content).body(SectionKind.MONITOR).figures
    (now,) = figures_for_report()
    assert (printed.measures[0].text, printed.source_line.rsplit(". ", 1)[1]) == ("45", "Editie 1.")
    assert now.source_line.endswith("Editie 2.")


def test_a_long_list_of_corrections_is_cut_and_counted(
    marijke: Client, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_editions, "SHOWN", 2)
    rows = [f"Soort {number};2025;Nederland;" for number in range(3)]
    indicator = load(long_table(*(f"{row}10" for row in rows)))
    marijke.post(FREEZE, {"year": "2025"})
    load(long_table(*(f"{row}15" for row in rows)), name="later.csv", indicator=indicator)

    page = Page.of(reader.get(KEPT))

    assert "Hier staan de eerste 2 van 3 correcties." in page.words
    assert page.texts("table td.num") == ["10", "15", "10", "15"]


def test_before_anything_is_kept_the_page_shows_what_goes_in(marijke: Client, indicator: Indicator) -> None:
    page = words_of(marijke, FREEZE)

    assert "Dit komt erin" in page
    assert indicator.name in page
    assert not YearEdition.objects.exists()


def test_a_year_is_adopted_once(marijke: Client, indicator: Indicator) -> None:
    marijke.post(FREEZE, {"year": "2025"})

    response = marijke.post(FREEZE, {"year": "2025"})

    assert response.status_code == 422
    assert "Jaareditie 2025 is al vastgesteld, op " in response.content.decode()
    assert YearEdition.objects.count() == 1


@pytest.mark.parametrize("year", ["1999", "2999", "", "vorig jaar"])
def test_only_a_year_that_has_begun_is_adopted(marijke: Client, indicator: Indicator, year: str) -> None:
    assert marijke.post(FREEZE, {"year": year}).status_code == 422
    assert not YearEdition.objects.exists()


def test_without_figures_there_is_nothing_to_adopt(marijke: Client) -> None:
    response = marijke.post(FREEZE, {"year": "2025"})

    assert response.status_code == 422
    assert "Er valt niets vast te stellen." in response.content.decode()


def test_bytes_that_somebody_changed_are_not_handed_out(cast: Cast, reader: Client, indicator: Indicator) -> None:
    kept = freeze_year(2024, by=cast.coordinator)
    assert kept.sha256 == hashlib.sha256(bytes(kept.content)).hexdigest()
    changed = bytes(kept.content).replace(b"80", b"81")
    YearEdition.objects.create(year=2025, content=changed, sha256=kept.sha256, frozen_by=cast.coordinator)

    response = reader.get(f"{KEPT}csv/")

    assert response.status_code == 500
    assert "Dit bestand is veranderd" in response.content.decode()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitor_yearedition SET content = 'anders'",
        "UPDATE monitor_yearedition SET year = 2024",
        "DELETE FROM monitor_yearedition",
        "UPDATE monitor_yeareditionpart SET edition_id = edition_id",
        "DELETE FROM monitor_yeareditionpart",
    ],
)
def test_the_database_itself_lets_nobody_change_the_edition_of_a_year(
    marijke: Client, indicator: Indicator, statement: str
) -> None:
    marijke.post(FREEZE, {"year": "2025"})

    with connection.cursor() as cursor, pytest.raises(DatabaseError, match=r"[Cc]annot|permission"):
        cursor.execute(statement)


def test_everybody_reads_how_to_cite_it_and_only_who_releases_figures_adopts_it(
    marijke: Client, reader: Client, indicator: Indicator
) -> None:
    marijke.post(FREEZE, {"year": "2025"})

    assert "«Jaareditie 2025, vastgesteld op " in words_of(reader, KEPT)
    assert "Jaareditie 2025" in words_of(reader, LIST)
    assert "Jaareditie vaststellen" not in words_of(reader, LIST)
    assert reader.post(FREEZE, {"year": "2024"}).status_code == 403


def test_the_pages_cost_the_same_for_few_and_for_many_indicators(
    marijke: Client, indicator: Indicator, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        SourceFactory(name=f"Bron nummer {number}")
        load(long_table("A;2025;Nederland;5", source=f"Bron: Bron nummer {number}"), name=f"{number}.csv")
    marijke.post(FREEZE, {"year": "2025"})

    for url in (LIST, FREEZE, KEPT, f"{KEPT}csv/"):
        with django_assert_max_num_queries(12):
            marijke.get(url)


def test_a_correction_of_a_small_number_tells_no_more_than_both_editions_do(cast: Cast, reader: Client) -> None:
    place = {"area_kind": "municipality", "area_name": "Tiel", "period": "2025JJ00", "revision_status": "final"}
    delivered = DeliveredIndicatorFactory()

    def release(number: int, status: ValueStatus) -> None:
        edition = Edition.objects.create(
            indicator=delivered, number=number, retrieved_on=date(2026, 1, 1), rule={"threshold": 20}, is_protected=True
        )
        ReleasedValue.objects.create(edition=edition, indicator=delivered, value_status=status, **place)

    release(1, ValueStatus.BELOW)
    freeze_year(2025, by=cast.coordinator)
    release(2, ValueStatus.HIDDEN)

    assert Page.of(reader.get(KEPT)).texts("table td.num") == ["<20", "verborgen"]

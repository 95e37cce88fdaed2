"""The sociale kaart as a file: what a member sees, and it comes back unchanged."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from network.dates import today
from network.demo import load_region_and_people
from network.dutch import day_and_date
from network.models import Person
from network.spreadsheets import from_csv
from network.tables import read_table
from partners.demo import load_partners
from partners.models import CareService, ChannelKind, HoursKind, Location, ServiceStatus, Visibility, Weekday
from partners.opening_hours import Day
from partners.service_export import services_as
from partners.service_import import SERVICES
from tests.factories import CareServiceFactory, ChannelFactory, HoursExceptionFactory
from tests.partners.bringing_in_services import look_of
from tests.signing_in import browser_of

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


@pytest.fixture(scope="module")
def demo(rows_of_this_module: None) -> None:
    load_region_and_people()
    load_partners()


def rows_of(content: bytes) -> list[dict[str, str]]:
    header, *rows = from_csv(content.decode())
    return [dict(zip(header, row, strict=True)) for row in rows]


def rows_by_name() -> dict[str, dict[str, str]]:
    content = str(services_as("csv", CareService.objects.all())).encode()
    return {row["Naam van het aanbod"]: row for row in rows_of(content)}


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
def test_what_is_downloaded_comes_back_unchanged(demo: None, file_format: str) -> None:
    content = services_as(file_format, CareService.objects.all())
    look = look_of(content.encode() if isinstance(content, str) else content, name=f"x.{file_format}")
    assert [(each.row, each.column, each.reason) for each in look.rejected] == []
    assert [(row.title, row.changes) for row in look.rows if row.changes] == []
    assert {row.state for row in look.rows} == {"unchanged"}
    assert len(look.rows) == CareService.objects.count()
    assert [row.warnings for row in look.rows if any("Uw bestand" in each for each in row.warnings)] == []


def test_a_workbook_has_every_channel_with_its_own_hours_and_other_days() -> None:
    """A row of the list has room for the hours of one of them."""
    entry = CareServiceFactory.create(name="Gesprekken", organisation__name="Sterker")
    phone = ChannelFactory.create(service=entry, value="088-0000 001")
    chat = ChannelFactory.create(service=entry, kind=ChannelKind.CHAT, value="https://chat.example")
    phone.store_week({weekday: Day(HoursKind.ALL_DAY) for weekday in Weekday})
    chat.store_week({Weekday.MONDAY: Day(HoursKind.APPOINTMENT)})
    christmas = date(today().year + 1, 12, 25)
    HoursExceptionFactory.create(channel=chat, first_day=christmas, last_day=christmas, kind=HoursKind.CLOSED)
    content = bytes(services_as("ods", CareService.objects.filter(pk=entry.pk)))
    table = read_table(content, file_name="x.ods", sheet="Alle kanalen")
    told = [[cell for cell in row.cells if cell] for row in table.rows]
    assert [row[1:] for row in told] == [
        ["Gesprekken", "telefoon", "088-0000 001", "cliënten", "elke dag: dag en nacht"],
        [
            "Gesprekken",
            "chat",
            "https://chat.example",
            "cliënten",
            "maandag: op afspraak; dinsdag tot en met zondag: niet opgegeven",
            f"{day_and_date(christmas)}: gesloten (eerste kerstdag)",
        ],
    ]


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
def test_an_entry_that_works_nowhere_yet_is_downloaded_too(file_format: str) -> None:
    CareServiceFactory.create()
    assert services_as(file_format, CareService.objects.all())


def test_open_data_of_ours_comes_back_as_the_same_entries(demo: None) -> None:
    content = str(services_as("json", CareService.objects.none()))
    look = look_of(content.encode(), name="x.json")
    assert [(each.row, each.column, each.reason) for each in look.rejected] == []
    assert {row.state for row in look.rows} == {"unchanged"}, [
        (row.title, row.changes) for row in look.rows if row.changes
    ]


def test_the_open_data_hold_what_is_published_and_nothing_of_professionals(demo: None) -> None:
    content = str(services_as("json", CareService.objects.all()))
    names = {each["name"] for each in json.loads(content)["contents"]}
    assert names == set(CareService.objects.open_to_the_public().values_list("name", flat=True))
    assert "088-0000 041" not in content
    assert "Met een titel van justitie" not in content


def test_hours_stand_in_it_as_people_write_them(demo: None) -> None:
    rows = rows_by_name()
    guidance, shelter = rows["Begeleiding bij uitbuiting"], rows["Opvang en begeleiding"]
    assert guidance["Open op maandag"] == "9.00–12.30 en 13.30–17.00"
    assert (guidance["Open op woensdag"], guidance["Open op zaterdag"]) == ("op afspraak", "gesloten")
    assert (guidance["Open op zondag"], shelter["Open op zondag"]) == ("", "dag en nacht")
    assert rows["Online contact voor sekswerkers"]["Open op vrijdag"] == "22.00–6.00"


def test_several_values_stand_in_one_cell(demo: None) -> None:
    rows = rows_by_name()
    treatment = rows["Behandeling voor wie te ver ging"]
    assert treatment["Kosten en vergoeding"] == "Zvw (eigen risico); forensisch: gratis"
    assert (treatment["Telefoon cliënten"], treatment["Telefoon professionals"]) == ("088-0000 033", "088-0000 034")


def test_a_street_stands_in_it_only_of_a_public_place(demo: None) -> None:
    rows = rows_by_name().values()
    streets = {row["Straat en huisnummer"] for row in rows if row["Zichtbaarheid van het adres"] != "openbaar"}
    assert streets == {""}
    public = Location.objects.get(visibility=Visibility.PUBLIC)
    assert public.street in {row["Straat en huisnummer"] for row in rows}


def test_a_member_downloads_what_this_member_sees_under_a_name_that_tells_nothing(demo: None) -> None:
    client = browser_of(Person.objects.get(email="lezer@demo.example"))
    answer = client.get("/sociale-kaart/downloaden/csv/")
    assert answer["Content-Disposition"].startswith('attachment; filename="sociale-kaart-2')
    names = {row["Naam van het aanbod"] for row in rows_of(answer.content)}
    assert "Opvang en begeleiding" in names
    hidden = CareService.objects.exclude(status__in=[ServiceStatus.PUBLISHED, ServiceStatus.CLOSED])
    assert not names & set(hidden.values_list("name", flat=True))
    assert client.get("/sociale-kaart/downloaden/exe/").status_code == 404


def test_what_looks_like_a_formula_stays_text(demo: None) -> None:
    service = CareService.objects.first()
    assert service
    service.description = "=HYPERLINK(1)"
    service.save()
    content = str(services_as("csv", CareService.objects.all()))
    assert "'=HYPERLINK" in content
    look = look_of(content.encode())
    assert {row.state for row in look.rows} == {"unchanged"}


def test_every_heading_is_dutch_and_known_to_the_import(demo: None) -> None:
    header = from_csv(str(services_as("csv", CareService.objects.none())))[0]
    assert set(header) <= {column.label for column in SERVICES.columns}

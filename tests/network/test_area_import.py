"""Areas that others draw (N02), inhabitants per year (N01), and old codes that go to their successor (M24)."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from monitor.areas import same_name
from monitor.geography import Borders
from network.areas.area_import import AREAS
from network.areas.region_setup import set_up_region
from network.dates import today
from network.imports.layouts import Layout
from network.imports.looks import Look, look_at
from network.models import AreaKind, AreaMembership, AreaSet, Municipality, Person, Population, Region
from network.tables import read_table
from tests.cast import Cast
from tests.reading import Page

pytestmark = pytest.mark.django_db

OWN_FILE = Path(__file__).parents[1] / "data" / "regions" / "veiligthuis-2016.csv"
IMPORT, AREAS_PAGE = "/regio/gebieden/inlezen/", "/regio/gebieden/"
HEADER = "Code;Gemeente;Soort gebied;Gebied;Vanaf;Tot en met"


@pytest.fixture
def region() -> Region:
    """Gelderland-Zuid with its fourteen municipalities."""
    return set_up_region(name="Gelderland-Zuid", safety_region="VR08", central="GM0268").region


def told(command: str, file: Path, *options: str, status: int = 0) -> dict[str, Any]:
    out, stopped_with = StringIO(), None
    try:
        call_command(command, "areas", str(file), *options, stdout=out)
    except SystemExit as stopped:
        stopped_with = stopped.code
    assert (stopped_with or 0) == status
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def look(*lines: str, header: str = HEADER, writes: bool = True) -> Look:
    content = "\n".join([header, *lines]).encode()
    table = read_table(content, file_name="gebieden.csv", known_headers=[column.label for column in AREAS.columns])
    columns = {column.key: table.header.index(column.label) for column in AREAS.columns if column.label in table.header}
    return look_at(AREAS, table, Layout(columns), writes=writes)


def area_of(code: str, kind: str = "vt", on: date | None = None) -> str:
    [part] = AreaMembership.objects.on(on).filter(municipality__code=code, area_set__kind=kind)
    return part.area_set.name


# --- a file of others ----------------------------------------------------------------------------------------------


def test_a_preview_of_the_regioatlas_prints_what_was_agreed_and_writes_nothing(region: Region) -> None:
    answer = told("preview", OWN_FILE)

    assert list(answer) == ["layout", "rows", "new", "changed", "unchanged", "rejected", "notes"]
    assert (answer["layout"], answer["new"], answer["rejected"]) == ("regioatlas", 3, [])
    assert not AreaSet.objects.filter(kind="vt").exists()


def test_an_area_that_touches_the_region_is_kept_whole_and_others_are_counted(region: Region) -> None:
    answer = told("load", OWN_FILE)

    area = AreaSet.objects.get(kind="vt")
    assert area.name == "Gelderland-Zuid"
    assert {part.municipality.name for part in area.parts.all()} == {"Nijmegen", "Tiel", "Wageningen"}
    notes = " ".join(answer["notes"])
    assert "5 rijen gaan over gemeenten en gebieden buiten de regio." in notes
    assert "of een tikfout): GM0236 Geldermalsen." in notes
    assert "Veilig Thuis-regio: na het opslaan ontbreekt nog Berg en Dal, Beuningen" in notes
    assert told("load", OWN_FILE)["unchanged"] == 3


def test_old_codes_count_for_their_successor_with_a_note_and_not_when_they_contradict_each_other() -> None:
    set_up_region(name="Brabant-Noord", safety_region="VR21")

    answer = told("load", OWN_FILE)

    assert area_of("GM1982") == "Noord-Brabant Noord"
    assert not AreaMembership.objects.filter(municipality__code__in=["GM0756", "GM1991"], area_set__kind="vt").exists()
    notes = " ".join(answer["notes"])
    assert "Boxmeer en Cuijk zijn opgegaan in Land van Cuijk. Die rijen tellen voor Land van Cuijk." in notes
    assert "overgeslagen: Maashorst (Veilig Thuis-regio)" in notes
    assert "ontbreekt nog" in notes
    assert "Maashorst" in notes.split("ontbreekt nog")[1]


@pytest.mark.parametrize(
    ("name", "kind", "area"),
    [
        ("veiligthuisregios.csv", "vt", "Gelderland-Zuid"),
        ("ggds.csv", "ggd", "GGD Gelderland-Zuid"),
        ("politieeenheden.csv", "police", "Oost-Nederland"),
        ("centrumgemeentenvrouwenopvanggeweldinhuiselijkekring.csv", "central", "Nijmegen"),
    ],
)
def test_the_real_files_of_the_regioatlas_load(
    region: Region, shared_data: Path, name: str, kind: str, area: str
) -> None:
    answer = told("load", shared_data / "regions" / name, "--default", f"kind={kind}")

    assert answer["rejected"] == []
    assert area_of("GM0268", kind) == area
    notes = " ".join(answer["notes"])
    assert "Van de 342 gemeenten van nu staan er 18 niet in dit bestand: Altena, Beekdaelen," in notes
    assert notes.rstrip().endswith("na het opslaan ontbreekt nog West Betuwe.")


def test_a_police_unit_never_looks_like_the_region(region: Region, shared_data: Path) -> None:
    told("load", shared_data / "regions" / "politieeenheden.csv")

    unit = AreaSet.objects.get(kind="police", name="Oost-Nederland")
    assert unit.parts.count() > 60
    assert Borders.known().are_the_same((unit.kind, same_name(unit.name)), today()) is False


def test_the_safety_regions_of_a_real_file_are_as_the_portal_has_them(region: Region, shared_data: Path) -> None:
    answer = told("preview", shared_data / "regions" / "gemeenten_veiligheidsregio_2023.csv")

    assert (answer["layout"], answer["unchanged"], answer["new"]) == ("gemeenten per veiligheidsregio", 14, 0)


# --- our own layout ------------------------------------------------------------------------------------------------


def test_a_municipality_that_moves_gets_a_last_day_and_a_first_one(region: Region) -> None:
    look("268;Nijmegen;Veilig Thuis;Gelderland-Zuid;1-1-2021;")

    moved = look("GM0268;;vt;Gelderland-Midden;1-7-2024;")

    [row] = moved.rows
    [change] = row.changes
    assert (change.old, change.new) == (
        "Gelderland-Zuid tot en met 30 juni 2024",
        "Gelderland-Midden vanaf 1 juli 2024",
    )
    assert area_of("GM0268", on=date(2024, 6, 30)) == "Gelderland-Zuid"
    assert area_of("GM0268", on=date(2024, 7, 1)) == "Gelderland-Midden"


def test_one_list_may_hold_what_was_before_and_after(region: Region) -> None:
    lines = ["GM0268;;vt;Gelderland-Zuid;1-1-2021;", "GM0268;;vt;Gelderland-Midden;1-7-2024;"]
    look(*lines)

    assert area_of("GM0268", on=date(2024, 6, 30)) == "Gelderland-Zuid"
    assert area_of("GM0268", on=date(2024, 7, 1)) == "Gelderland-Midden"
    again = look(*lines)
    assert (again.to_save, again.rejected) == (0, [])


@pytest.mark.parametrize("area", ["Gelderland-Midden", "Gelderland-Zuid", "Noord"])
def test_what_begins_later_stays_and_bounds_what_comes_before_it(region: Region, area: str) -> None:
    """Whatever the list says of the years before: a municipality is in one area of a kind at a time."""
    look("GM0268;;vt;Gelderland-Zuid;1-1-2021;31-12-2022", "GM0268;;vt;Gelderland-Midden;1-1-2025;")

    look(f"GM0268;;vt;{area};1-1-2022;31-12-2026")

    assert area_of("GM0268", on=date(2024, 12, 31)) == area
    assert area_of("GM0268", on=date(2025, 1, 1)) == "Gelderland-Midden"


def test_a_list_may_say_that_an_area_ended_earlier_and_the_next_one_began_earlier(region: Region) -> None:
    look("GM0268;;vt;Zuid;1-1-2025;")
    look("GM0268;;vt;Zuid;1-1-2021;31-12-2024")

    look("GM0268;;vt;Zuid;1-1-2021;31-12-2022", "GM0268;;vt;Zuid;1-1-2024;")

    assert not AreaMembership.objects.on(date(2023, 6, 1)).filter(area_set__kind="vt").exists()
    assert area_of("GM0268", on=date(2024, 6, 1)) == "Zuid"


def test_without_a_day_a_list_holds_from_today(region: Region) -> None:
    look("0268;;GGD;GGD A;1-1-2021;", "0281;;GGD;GGD A;1-1-2021;")

    look("0268;;GGD;GGD B;;")

    assert area_of("GM0268", "ggd", today() - timedelta(days=1)) == "GGD A"
    assert area_of("GM0268", "ggd") == "GGD B"
    assert area_of("GM0281", "ggd") == "GGD A"


def test_an_old_municipality_is_placed_for_as_long_as_it_was_there() -> None:
    set_up_region(name="Eilanden", municipalities=["GM1992"])

    look("GM0501;;vt;Rijnmond;1-1-2021;", "GM1992;;vt;Rijnmond;1-1-2021;")

    parts = AreaMembership.objects.filter(area_set__kind="vt").order_by("municipality__code")
    assert [(part.municipality.name, part.valid_from, part.valid_to) for part in parts] == [
        ("Brielle", date(2021, 1, 1), date(2022, 12, 31)),
        ("Voorne aan Zee", date(2023, 1, 1), None),
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["Nijmegen;;vt;X;;"], "is geen CBS-code"),
        (["GM0268;;vt;;;"], "Hier staat geen gebied en geen aantal inwoners"),
        (["GM0268;;;X;;"], "De soort gebied ontbreekt"),
        (["GM0268;;buurt;X;;"], "Soort gebied «buurt» kennen we niet"),
        (["GM0268;;vt;X;1-1-2024;1-1-2023"], "De laatste dag ligt voor de eerste"),
        (["GM0268;;vt;X;1-1-2024;", "GM0268;;vt;Y;1-1-2024;"], "Rij 2 zet Nijmegen dan in een ander gebied"),
    ],
)
def test_a_row_that_can_not_be_taken_in_says_why(region: Region, lines: list[str], reason: str) -> None:
    seen = look(*lines)

    assert reason in seen.rejected[0].reason
    assert not AreaSet.objects.filter(kind="vt").exists()


def test_a_code_of_another_name_is_pointed_out(region: Region) -> None:
    [row] = look("GM0268;Tiel;vt;X;;", writes=False).rows

    assert row.warnings == ["De code GM0268 is van Nijmegen; in het bestand staat «Tiel»."]


def test_without_a_region_nothing_is_brought_in() -> None:
    [rejected] = told("load", OWN_FILE, status=1)["rejected"]

    assert "Richt eerst de regio in" in rejected["reason"]


# --- inhabitants ---------------------------------------------------------------------------------------------------


def test_inhabitants_come_in_per_year_and_a_correction_shows_old_and_new(region: Region) -> None:
    header = "Code;Jaar;Inwoners"
    look("GM0268;2025;187.049", "GM0268;2026;188.000", "GM0363;2026;900.000", header=header)

    again = look("GM0268;2026;188.050", header=header)

    assert [(each.year, each.inhabitants) for each in Population.objects.all()] == [(2026, 188050), (2025, 187049)]
    [change] = again.rows[0].changes
    assert (change.label, change.old, change.new) == ("Inwoners in 2026", "188.000", "188.050")


def test_inhabitants_of_a_year_without_that_municipality_are_rejected() -> None:
    set_up_region(name="Eilanden", municipalities=["GM1992"])

    seen = look("GM0501;2023;17000", "GM1992;2022;70000", "GM0501;2022;17000", header="Code;Jaar;Inwoners")

    assert [each.reason for each in seen.rejected] == [
        "Brielle bestond op 1 januari 2023 niet meer. Zij ging op in Voorne aan Zee.",
        "Voorne aan Zee bestaat pas sinds 1 januari 2023.",
    ]
    assert not Population.objects.exists()


def test_the_page_of_a_municipality_shows_inhabitants_and_areas(
    cast: Cast, region: Region, client_of: Callable[[Person], Client]
) -> None:
    look("GM0281;2026;43.000", header="Code;Jaar;Inwoners")

    words = Page.of(client_of(cast.reader).get("/regio/gemeenten/GM0281/")).words

    assert "2026 43.000" in words
    assert "Veiligheidsregio Gelderland-Zuid" in words


# --- the pages -----------------------------------------------------------------------------------------------------


def test_a_file_of_the_regioatlas_is_chosen_looked_at_and_saved_on_the_pages(
    cast: Cast, region: Region, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(cast.coordinator)
    file = SimpleUploadedFile("vt.csv", OWN_FILE.read_bytes(), "text/csv")
    columns = client.post(IMPORT, {"file": file})
    page = Page.of(client.get(columns["Location"]))
    assert page.one("#id_kolom-kind-vast option[selected]").get("value") == "vt"
    chosen = {
        "kolom-code": "1",
        "kolom-municipality": "0",
        "kolom-area": "2",
        "kolom-kind-vast": "vt",
        "kolom-valid_from-vast": "begin",
    }
    look_page = client.post(columns["Location"], chosen)["Location"]
    seen = Page.of(client.get(look_page))
    assert "na het opslaan ontbreekt nog" in seen.words

    saved = client.post(look_page, {"gezien": seen.one("input[name=gezien]").get("value")}, follow=True)

    assert area_of("GM0268", on=date(2021, 1, 1)) == "Gelderland-Zuid"
    assert "In geen gebied: Berg en Dal, Beuningen" in Page.of(saved).words


def test_everybody_of_the_network_reads_which_areas_there_are_in_the_same_number_of_queries(
    cast: Cast, region: Region, client_of: Callable[[Person], Client], django_assert_max_num_queries: Any
) -> None:
    client = client_of(cast.reader)
    for code in Municipality.objects.of_this_region().values_list("code", flat=True):
        look(f"{code};;csg;CSG {code};;")
    with django_assert_max_num_queries(12):
        page = Page.of(client.get(AREAS_PAGE))
    assert "dezelfde gemeenten als de regio" in page.words
    assert "Nog niet ingelezen: Veilig Thuis-regio" in page.words

    area = AreaSet.objects.get(kind=AreaKind.CSG, name="CSG GM0281")
    with django_assert_max_num_queries(12):
        words = Page.of(client.get(f"{AREAS_PAGE}{area.pk}/")).words
    assert "Dit gebied heeft andere gemeenten dan de regio." in words
    assert client.get(IMPORT).status_code == 403


def test_a_cell_with_a_whole_page_in_it_is_named_by_its_beginning(region: Region) -> None:
    found = look(f"GM9999;{'Z' * 5000};vt;Gelre;;", f"GM0268;{'N' * 5000};vt;Gelre;;", writes=False)
    told = [*found.notes, *(warning for row in found.rows for warning in row.warnings)]
    assert any("ZZZ" in each for each in told)
    assert any("NNN" in each for each in told)
    assert max(len(each) for each in told) < 500

"""The same import from the command line."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from monitor.demo_figures import load_figures
from monitor.models import ImportRun, Indicator, ReleasedValue
from tests.factories import IndicatorFactory, SourceFactory
from tests.monitor.figures.bringing_in import FILES, long_table

pytestmark = pytest.mark.django_db

KEYS = [
    *("layout", "table", "source", "rows", "observations", "periods", "areas", "missing", "provisional"),
    *("new", "changed", "unchanged", "rejected", "notes"),
]


def told(command: str, file: Path, *options: str) -> dict[str, object]:
    out = StringIO()
    call_command(command, "statline", str(file), *options, stdout=out)
    answer: dict[str, object] = json.loads(out.getvalue())
    return answer


def test_a_preview_prints_what_was_agreed_and_writes_nothing() -> None:
    answer = told("preview", FILES / "tabelindeling.csv")

    assert list(answer) == KEYS
    assert answer["source"] == "Bron: Politie"
    assert answer["periods"] == ["2022JJ00", "2023JJ00"]
    assert answer["missing"] == {"suppressed": 2, "impossible": 1, "nil": 1}
    assert (answer["rows"], answer["observations"], answer["provisional"]) == (8, 16, 8)
    assert (answer["new"], answer["changed"], answer["unchanged"], answer["rejected"]) == (16, 0, 0, [])
    assert not ImportRun.objects.exists()


def test_loading_twice_adds_nothing_the_second_time() -> None:
    first = told("load", FILES / "tabelindeling.csv")
    second = told("load", FILES / "tabelindeling.csv")

    assert (first["new"], second["new"], second["unchanged"]) == (16, 0, 16)
    assert ReleasedValue.objects.count() == 16


def test_a_rejected_line_stops_the_whole_load_with_status_1(tmp_path: Path) -> None:
    file = tmp_path / "fout.csv"
    file.write_bytes(long_table("A;2023;Nederland;90", "A;2023;Tiel;1.31O"))
    out = StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("load", "statline", str(file), stdout=out)

    (rejected,) = json.loads(out.getvalue())["rejected"]
    assert stopped.value.code == 1
    assert (rejected["row"], rejected["column"], rejected["value"]) == (3, "Gestarte adviezen (aantal)", "1.31O")
    assert "letter O" in rejected["reason"]
    assert not Indicator.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_file_without_an_area_is_loaded_only_with_one() -> None:
    file = FILES / "breed.csv"

    with pytest.raises(CommandError, match="Het bestand noemt geen gebied"):
        told("load", file)
    answer = told("load", file, "--area", "Noord-Nederland", "--area-kind", "LD")

    assert answer["areas"] == ["Noord-Nederland (LD)"]
    assert ReleasedValue.objects.filter(area_kind="country_part").count() == 21


def test_an_indicator_of_another_source_is_refused() -> None:
    IndicatorFactory(slug="van-het-cbs", source=SourceFactory(name="CBS"))

    with pytest.raises(CommandError, match="Dit bestand komt van Politie"):
        told("load", FILES / "tabelindeling.csv", "--indicator", "van-het-cbs")


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("recepten", [], "kennen we niet"),
        ("statline", ["--indicator", "bestaat-niet"], "Indicator «bestaat-niet» bestaat niet"),
        ("statline", ["--area", "Noord", "--area-kind", "planeet"], "Soort gebied «planeet» kennen we niet"),
    ],
)
def test_what_can_not_be_done_is_said_in_dutch(kind: str, options: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("preview", kind, str(FILES / "breed.csv"), *options)


def test_a_file_that_is_not_there_or_no_table_is_said_in_dutch(tmp_path: Path) -> None:
    pdf = tmp_path / "tabel.csv"
    pdf.write_bytes(b"%PDF-1.7")

    with pytest.raises(CommandError, match="is er niet"):
        told("preview", tmp_path / "weg.csv")
    with pytest.raises(CommandError, match="Dit is een PDF"):
        told("load", pdf)


def test_the_real_tables_load_and_load_again_without_a_change(shared_data: Path) -> None:
    police = shared_data / "statline" / "politie_47013NED_misdrijven_2022_2023.csv"
    cbs = shared_data / "statline" / "Geregistreerde_criminaliteit_Noord_Nederland.csv"
    north = ["--area", "Noord-Nederland (LD)"]

    assert [told("load", police)["new"], told("load", cbs, *north)["new"]] == [712, 219]
    assert [told("load", police)["unchanged"], told("load", cbs)["unchanged"]] == [712, 219]
    assert Indicator.objects.count() == 2


def test_a_table_of_another_layout_loads_by_its_columns_into_a_new_indicator(tmp_path: Path) -> None:
    file = tmp_path / "eigen.csv"
    file.write_text("Plaats;Wanneer;Meldingen\nTiel;2025;12\nNijmegen;2025;.\n")
    columns = ["--column", "area=A", "--column", "period=B", "--column", "value=C"]

    with pytest.raises(CommandError):
        told("preview", file)
    answer = told("load", file, *columns, "--new", "Meldingen", "--source", "GGD", "--definition", "Wat meetelt.")

    assert (answer["new"], answer["periods"], answer["areas"]) == (2, ["2025JJ00"], ["Tiel", "Nijmegen"])
    assert Indicator.objects.get().source.name == "GGD"
    with pytest.raises(CommandError, match="plaats=A kennen we niet"):
        told("preview", file, "--column", "plaats=A")


def test_every_real_file_previews_as_it_is(shared_data: Path) -> None:
    """M03: no option, no change to a file; where a file names no area, a note asks for it."""
    for file in sorted((shared_data / "statline").glob("*.csv")):
        answer = told("preview", file)
        assert list(answer) == KEYS, file
        assert answer["observations"], file
        assert answer["new"] == answer["observations"], file
        assert answer["rejected"] == [], file


def test_the_demo_shows_published_figures_of_veilig_thuis_as_they_are() -> None:
    load_figures()

    own = ReleasedValue.objects.filter(area_name="Gelderland-Zuid", area_kind="vt").order_by("pk")
    assert [value.text for value in own] == ["35", "10", "10", ".", "."]
    assert {value.revision_status for value in ReleasedValue.objects.all()} == {"provisional"}
    assert Indicator.objects.get().is_in_report

"""A network of 27 organisations, the size that the guide for municipalities gives for Rotterdam, loads from one file.

The file is of our own making: the organisations are invented, in the kinds that the landelijke bouwstenen name.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from network.spreadsheets import as_xlsx
from partners.models import Domain, Organisation
from tests.factories import MunicipalityFactory

FILE = Path(__file__).parents[1] / "data" / "organisations" / "netwerk-27.csv"


@pytest.fixture(autouse=True)
def municipalities(db: None) -> None:
    for code, name in (("GM0599", "Rotterdam"), ("GM0606", "Schiedam"), ("GM0502", "Capelle aan den IJssel")):
        MunicipalityFactory(code=code, name=name)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    path = tmp_path / "netwerk-27.xlsx"
    path.write_bytes(as_xlsx(rows, sheet="Netwerk"))
    return path


def load(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    call_command("load", "organisations", str(path))
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_27_organisations_are_new_the_first_time_and_unchanged_the_second_also_as_a_workbook(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = load(FILE, capsys)
    assert (first["new"], first["changed"], first["rejected"]) == (27, 0, [])
    assert Organisation.objects.count() == 27
    assert set(Organisation.objects.values_list("domain", flat=True)) == set(Domain)

    for again in (FILE, workbook):
        told = load(again, capsys)
        assert (told["new"], told["changed"], told["unchanged"]) == (0, 0, 27)
    assert Organisation.objects.count() == 27


def test_what_stands_in_the_file_stands_in_the_register(capsys: pytest.CaptureFixture[str]) -> None:
    load(FILE, capsys)
    centre = Organisation.objects.get(short_name="CSG")
    assert (centre.name, centre.kvk_number) == ("Centrum Seksueel Geweld Maasmond", "00000005")
    assert centre.joined_on.isoformat() == "2026-01-01"
    assert centre.municipalities_served.count() == 3
    assert Organisation.objects.get(kind="municipality", municipality__name="Schiedam").name == "Gemeente Schiedam"
    assert Organisation.objects.filter(name="Behandelcentrum «Grens & Gedrag»").exists()

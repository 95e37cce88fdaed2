"""The same import of partners from the command line, for who loads at night."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from network.history import history_of
from network.imports.layouts import Layout, remember
from partners.models import Organisation
from partners.organisation_import import ORGANISATIONS
from tests.cast import Cast
from tests.partners.bringing_in_lists import as_list

pytestmark = pytest.mark.django_db

FOREIGN = ("--column", "name=a", "--default", "kind=shelter", "--default", "domain=social")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "partners.csv"


def told(command: str, file: Path, *options: str, status: int = 0) -> dict[str, Any]:
    out, stopped_with = StringIO(), None
    try:
        call_command(command, "organisations", str(file), *options, stdout=out)
    except SystemExit as stopped:
        stopped_with = stopped.code
    assert (stopped_with or 0) == status
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_a_preview_prints_what_was_agreed_and_writes_nothing(cast: Cast, file: Path) -> None:
    file.write_bytes(as_list("Nieuw;GGD;zorg;12345678;;;;"))
    before = Organisation.objects.count()
    answer = told("preview", file)
    assert list(answer) == ["layout", "rows", "new", "changed", "unchanged", "rejected", "notes"]
    assert answer | {"notes": []} == {
        "layout": "eigen indeling",
        "rows": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": [],
        "notes": [],
    }
    assert Organisation.objects.count() == before


def test_loading_twice_adds_nothing_the_second_time(cast: Cast, file: Path) -> None:
    file.write_bytes(as_list("Nieuw;GGD;zorg;12345678;;;;Tiel"))
    first, second = told("load", file), told("load", file)
    assert (first["new"], second["new"], second["changed"], second["unchanged"]) == (1, 0, 0, 1)
    [change] = history_of(Organisation.objects.get(kvk_number="12345678"))
    assert (change.who, change.reason) == ("Vanaf de opdrachtregel", "ingelezen uit partners.csv")


def test_one_rejected_cell_stops_the_whole_load_with_status_1(cast: Cast, file: Path) -> None:
    file.write_bytes(as_list("Goed;GGD;zorg;;;;;", "Fout;GGD;zorg;12;;;;"))
    before = Organisation.objects.count()
    answer = told("load", file, status=1)
    [rejected] = answer["rejected"]
    assert (rejected["row"], rejected["column"], rejected["value"]) == (3, "D", "12")
    assert Organisation.objects.count() == before


def test_another_layout_is_pointed_out_with_options(cast: Cast, file: Path) -> None:
    file.write_bytes(as_list("Huis A;x", "Huis B;y", header="Title;City"))
    answer = told("load", file, *FOREIGN)
    assert (answer["layout"], answer["new"]) == ("opgegeven kolommen", 2)
    assert Organisation.objects.get(name="Huis B").get_kind_display() == "vrouwenopvang"


def test_a_layout_that_was_pointed_out_on_the_page_is_known_here(cast: Cast, file: Path) -> None:
    remember(
        ORGANISATIONS, ["Title", "City"], Layout({"name": 0}, {"kind": "ggd", "domain": "care"}), by=cast.coordinator
    )
    file.write_bytes(as_list("Huis A;x", header="Title;City"))
    answer = told("preview", file)
    assert (answer["layout"], answer["new"]) == ("onthouden indeling", 1)


def test_a_list_whose_columns_are_not_known_says_how_to_point_them_out(cast: Cast, file: Path) -> None:
    file.write_bytes(as_list("A;b;c", header="Naam;Plaats;Naam"))
    with pytest.raises(CommandError) as refused:
        call_command("preview", "organisations", str(file))
    words = str(refused.value)
    assert "De kolom «Naam» komt 2 keer voor (A, C)." in words
    assert "--column name=B" in words


def test_a_name_that_is_there_already_is_rejected_until_it_is_said_what_to_do(cast: Cast, file: Path) -> None:
    file.write_bytes(as_list("sterker;wijkteam;sociaal;;;;;"))
    [rejected] = told("load", file, status=1)["rejected"]
    assert "Deze naam is er al: Sterker." in rejected["reason"]
    assert told("load", file, "--same-name", "update")["changed"] == 1
    cast.other_organisation.refresh_from_db()
    assert cast.other_organisation.get_kind_display() == "wijkteam"

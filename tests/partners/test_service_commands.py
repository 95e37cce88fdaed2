"""The same import of help from the command line, for who loads at night."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from partners.models import CareService
from tests.cast import Cast
from tests.factories import CareServiceFactory
from tests.partners.bringing_in_services import OURS, as_list

pytestmark = pytest.mark.django_db


def told(command: str, file: Path, *options: str, status: int = 0) -> dict[str, Any]:
    out, stopped_with = StringIO(), None
    try:
        call_command(command, "services", str(file), *options, stdout=out)
    except SystemExit as stopped:
        stopped_with = stopped.code
    assert (stopped_with or 0) == status
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_a_preview_tells_what_load_would_do_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "aanbod.csv"
    file.write_bytes(as_list("Sterker;Nieuw;professionals;088-0000 001"))
    answer = told("preview", file)
    assert (answer["layout"], answer["new"], answer["rejected"]) == ("eigen indeling", 1, [])
    assert not CareService.objects.exists()
    first, second = told("load", file), told("load", file)
    assert (first["new"], second["new"], second["changed"], second["unchanged"]) == (1, 0, 0, 1)


def test_open_data_loads_at_night_too_with_one_audience_for_all(cast: Cast) -> None:
    answer = told("load", OURS / "aanbod.json", "--default", "audiences=professional")
    assert (answer["new"], answer["rejected"]) == (1, [])
    assert CareService.objects.get().audiences == ["professional"]


def test_a_foreign_list_is_loaded_by_its_columns_or_not_at_all(cast: Cast) -> None:
    columns = ("--column", "name=C", "--column", "ages=G", "--default", "audiences=victim")
    answer = told("load", OURS / "gids.csv", *columns, "--default", "organisation=Sterker", status=1)
    assert [(each["row"], each["column"], each["value"]) for each in answer["rejected"]] == [(5, "G", "soms")]
    assert not CareService.objects.exists()
    with pytest.raises(CommandError, match="organisation"):
        told("load", OURS / "gids.csv", *columns)


def test_a_word_that_we_do_not_know_is_answered_with_those_we_know(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Kies uit: «iemand die het meemaakte»"):
        told("preview", OURS / "aanbod.json", "--default", "audiences=slachtoffer")


def test_a_name_that_is_there_is_told_and_settled_by_an_option(cast: Cast, tmp_path: Path) -> None:
    CareServiceFactory(organisation=cast.other_organisation, name="Nieuw")
    file = tmp_path / "aanbod.csv"
    file.write_bytes(as_list("Sterker;Nieuw;professionals;088-0000 001"))
    assert told("load", file, status=1)["rejected"][0]["value"] == "Nieuw"
    assert told("load", file, "--same-name", "update")["changed"] == 1

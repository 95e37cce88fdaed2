"""The same import of a plan from the command line, for who loads at night."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actionplan.models import Action
from tests.actionplan.bringing_in_plans import a_plan, as_list
from tests.cast import Cast
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db

FOREIGN = as_list("vrije tekst;wie", "Scholing;Sterker", "Folder;Niemand", header="Naam van de actie;Wie")
POINTED = ("--column", "title=A", "--column", "lead_organisation=B", "--default", "building_block=4")


def told(command: str, file: Path, *options: str, status: int = 0) -> dict[str, Any]:
    out, stopped_with = StringIO(), None
    try:
        call_command(command, "plan", str(file), *options, stdout=out)
    except SystemExit as stopped:
        stopped_with = stopped.code
    assert (stopped_with or 0) == status
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_a_preview_tells_what_load_would_do_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    a_plan()
    file = tmp_path / "plan.csv"
    file.write_bytes(as_list(";Scholing;4;Preventie;Sterker;;"))
    answer = told("preview", file)
    assert (answer["layout"], answer["new"], answer["rejected"]) == ("eigen indeling", 1, [])
    assert not Action.objects.exists()
    first, second = told("load", file), told("load", file)
    assert (first["new"], second["new"], second["changed"], second["unchanged"]) == (1, 0, 0, 1)


def test_a_foreign_list_is_loaded_by_its_columns_below_its_explanation_or_not_at_all(
    cast: Cast, tmp_path: Path
) -> None:
    a_plan()
    file = tmp_path / "plan.csv"
    file.write_bytes(FOREIGN)
    options = (*POINTED, "--default", "pillar=Preventie", "--skip-rows", "1")
    answer = told("load", file, *options, status=1)
    assert [(each["row"], each["column"], each["value"]) for each in answer["rejected"]] == [(4, "B", "Niemand")]
    assert not Action.objects.exists()
    file.write_bytes(FOREIGN.replace(b"Niemand", b"Sterker"))
    assert told("load", file, *options)["new"] == 2
    with pytest.raises(CommandError, match="title"):
        told("load", file)


def test_a_title_that_is_there_is_told_and_settled_by_an_option(cast: Cast, tmp_path: Path) -> None:
    ActionFactory.create(plan=a_plan(), title="Scholing")
    file = tmp_path / "plan.csv"
    file.write_bytes(as_list(";Scholing;4;Preventie;Sterker;;"))
    [refused] = told("load", file, status=1)["rejected"]
    assert (refused["column"], refused["value"]) == ("B", "Scholing")
    assert told("load", file, "--same-name", "update")["changed"] == 1

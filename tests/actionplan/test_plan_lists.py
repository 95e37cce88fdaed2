"""What stands in the plan as a file, and plans that others made."""

from datetime import date
from pathlib import Path

import pytest

from actionplan.models import Action, BudgetLine
from actionplan.plan_import import PLANS
from network.imports.flows import read
from network.imports.layouts import Layout
from network.spreadsheets import from_csv
from network.tables import read_table
from tests.actionplan.bringing_in_plans import a_plan, as_list, content_of, load, look_of, states
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionTargetFactory,
    BudgetLineFactory,
    MilestoneFactory,
    RealisationFactory,
    StatusReportFactory,
)

pytestmark = pytest.mark.django_db


def rows_of(content: bytes) -> list[dict[str, str]]:
    header, *rows = from_csv(content.decode())
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_number_survives_an_action_that_is_renamed(cast: Cast) -> None:
    plan = a_plan()
    held = ActionFactory.create(plan=plan, code="4.10", title="Scholing", lead_organisation=cast.lead_organisation)
    content = content_of(plan, "xlsx", person=cast.coordinator)
    held.title = "Scholing van wijkteams"
    held.save()
    look = look_of(content, name="plan.xlsx")
    assert [(row.title, row.state, [change.label for change in row.changes]) for row in look.rows] == [
        ("4.10 Scholing van wijkteams", "changed", ["Titel"])
    ]


def test_odd_texts_come_back_as_they_were(cast: Cast) -> None:
    """Formulas, marks that stand between values, blanks, and more milestones and targets than one."""
    action = ActionFactory.create(
        plan=a_plan(),
        title="=HYPERLINK(1)",
        description="- eerst\n\n  dan;  later",
        lead_organisation=cast.lead_organisation,
    )
    for title in ("Overleg (werkgroep 2)", "Plan; en verder", "Klaar (1-2)", "1-2-2027: start"):
        MilestoneFactory.create(action=action, title=title)
    for unit, lowest, highest in (("jongeren", 3, 5), ("scholen", None, 8), ("24-uursmeldingen", None, None)):
        ActionTargetFactory.create(action=action, unit=unit, minimum=lowest, maximum=highest)
    for file_format in ("csv", "xlsx", "ods"):
        look = look_of(content_of(action.plan, file_format, person=cast.coordinator), name=f"x.{file_format}")
        assert [(row.state, row.changes) for row in look.rows] == [("unchanged", [])], file_format


def test_who_does_not_see_the_money_gets_no_column_and_no_sheet_of_it(cast: Cast) -> None:
    action = ActionFactory.create(plan=a_plan(), lead_organisation=cast.lead_organisation)
    BudgetLineFactory.create(action=action, amount_requested=8754, description="Groep B")
    target = ActionTargetFactory.create(action=action, unit="trajecten", counts_persons=True)
    RealisationFactory.create(target=target, value=3)
    [row] = rows_of(content_of(action.plan, "csv", person=cast.reader))
    assert not {"Gevraagd", "Financieringsbron", "Besteed"} & row.keys()
    assert "Begroting" not in read_table(content_of(action.plan, "ods", person=cast.reader), file_name="x.ods").sheets
    [seen] = rows_of(content_of(action.plan, "csv", person=cast.coordinator))
    assert seen["Gevraagd"] in {"8754", "8754,00"}
    sheet = read_table(content_of(action.plan, "ods", person=cast.coordinator), file_name="x.ods", sheet="Begroting")
    assert sheet.rows[0].cells[3] == "Groep B"


def test_no_name_of_a_person_stands_in_it(cast: Cast) -> None:
    action = ActionFactory.create(plan=a_plan(), lead_organisation=cast.lead_organisation, lead_person=cast.lead_editor)
    StatusReportFactory.create(action=action, reported_by=cast.lead_editor)
    assert "Bas Hendriks" not in content_of(action.plan, "csv", person=cast.coordinator).decode()


def test_an_action_with_more_budget_lines_has_them_on_their_own_sheet(cast: Cast) -> None:
    action = ActionFactory.create(plan=a_plan(), lead_organisation=cast.lead_organisation)
    BudgetLineFactory.create_batch(2, action=action, amount_requested=10)
    content = content_of(action.plan, "xlsx", person=cast.coordinator)
    assert len(read_table(content, file_name="x.xlsx", sheet="Begroting").rows) == 2
    assert states(look_of(content, name="x.xlsx")) == ["unchanged"]
    assert BudgetLine.objects.count() == 2


# --- plans that others made ----------------------------------------------------------------------------------------


def test_a_real_plan_of_another_country_goes_in_once_its_columns_are_pointed_at(cast: Cast, shared_data: Path) -> None:
    a_plan()
    content = (shared_data / "plans" / "te_complex_plan.xlsx").read_bytes()
    table = read(PLANS, content, "plan.xlsx")
    letters = {"title": "D", "description": "F", "priority": "A", "expected_result": "H", "starts_on": "AA"}
    letters |= {"ends_on": "AB", "amount_requested": "X"}
    columns = {key: [letter for letter, _ in table.columns()].index(letter) for key, letter in letters.items()}
    chosen = {"pillar": "Preventie", "building_block": "4", "lead_organisation": "Sterker", "funding_type": "grant"}
    layout = Layout(columns, chosen, skips=1)
    look = load(content, name="plan.xlsx", layout=layout)
    assert [(each.row, each.column, each.reason) for each in look.rejected] == []
    assert (set(states(look)), Action.objects.count()) == ({"new"}, 29)
    assert BudgetLine.objects.get().amount_requested == 5_000_000
    [long] = Action.objects.filter(title__endswith="…")
    assert long.description.startswith(long.title.removesuffix("…"))
    assert set(states(look_of(content, name="plan.xlsx", layout=layout))) == {"unchanged"}


def test_a_real_plan_whose_columns_stand_in_another_order_goes_in_from_the_sheet_that_is_chosen(
    cast: Cast, shared_data: Path
) -> None:
    """Sub-axes in the wrong order, headings of groups above those of columns, and sheets before and after it."""
    a_plan()
    content = (shared_data / "plans" / "te_plan_column_order_issue.xlsx").read_bytes()
    sheet = "Fichier dimport"
    table = read(PLANS, content, "plan.xlsx", sheet=sheet)
    assert [heading.strip() for heading in table.header[:4]] == [
        "Axe (x)",
        "Sous-sous axe (x.x.x)",
        "Sous-axe (x.x)",
        "Titre de la fiche action",
    ]
    columns = {"title": 3, "description": 4, "expected_result": 6, "starts_on": 25, "ends_on": 26}
    layout = Layout(columns, {"pillar": "Preventie", "building_block": "4", "lead_organisation": "Sterker"}, skips=1)
    look = load(content, name="plan.xlsx", sheet=sheet, layout=layout)
    assert (states(look), look.rejected) == (["new"], [])
    action = Action.objects.get()
    assert action.title.startswith("Action 1. Création d'un comité")
    assert (action.starts_on, action.ends_on) == (date(2025, 12, 1), date(2030, 9, 1))
    assert states(look_of(content, name="plan.xlsx", sheet=sheet, layout=layout)) == ["unchanged"]


def test_a_list_with_headings_in_two_rows_and_merged_cells_goes_in(cast: Cast, shared_data: Path) -> None:
    a_plan()
    content = (shared_data / "plans" / "input-merged.xlsx").read_bytes()
    chosen = {"pillar": "Preventie", "building_block": "4", "lead_organisation": "Sterker"}
    look = load(content, name="x.xlsx", layout=Layout({"title": 2, "code": 0}, chosen, skips=1))
    assert (states(look), look.rejected) == (["new"] * 4, [])
    assert set(Action.objects.values_list("code", "title")) >= {("001", "Higiene"), ("004", "Urbano")}


def test_a_template_file_of_another_portal_goes_in_below_its_explanation(cast: Cast, shared_data: Path) -> None:
    a_plan()
    content = (shared_data / "plans" / "te_modele-import-pa.ods").read_bytes()
    chosen = {"pillar": "Preventie", "building_block": "4", "lead_organisation": "Sterker"}
    look = load(content, name="x.ods", layout=Layout({"title": 3, "starts_on": 26}, chosen, skips=2))
    assert (states(look), look.rejected) == (["new"], [])
    assert Action.objects.get().starts_on is not None


def test_what_stands_in_a_list_of_another_kind_is_no_plan(cast: Cast) -> None:
    a_plan()
    look = look_of(as_list("Sterker", header="Titel"))
    assert {each.key for each in look.rejected} == {"building_block", "pillar", "lead_organisation"}

"""A plan comes in as a list of actions: looked at first, cell by cell, and then all of it or nothing."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actionplan.models import (
    Action,
    ActionTarget,
    BudgetLine,
    BuildingBlock,
    Form,
    FundingSource,
    FundingType,
    Goal,
    Milestone,
    PlanStatus,
    Priority,
)
from actionplan.plan_columns import TargetTyped, read_first_day, read_last_day, read_targets
from network.dutch import NotReadable
from network.history import history_of
from network.imports import flows
from network.imports.kinds import RowState
from network.models import ImportState, Person, WaitingImport
from network.spreadsheets import as_ods, as_xlsx
from network.tables import Cell
from tests.actionplan.bringing_in_plans import (
    a_plan,
    action,
    as_list,
    confirm,
    load,
    look_of,
    look_url,
    reasons,
    send,
    states,
)
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    BudgetLineFactory,
    ChainLinkFactory,
    ContributionFactory,
    MilestoneFactory,
    OrganisationFactory,
    PlanFactory,
    TargetGroupFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
ONE = as_list(";Scholing van wijkteams;4;Preventie;Sterker;1-2-2027;31-12-2027")


# --- from the page to the plan -------------------------------------------------------------------------------------


def test_forty_rows_with_two_unknown_partners_and_a_wrong_date_give_three_messages_and_nothing_is_saved(
    cast: Cast, client_of: ClientOf
) -> None:
    """Nothing either until somebody confirms what was put right."""
    a_plan()
    rows = [f";Actie nummer {n};4;Preventie;Sterker;1-2-2027;31-12-2027" for n in range(40)]
    wrong = [*rows]
    wrong[4] = wrong[4].replace("Sterker", "Stichting Onbekend")
    wrong[17] = wrong[17].replace("Sterker", "Niemand")
    wrong[30] = wrong[30].replace("31-12-2027", "31-2-2027")
    client = client_of(cast.coordinator)
    send(client, as_list(*wrong))
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts(".tiles .card .figure") == ["37", "0", "0", "3"]
    assert ("Stichting Onbekend" in page.words, "Niemand" in page.words, "31-2-2027" in page.words) == (True,) * 3
    assert page.all('input[name="gezien"]') == []
    send(client, as_list(*rows))
    assert not Action.objects.exists()
    assert confirm(client, cast.coordinator).status_code == 302
    assert Action.objects.count() == 40
    assert [history_of(each)[0].reason for each in [action("Actie nummer 4")]] == ["ingelezen uit plan.csv"]


def test_what_comes_in_gets_the_next_number_of_its_bouwsteen(cast: Cast) -> None:
    plan = a_plan()
    ActionFactory.create(plan=plan, code="4.7", building_block=4, position=3)
    load(as_list(";Nieuw;4;Preventie;Sterker;;", "4.8;Met nummer;4;Preventie;Sterker;;", ";Nog;1;Preventie;Sterker;;"))
    codes = dict(Action.objects.exclude(code="4.7").values_list("title", "code"))
    assert codes == {"Nieuw": "4.9", "Met nummer": "4.8", "Nog": "1.1"}
    assert [each.position for each in Action.objects.filter(building_block=4).order_by("position")] == [3, 4, 5]


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    a_plan()
    assert states(load(ONE)) == ["new"]
    events = Action.pgh_event_model.objects.count()  # type: ignore[attr-defined]
    assert states(load(ONE)) == ["unchanged"]
    assert Action.pgh_event_model.objects.count() == events  # type: ignore[attr-defined]


def test_all_of_an_action_comes_in_as_people_write_it(cast: Cast) -> None:
    plan = a_plan()
    TargetGroupFactory.create(name="Slachtoffers")
    ChainLinkFactory.create(name="Signaleren")
    header = (
        "Titel;Omschrijving;Bouwsteen;Pijler;Doel;Speerpunt;Beoogd resultaat;Trekker;Partners;Doelgroepen;Loopt in;"
        "Vorm;Lijn van het nationaal actieprogramma;Ketenschakel;Begint op;Klaar op;Mijlpalen;Streefwaarden;"
        "Financieringsbron;Soort geld;Uur per week;Uur per jaar;Gevraagd;Jaar van het geld"
    )
    row = (
        "Scholing;Twee dagdelen;Plan van aanpak: speerpunten;preventie;Iedereen kent de signalen;Eerder zien;"
        "Meer melden;Sterker;MEE Gelderse Poort, Gemeente Tiel;slachtoffers;Tiel;individueel;2;signaleren;Q2 2027;2028;"
        '"Eerste groep (1-9-2027); evaluatie";"3 tot 5 groepen; minstens 1.200 deelnemers";DUUP;subsidie;12;475;'
        "€ 47.295,-;2027"
    )
    look = load(as_list(row, header=header))
    assert reasons(look) == []
    new = action("Scholing")
    assert (new.plan, new.building_block, str(new.goal), str(new.priority)) == (
        plan,
        BuildingBlock.ACTION_PLAN,
        "Iedereen kent de signalen",
        "Eerder zien",
    )
    assert (new.starts_on, new.ends_on, new.form, new.national_line) == (
        date(2027, 4, 1),
        date(2028, 12, 31),
        Form.INDIVIDUAL,
        2,
    )
    assert {each.name for each in new.partner_organisations.all()} == {"MEE Gelderse Poort", "Gemeente Tiel"}
    assert [each.name for each in new.municipalities.all()] == ["Tiel"]
    assert [(each.title, each.planned_on) for each in new.milestones.all()] == [
        ("Eerste groep", date(2027, 9, 1)),
        ("evaluatie", None),
    ]
    targets = [(each.unit, each.minimum, each.maximum, each.counts_persons) for each in new.targets.all()]
    assert targets == [("groepen", 3, 5, False), ("deelnemers", 1200, None, True)]
    line = BudgetLine.objects.get()
    assert (str(line.source), line.hours_per_week, line.hours_per_year, line.amount_requested) == (
        "DUUP 2027",
        12,
        475,
        47295,
    )
    assert "Nieuw als speerpunt: «Eerder zien»." in look.notes
    assert states(load(as_list(row, header=header))) == ["unchanged"]
    assert (Goal.objects.count(), Priority.objects.count(), FundingSource.objects.count()) == (1, 1, 1)


def test_a_plan_that_was_adopted_opens_its_next_version(cast: Cast) -> None:
    plan = a_plan()
    load(ONE)
    assert plan.versions.open().get().number == plan.version + 1


def test_a_closed_plan_takes_nothing_in(cast: Cast) -> None:
    a_plan()
    old = PlanFactory.create(
        title="Oud plan", starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31), status=PlanStatus.CLOSED
    )
    look = load(as_list(f"Scholing;4;Preventie;Sterker;{old}", header="Titel;Bouwsteen;Pijler;Trekker;Plan"))
    assert [(row, column) for row, column, _ in reasons(look)] == [(2, "Plan")]
    assert not Action.objects.exists()


def test_a_row_says_for_which_plan_it_is_and_else_it_is_the_one_in_force(cast: Cast) -> None:
    now = a_plan()
    later = PlanFactory.create(
        title="Plan 2030", starts_on=date(2030, 1, 1), ends_on=date(2033, 12, 31), status=PlanStatus.DRAFT
    )
    header = "Titel;Bouwsteen;Pijler;Trekker;Plan"
    load(as_list("Nu;4;Preventie;Sterker;", "Later;4;Preventie;Sterker;plan 2030", header=header))
    assert [action("Nu").plan, action("Later").plan] == [now, later]


# --- what is wrong -------------------------------------------------------------------------------------------------


def test_every_cell_that_can_not_be_read_has_its_row_its_column_and_its_reason(cast: Cast) -> None:
    a_plan()
    look = look_of(
        as_list(
            ";Een;5;Preventie;Sterker;;",
            ";Twee;4;Kunst;Sterker;;",
            ";Drie;4;Preventie;;;",
            ";;4;Preventie;Sterker;;",
            ";Vijf;4;Preventie;Sterker;1-5-2027;1-4-2027",
            ";Zes BSN 111222333;4;Preventie;Sterker;ooit;",
            ";Zeven BSN 111222333;4;Preventie;Sterker;;",
        )
    )
    assert [(row, column) for row, column, _ in reasons(look)] == [
        (2, "Bouwsteen"),
        (3, "Pijler"),
        (4, "Trekker"),
        (5, "Titel"),
        (6, "Klaar op"),
        (7, "Begint op"),
        (8, "Titel"),
    ]
    assert "Kies uit: «Preventie», «Signalering»" in reasons(look)[1][2]
    assert reasons(look)[4][2].startswith("De actie is klaar voordat zij begint.")


def test_ten_wrong_rows_in_a_long_list_are_exactly_ten_reasons(cast: Cast) -> None:
    a_plan()
    wrong = set(range(7, 3800, 380))
    rows = [
        f";Actie {n};4;Preventie;{'Onbekend' if n in wrong else 'Sterker'};1-2-2027;31-12-2027" for n in range(3800)
    ]
    look = look_of(as_list(*rows))
    assert [row for row, _, _ in reasons(look)] == sorted(n + 2 for n in wrong)
    assert (look.number_of_rows, len(look.rows), look.counts[RowState.NEW]) == (3800, 3790, 3790)


def test_four_thousand_rows_are_worked_at_in_the_background(cast: Cast, client_of: ClientOf) -> None:
    a_plan()
    rows = [f";Actie {n};4;Preventie;Sterker;1-2-2027;31-12-2027" for n in range(4000)]
    client = client_of(cast.coordinator)
    send(client, as_list(*rows))
    waiting = WaitingImport.objects.get()
    assert waiting.state == ImportState.LOOKING
    steps: list[int] = []
    flows.work_at(waiting.pk, attempt=waiting.attempt, tell=lambda done, total: steps.append(done))
    assert len(steps) > 8
    confirm(client, cast.coordinator)
    waiting.refresh_from_db()
    assert waiting.state == ImportState.SAVING
    flows.work_at(waiting.pk, attempt=waiting.attempt, tell=lambda done, total: None)
    assert Action.objects.count() == 4000
    assert Action.objects.values("code").distinct().count() == 4000


# --- what is there already -----------------------------------------------------------------------------------------


def test_a_number_tells_which_action_it_is_also_when_it_is_called_otherwise(cast: Cast) -> None:
    held = ActionFactory.create(plan=a_plan(), code="4.3", title="Oude naam")
    [row] = load(as_list("4.3;Nieuwe naam;;;;;")).rows
    held.refresh_from_db()
    assert (row.state, held.title, held.version) == (RowState.CHANGED, "Nieuwe naam", 2)
    assert [(change.label, change.old, change.new) for change in row.changes] == [("Titel", "Oude naam", "Nieuwe naam")]


def test_an_action_of_the_same_title_stands_side_by_side_until_somebody_says_what_it_is(
    cast: Cast, client_of: ClientOf
) -> None:
    held = ActionFactory.create(plan=a_plan(), code="4.3", title="Scholing van wijkteams")
    look = load(ONE)
    assert states(look) == ["undecided"]
    assert [each.title for each in look.rows[0].candidates] == ["4.3 Scholing van wijkteams"]
    assert Action.objects.count() == 1
    assert states(load(ONE, choices={"2": f"zelfde-{held.pk}"})) == ["changed"]
    held.refresh_from_db()
    assert (held.code, held.lead_organisation, held.ends_on) == ("4.3", cast.other_organisation, date(2027, 12, 31))
    assert states(load(as_list(";Scholing van wijkteams;1;Preventie;Sterker;;"), choices={"2": "ander"})) == ["new"]


def test_an_empty_cell_and_a_milestone_that_is_not_named_leave_what_we_hold(cast: Cast) -> None:
    held = ActionFactory.create(plan=a_plan(), code="4.3", title="Scholing", description="Blijft")
    MilestoneFactory.create(action=held, title="Start", planned_on=date(2027, 1, 1), achieved_on=date(2027, 1, 5))
    header = "Nummer;Titel;Omschrijving;Mijlpalen"
    look = load(as_list('4.3;Scholing;;"Groep 2 (1-9-2027)"', header=header))
    held.refresh_from_db()
    assert held.description == "Blijft"
    assert [(each.title, each.achieved_on) for each in held.milestones.all()] == [
        ("Start", date(2027, 1, 5)),
        ("Groep 2", None),
    ]
    assert look.rows[0].changes[0].new == "Groep 2 (1-9-2027)"
    load(as_list("4.3;Scholing;;start: 1-2-2027", header=header).replace(b"start: 1-2-2027", b"1-2-2027: start"))
    assert Milestone.objects.get(title="Start").planned_on == date(2027, 2, 1)


def test_a_municipality_that_wrote_what_it_does_is_not_taken_away(cast: Cast) -> None:
    held = ActionFactory.create(plan=a_plan(), code="4.3", title="Scholing")
    ContributionFactory.create(action=held, municipality=cast.tiel, text="Tiel levert de zaal.")
    ContributionFactory.create(action=held, municipality=cast.nijmegen)
    header = "Nummer;Titel;Loopt in"
    assert [column for _, column, _ in reasons(load(as_list("4.3;Scholing;Nijmegen", header=header)))] == ["Loopt in"]
    assert states(load(as_list("4.3;Scholing;Tiel", header=header))) == ["changed"]
    assert [each.name for each in held.municipalities.all()] == ["Tiel"]


def test_the_money_of_an_action_with_more_lines_is_left_to_its_own_page(cast: Cast) -> None:
    held = ActionFactory.create(plan=a_plan(), code="4.3", title="Scholing")
    line = BudgetLineFactory.create(action=held, amount_requested=100)
    header = "Nummer;Titel;Gevraagd"
    assert states(load(as_list("4.3;Scholing;1.200,50", header=header))) == ["changed"]
    line.refresh_from_db()
    assert (line.amount_requested, line.version) == (Decimal("1200.50"), 2)
    BudgetLineFactory.create(action=held)
    assert "2 begrotingsposten" in reasons(load(as_list("4.3;Scholing;5", header=header)))[0][2]


def test_a_new_amount_needs_a_kind_of_money(cast: Cast) -> None:
    a_plan()
    row = "Scholing;4;Preventie;Sterker;100"
    look = load(as_list(row, header="Titel;Bouwsteen;Pijler;Trekker;Besteed"))
    assert [column for _, column, _ in reasons(look)] == ["Soort geld"]


def test_a_partner_that_left_leads_nothing_new(cast: Cast) -> None:
    gone = OrganisationFactory.create(name="Oude partner", left_on=date(2026, 1, 1), leaving_reason="gestopt")
    ActionFactory.create(plan=a_plan(), code="4.3", title="Liep al", lead_organisation=gone)
    look = look_of(as_list("4.3;Liep al;;;Oude partner;;", ";Nieuw;4;Preventie;Oude partner;;"))
    assert [(row, column) for row, column, _ in reasons(look)] == [(3, "Trekker")]


# --- sheets as people keep them ------------------------------------------------------------------------------------


def test_rows_of_one_action_in_merged_cells_are_one_action_with_all_its_milestones(cast: Cast) -> None:
    a_plan()
    header: list[Cell] = ["Titel", "Bouwsteen", "Pijler", "Trekker", "Mijlpalen", "Partners"]
    rows: list[list[Cell]] = [
        ["Scholing", 4, "Preventie", "Sterker", "Start", "MEE Gelderse Poort"],
        ["Scholing", 4, "Preventie", "Sterker", "Evaluatie (2028)", "Gemeente Tiel"],
        ["Anders", 4, "Preventie", "Sterker", "Start", None],
    ]
    look = load(as_xlsx([header, *rows], sheet="Plan"), name="plan.xlsx")
    assert (states(look), reasons(look)) == (["new", "unchanged", "new"], [])
    assert {each.title for each in action("Scholing").milestones.all()} == {"Start", "Evaluatie"}
    assert action("Scholing").partner_organisations.count() == 2
    assert "Rij 3 hoort bij de actie van rij 2." in look.notes


def test_rows_with_an_explanation_below_the_headings_are_skipped_and_that_is_remembered(
    cast: Cast, client_of: ClientOf
) -> None:
    a_plan()
    client = client_of(cast.coordinator)
    content = as_list(
        "verplicht veld;kies uit de lijst;partner",
        "Scholing;Preventie;Sterker",
        header="Naam van de actie;Soort;Wie",
    )
    columns = f"{send(client, content).headers['Location']}"
    chosen = {"kolom-title": "0", "kolom-pillar": "1", "kolom-lead_organisation": "2", "kolom-building_block-vast": "4"}
    client.post(columns, {**chosen, "kolom-uitleg": "12"})
    assert client.post(columns, {**chosen, "kolom-uitleg": "1"}).status_code == 302
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts(".tiles .card .figure") == ["1", "0", "0", "0"]
    assert "Rij 2 staat als uitleg onder de kolomkoppen en is overgeslagen." in page.words
    confirm(client, cast.coordinator)
    send(client, content)
    assert Page.of(client.get(look_url(cast.coordinator))).texts(".tiles .card .figure") == ["0", "0", "1", "0"]


def test_a_number_that_a_spreadsheet_made_a_date_is_told(cast: Cast) -> None:
    a_plan()
    rows = [["Nummer", "Titel"], [date(2026, 10, 4), "Scholing"]]
    assert "datum geworden" in reasons(look_of(as_ods(rows, sheet="Plan"), name="plan.ods"))[0][2]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("3-5-2027", date(2027, 5, 3), date(2027, 5, 3)),
        ("3 mei 2027", date(2027, 5, 3), date(2027, 5, 3)),
        (2027, date(2027, 1, 1), date(2027, 12, 31)),
        ("mei 2027", date(2027, 5, 1), date(2027, 5, 31)),
        ("Q4 2027", date(2027, 10, 1), date(2027, 12, 31)),
        ("2e kwartaal 2027", date(2027, 4, 1), date(2027, 6, 30)),
        ("1e halfjaar 2028", date(2028, 1, 1), date(2028, 6, 30)),
        (47727, date(2030, 9, 1), date(2030, 9, 1)),
    ],
)
def test_dates_are_read_as_people_plan(typed: Cell, first: date, last: date) -> None:
    assert (read_first_day(typed), read_last_day(typed)) == (first, last)


@pytest.mark.parametrize("typed", ["ooit", "1e jaar", 12, "31-2-2027", "mei 1027"])
def test_what_is_no_date_is_refused(typed: Cell) -> None:
    with pytest.raises(NotReadable):
        read_first_day(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3 tot 5 trajecten", ("trajecten", 3, 5)),
        ("3–5 trajecten", ("trajecten", 3, 5)),
        ("80 % van de scholen", ("% van de scholen", 80, 80)),
        ("minstens 1.200 leerlingen", ("leerlingen", 1200, None)),
        ("hoogstens 2,5 dagen", ("dagen", None, Decimal("2.5"))),
        ("trajecten", ("trajecten", None, None)),
    ],
)
def test_targets_are_ranges_in_a_unit(typed: str, read: tuple[str, object, object]) -> None:
    [target] = read_targets(typed)
    assert tuple(target) == read
    assert read_targets(TargetTyped(*target).text) == (target,)


def test_a_long_list_asks_no_more_questions_than_a_short_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_plan()
    load(as_list(*(f";Actie {n};4;Preventie;Sterker;;" for n in range(60))))
    codes = Action.objects.order_by("pk").values_list("code", flat=True)
    changed = as_list(*(f"{code};Anders {code};4;Nazorg;MEE Gelderse Poort;2027;2028" for code in codes))
    with django_assert_max_num_queries(45):
        assert set(states(load(changed))) == {"changed"}
    assert ActionTarget.objects.count() == 0
    assert FundingType.GRANT not in set(BudgetLine.objects.values_list("funding_type", flat=True))

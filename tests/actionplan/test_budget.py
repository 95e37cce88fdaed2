"""Keeping the money in the browser: lines, sources, and what is done about a shortfall."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from actionplan.models import Action, BudgetChoice, BudgetLine, FundingSource
from network.models import Person
from tests.cast import Cast
from tests.factories import ActionFactory, BudgetLineFactory, FundingSourceFactory, OrganisationFactory, PlanFactory
from tests.partners.filling_in import as_sent
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
ADD = "/plan/financien/posten/toevoegen/"

# The application of 2021; what the coordinator chooses about three of its lines.
ASKED = {
    "GGD": [("Coördinatie", 44_650), ("Ervaringsdeskundige", 42_478)],
    "MEE": [
        ("Coaching", 9_058),
        ("Workshop", 2_178),
        ("Begeleiding", 13_588),
        ("Lotgenotengroep", 4_355),
        ("Uitstappen", 9_058),
        ("Projectmanager", 9_058),
    ],
    "Sterker Sociaal": [("R75", 11_000)],
}


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.5", title="Groep", lead_organisation=cast.lead_organisation)


@pytest.fixture
def source(db: None) -> FundingSource:
    return FundingSourceFactory(name="DUUP", year=2021, amount_available=Decimal(119_256))


@pytest.fixture
def line(cast: Cast, source: FundingSource, action: Action) -> BudgetLine:
    return BudgetLineFactory(
        organisation=cast.lead_organisation,
        source=source,
        action=action,
        year=2021,
        description="Lotgenotengroep",
        hours_per_year=50,
        amount_requested=4_355,
    )


@pytest.fixture
def application(source: FundingSource) -> dict[str, BudgetLine]:
    """All lines of the application, by what they are for."""
    lines = {}
    for name, asked in ASKED.items():
        organisation = OrganisationFactory(name=name)
        for position, (description, amount) in enumerate(asked):
            lines[description] = BudgetLineFactory(
                organisation=organisation,
                source=source,
                year=2021,
                description=description,
                amount_requested=amount,
                position=position,
            )
    return lines


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def edit(line: BudgetLine) -> str:
    return f"/plan/financien/posten/{line.pk}/"


def choices(source: FundingSource) -> str:
    return f"/plan/financien/bronnen/{source.pk}/keuzes/"


def typed(client: Client, url: str, *, field: str = "description", **changed: Any) -> dict[str, Any]:
    """What the form of a page sends back, with these fields typed over."""
    return {**as_sent(client.get(url), with_field=field), **changed}


def answered(client: Client, source: FundingSource, **by_line: tuple[str, str]) -> dict[str, Any]:
    """What the form of the choices sends, with a choice and an amount for these lines: `_12=("drop", "1.000")`."""
    first = source.lines.first()
    sent = typed(client, choices(source), field=f"keuze-{first.pk if first else 0}")
    for pk, (choice, less) in by_line.items():
        sent |= {f"keuze-{pk[1:]}": choice, f"minder-{pk[1:]}": less}
    return sent


# --- lines --------------------------------------------------------------------------------------------------------


def test_a_line_keeps_hours_per_week_and_per_year_as_they_are_typed(
    cast: Cast, source: FundingSource, action: Action, coordinator: Client
) -> None:
    url = f"{ADD}?bron={source.pk}"
    sent = typed(coordinator, url, description="Coördinatie", organisation=cast.lead_organisation.pk)
    sent |= {"funding_type": "grant", "hours_per_week": "12", "hours_per_year": "475", "amount_requested": "44.650"}

    for _ in range(2):  # two presses add it once
        answer = coordinator.post(url, {**sent, "action": action.pk, "legal_basis": "optional"})

    assert answer["Location"] == f"/plan/financien/?bron={source.pk}"
    [line] = BudgetLine.objects.all()
    assert (line.hours_per_week, line.hours_per_year, line.amount_requested) == (12, 475, 44_650)
    assert (line.source, line.year, line.action, line.legal_basis) == (source, 2021, action, "optional")
    assert "475 uur per jaar12 uur per week" in Page.of(coordinator.get(answer["Location"])).texts(
        "td[data-label=Uren]"
    )


def test_a_line_that_asks_money_names_whom_it_asks(cast: Cast, coordinator: Client) -> None:
    sent = typed(coordinator, ADD, description="Coördinatie", organisation=cast.lead_organisation.pk, year="2021")
    answer = coordinator.post(ADD, {**sent, "funding_type": "grant", "amount_requested": "100"})
    assert answer.status_code == 422
    assert "Kies de bron waaraan dit geld gevraagd wordt." in Page.of(answer).words


def test_a_line_can_be_added_from_the_page_of_its_action(cast: Cast, action: Action, coordinator: Client) -> None:
    url = f"{ADD}?actie={action.pk}"
    assert url in [link.get("href") for link in Page.of(coordinator.get(action.get_absolute_url())).all("main a")]
    sent = typed(coordinator, url, description="Zaal", organisation=cast.lead_organisation.pk, year="2026")
    answer = coordinator.post(url, {**sent, "funding_type": "regular"})
    assert answer["Location"] == f"{action.get_absolute_url()}#begroting"
    assert action.budget_lines.get().description == "Zaal"


def test_editing_an_adopted_plans_money_opens_its_next_version_and_what_was_granted_does_not(
    line: BudgetLine, action: Action, coordinator: Client
) -> None:
    coordinator.post(edit(line), typed(coordinator, edit(line), amount_granted="4.000", amount_spent="1.250,50"))
    assert not action.plan.versions.open().exists()

    coordinator.post(edit(line), typed(coordinator, edit(line), amount_requested="5.000"))
    assert action.plan.versions.open().exists()
    line.refresh_from_db()
    assert (line.amount_requested, line.amount_granted, line.amount_spent) == (5_000, 4_000, Decimal("1250.50"))


def test_two_people_at_one_line_keep_each_others_fields_and_decide_about_the_same_one(
    line: BudgetLine, coordinator: Client
) -> None:
    mine, theirs = typed(coordinator, edit(line), note="Voor acht mensen"), typed(coordinator, edit(line))
    coordinator.post(edit(line), {**theirs, "amount_requested": "5.000"})
    assert coordinator.post(edit(line), mine).status_code == 302
    line.refresh_from_db()
    assert (line.amount_requested, line.note) == (5_000, "Voor acht mensen")

    answer = coordinator.post(edit(line), {**theirs, "amount_requested": "6.000"})
    assert answer.status_code == 409
    page = Page.of(answer)
    assert "5.000" in page.texts(".versus__side")[0]
    assert page.one("input[name=amount_requested]").get("value") == "6.000"
    assert coordinator.post(edit(line), as_sent(answer, with_field="description")).status_code == 302
    line.refresh_from_db()
    assert line.amount_requested == 6_000


def test_a_line_that_goes_takes_its_choice_along(line: BudgetLine, coordinator: Client) -> None:
    BudgetChoice.objects.create(line=line, choice="drop", amount_less=100)
    url = f"{edit(line)}verwijderen/"
    assert "de keuze die erbij hoort ook" in Page.of(coordinator.get(url)).words
    assert coordinator.post(url)["Location"] == f"/plan/financien/?bron={line.source_id}"
    assert not BudgetLine.objects.exists()


def test_a_closed_plan_keeps_its_money(line: BudgetLine, action: Action, coordinator: Client) -> None:
    action.plan.status = "closed"
    action.plan.save()
    answer = coordinator.post(edit(line), typed(coordinator, edit(line), amount_requested="1"))
    assert answer.status_code == 422
    assert "Dit plan is afgesloten" in Page.of(answer).words


def test_a_name_in_a_note_is_asked_about_first(line: BudgetLine, coordinator: Client) -> None:
    answer = coordinator.post(edit(line), typed(coordinator, edit(line), note="Bel anna@voorbeeld.example"))
    assert answer.status_code == 422
    assert "e-mailadres" in Page.of(answer).words


def test_only_the_coordinator_keeps_the_money(
    line: BudgetLine, cast: Cast, source: FundingSource, client_of: ClientOf
) -> None:
    for person in (cast.municipal_coordinator, cast.lead_editor, cast.steering_member):
        client = client_of(person)
        assert client.get(ADD).status_code == client.get(edit(line)).status_code == 403
        assert client.post(choices(source)).status_code == 403
        assert "Wijzigen" not in Page.of(client.get("/plan/financien/")).texts("main a")
    assert client_of(cast.reader).get(edit(line)).status_code == 404


# --- sources ------------------------------------------------------------------------------------------------------


def test_a_source_is_added_and_told_apart_by_its_year(source: FundingSource, coordinator: Client) -> None:
    url = "/plan/financien/bronnen/toevoegen/"
    again = coordinator.post(url, {"name": "DUUP", "year": "2021", "amount_available": ""})
    assert (again.status_code, "Deze bron bestaat al voor dit jaar." in Page.of(again).words) == (422, True)

    answer = coordinator.post(url, {"name": "DUUP", "year": "2022", "amount_available": "120.000"})
    added = FundingSource.objects.get(year=2022)
    assert answer["Location"] == f"/plan/financien/?bron={added.pk}"
    assert added.amount_available == 120_000


def test_two_people_at_one_source_decide_about_the_same_field(source: FundingSource, coordinator: Client) -> None:
    url = f"/plan/financien/bronnen/{source.pk}/"
    mine = typed(coordinator, url, field="amount_available", amount_available="100.000")
    coordinator.post(url, {**mine, "amount_available": "110.000"})
    answer = coordinator.post(url, mine)
    assert answer.status_code == 409
    assert "110.000" in Page.of(answer).texts(".versus__side")[0]


# --- choices at a shortfall ---------------------------------------------------------------------------------------


def test_a_shortfall_is_answered_per_line_and_the_remainder_is_worked_out_on_screen(
    source: FundingSource, application: dict[str, BudgetLine], coordinator: Client
) -> None:
    sent = answered(
        coordinator,
        source,
        **{
            f"_{application['Lotgenotengroep'].pk}": ("defer", ""),  # the whole line
            f"_{application['Projectmanager'].pk}": ("other_source", "9.058"),
            f"_{application['R75'].pk}": ("other_source", "4.000"),
        },
    )

    calculated = coordinator.post(choices(source), {**sent, "reken": "ja"})
    assert Page.of(calculated).texts(".tiles .figure") == ["€ 145.423", "€ 119.256", "€ 26.167", "€ 8.754"]
    assert not BudgetChoice.objects.exists()

    saved = coordinator.post(choices(source), sent)
    page = Page.of(coordinator.get(saved["Location"]))
    assert "De keuzes voor 3 posten zijn opgeslagen." in page.words
    assert page.texts(".tiles .figure") == ["€ 145.423", "€ 119.256", "€ 26.167", "€ 8.754"]
    assert page.texts("tfoot [data-label=Minder]") == ["€ 17.413"]
    assert "Doorschuiven naar 2022" in page.texts("td[data-label=Keuze]")


def test_the_sums_alone_come_for_who_just_changed_a_choice(
    source: FundingSource, application: dict[str, BudgetLine], coordinator: Client
) -> None:
    pk = application["R75"].pk
    sent = answered(coordinator, source, **{f"_{pk}": ("drop", "ongeveer alles")})
    headers = {"HX-Request": "true"}
    answer = coordinator.post(choices(source), {**sent, "reken": "ja"}, headers=headers)
    assert answer.status_code == 200  # it can't be read yet, and takes nothing off
    assert Page.of(answer).texts(".figure")[3] == "€ 26.167"
    answer = coordinator.post(choices(source), {**sent, f"minder-{pk}": "11.000", "reken": "ja"}, headers=headers)
    assert Page.of(answer).texts(".figure")[3] == "€ 15.167"
    assert Page.of(answer).one("#keuzes-totaal").get("hx-swap-oob") == "true"


@pytest.mark.parametrize(
    ("choice", "less", "words"),
    [
        ("drop", "12.000", "Van deze post is € 11.000 gevraagd. Vul een bedrag in tot en met dat."),
        ("drop", "0", "Van deze post is € 11.000 gevraagd. Vul een bedrag in tot en met dat."),
        ("", "400", "Kies wat u met deze post doet, of haal het bedrag weg."),
    ],
)
def test_a_choice_takes_off_no_more_than_is_asked(
    source: FundingSource, application: dict[str, BudgetLine], coordinator: Client, choice: str, less: str, words: str
) -> None:
    answer = coordinator.post(
        choices(source), answered(coordinator, source, **{f"_{application['R75'].pk}": (choice, less)})
    )
    assert answer.status_code == 422
    assert words in Page.of(answer).words
    assert not BudgetChoice.objects.exists()


def test_a_line_that_is_left_as_it_is_again_loses_its_choice(
    source: FundingSource, application: dict[str, BudgetLine], coordinator: Client
) -> None:
    line = application["R75"]
    BudgetChoice.objects.create(line=line, choice="drop", amount_less=11_000)
    coordinator.post(choices(source), answered(coordinator, source, **{f"_{line.pk}": ("", "11.000")}))
    assert not BudgetChoice.objects.exists()


def test_two_people_who_choose_about_different_lines_keep_both_and_about_one_line_see_both(
    source: FundingSource, application: dict[str, BudgetLine], coordinator: Client
) -> None:
    group, fieldwork = application["Lotgenotengroep"], application["R75"]
    mine = answered(coordinator, source, **{f"_{group.pk}": ("defer", "")})
    theirs = answered(coordinator, source, **{f"_{fieldwork.pk}": ("drop", "1.000")})
    for sent in (mine, theirs):
        assert coordinator.post(choices(source), sent).status_code == 302
    assert {each.line: (each.choice, each.amount_less) for each in BudgetChoice.objects.all()} == {
        group: ("defer", 4_355),
        fieldwork: ("drop", 1_000),
    }

    answer = coordinator.post(choices(source), {**mine, f"keuze-{fieldwork.pk}": "other_source"})
    assert answer.status_code == 409
    page = Page.of(answer)
    assert page.texts(".versus__side") == [
        "Nu opgeslagen Schrappen, € 1.000 minder",
        "Wat u typte, staat in het vak Andere bron, € 11.000 minder",
    ]
    again = as_sent(answer, with_field=f"keuze-{group.pk}")
    assert coordinator.post(choices(source), again).status_code == 302
    assert BudgetChoice.objects.get(line=fieldwork).choice == "other_source"
    assert BudgetChoice.objects.get(line=group).choice == "defer"


def test_a_line_asks_at_least_what_was_chosen_to_take_off(line: BudgetLine, coordinator: Client) -> None:
    BudgetChoice.objects.create(line=line, choice="drop", amount_less=4_000)
    answer = coordinator.post(edit(line), typed(coordinator, edit(line), amount_requested="3.000"))
    assert answer.status_code == 422
    assert "Bij deze post is gekozen voor € 4.000 minder." in Page.of(answer).words


def test_the_choices_cost_the_same_for_many_lines(
    source: FundingSource,
    application: dict[str, BudgetLine],
    coordinator: Client,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    with django_assert_max_num_queries(12):
        coordinator.get(choices(source))

"""Editing in the list: a row in place, several at once, another order, and undoing the last change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from actionplan.models import Action, Light, Milestone, Plan, StatusReport
from network.dates import today
from network.history import history_of
from network.models import Person
from tests.cast import Cast
from tests.factories import ActionFactory, MilestoneFactory, PlanFactory, StatusReportFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}
GREEN = {"time": "green", "money": "green", "quality": "green"}
WHY = {"cause": "De trainer viel uit.", "consequence": "De groep wacht.", "correction": "Er komt een nieuwe trainer."}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return PlanFactory()


@pytest.fixture
def action(plan: Plan, cast: Cast) -> Action:
    return ActionFactory(plan=plan, code="4.5", title="Lotgenotengroep", lead_organisation=cast.lead_organisation)


@pytest.fixture
def list_of(cast: Cast, client_of: ClientOf) -> Client:
    """The browser in which the coordinator has the list."""
    return client_of(cast.coordinator)


def open_row(browser: Client, action: Action, **typed: Any) -> dict[str, Any]:
    """What the form under the row sends, with what was typed in it."""
    page = Page.of(browser.get(f"/plan/acties/{action.pk}/regel/", **HTMX))
    values = dict(page.one("form[data-row-form]").form_values())
    return {name: value for name, value in {**values, **typed}.items() if value is not None}


def save(browser: Client, action: Action, values: dict[str, Any], query: str = "", **headers: str) -> HttpResponse:
    return browser.post(f"/plan/acties/{action.pk}/regel/{query}", values, **headers)


def test_title_lead_dates_light_and_milestone_are_changed_in_one_row_and_the_row_says_that_it_is_saved(
    list_of: Client, action: Action, cast: Cast
) -> None:
    typed = {
        **GREEN,
        "title": "Lotgenotengroep in Tiel",
        "lead_organisation": cast.other_organisation.pk,
        "ends_on": "3-5-2027",
        "mijlpaal-title": "Eerste groep gestart",
    }
    response = save(list_of, action, open_row(list_of, action, **typed), "?kolom=trekker&kolom=mijlpaal", **HTMX)
    page, now = Page.of(response), Action.objects.get(pk=action.pk)
    assert response.status_code == 200
    assert page.texts("tbody [role=status]") == ["Opgeslagen"]
    assert page.texts("td[data-label=Trekker]") == ["Sterker"]
    assert page.texts("td[data-label='Volgende mijlpaal']") == ["Eerste groep gestartdatum volgt"]
    assert (now.title, now.ends_on.isoformat() if now.ends_on else "") == ("Lotgenotengroep in Tiel", "2027-05-03")
    assert StatusReport.objects.get(action=action).light == Light.GREEN
    assert page.texts("#stand-plan .light") == ["1 groen"]


def test_a_row_that_is_saved_as_it_was_changes_nothing_and_reports_nothing(list_of: Client, action: Action) -> None:
    StatusReportFactory(action=action)
    response = save(list_of, action, open_row(list_of, action), **HTMX)
    assert Page.of(response).texts("tbody [role=status]") == ["Niets veranderd"]
    assert Action.objects.get(pk=action.pk).version == action.version
    assert StatusReport.objects.count() == 1


def test_a_tick_says_that_the_light_is_still_true_without_typing_it_again(list_of: Client, action: Action) -> None:
    StatusReportFactory(action=action)
    save(list_of, action, open_row(list_of, action, still_true="on"), **HTMX)
    newest = StatusReport.objects.newest()
    assert StatusReport.objects.count() == 2
    assert newest is not None
    assert newest.reported_on == today()


def test_oranje_in_the_row_asks_for_the_reasons_and_keeps_what_was_typed(list_of: Client, action: Action) -> None:
    response = save(list_of, action, open_row(list_of, action, **{**GREEN, "time": "amber", "title": "Nieuw"}), **HTMX)
    page = Page.of(response)
    assert response.status_code == 422
    assert "De oorzaak ontbreekt" in page.words
    assert page.one("input[name=title]").get("value") == "Nieuw"
    assert Action.objects.get(pk=action.pk).title == "Lotgenotengroep"
    save(list_of, action, open_row(list_of, action, **{**GREEN, "time": "amber"}, **WHY), **HTMX)
    assert StatusReport.objects.get().light == Light.AMBER


def test_without_javascript_the_row_is_a_page_and_saving_leads_back_to_the_same_list(
    list_of: Client, action: Action
) -> None:
    page = Page.of(list_of.get(f"/plan/acties/{action.pk}/regel/?groep=bouwsteen&stand=grey"))
    form = page.one("form[data-row-form]")
    response = list_of.post(form.get("action"), {**dict(form.form_values()), "title": "Anders"})
    assert page.texts("h1") == ["4.5 Lotgenotengroep bijwerken"]
    assert response.headers["Location"] == f"/plan/?stand=grey&groep=bouwsteen#actie-{action.pk}"
    back = Page.of(list_of.get("/plan/?stand=grey&groep=bouwsteen"))
    assert "Opgeslagen: 4.5 Lotgenotengroep." in back.words
    assert back.texts("form[data-undo] button") == ["Ongedaan maken: Anders"]


def test_two_people_in_one_row_keep_each_others_fields_and_choose_where_both_changed_the_same(
    list_of: Client, action: Action, cast: Cast
) -> None:
    mine = open_row(list_of, action, title="Van mij")
    save(list_of, action, open_row(list_of, action, ends_on="3-5-2027"), **HTMX)
    assert save(list_of, action, mine, **HTMX).status_code == 200
    now = Action.objects.get(pk=action.pk)
    assert now.title == "Van mij"
    assert now.ends_on is not None

    mine = open_row(list_of, action, title="Mijn titel")
    save(list_of, action, open_row(list_of, action, title="Hun titel"), **HTMX)
    response = save(list_of, action, mine, **HTMX)
    page = Page.of(response)
    assert response.status_code == 409
    assert "Hun titel" in page.words
    assert page.one("input[name=title]").get("value") == "Mijn titel"
    assert save(list_of, action, dict(page.one("form[data-row-form]").form_values()), **HTMX).status_code == 200
    assert Action.objects.get(pk=action.pk).title == "Mijn titel"


def test_the_last_change_is_taken_back_whole(list_of: Client, action: Action, cast: Cast) -> None:
    milestone = MilestoneFactory(action=action, title="Start", planned_on=None)
    typed = {**GREEN, "title": "Anders", "lead_organisation": cast.other_organisation.pk, "mijlpaal-title": "Begin"}
    save(list_of, action, open_row(list_of, action, **typed), **HTMX)
    assert Milestone.objects.get(pk=milestone.pk).title == "Begin"
    response = list_of.post(f"/plan/acties/{action.pk}/ongedaan/", **HTMX)
    now = Action.objects.get(pk=action.pk)
    assert Page.of(response).texts("tbody [role=status]") == ["Ongedaan gemaakt"]
    assert (now.title, now.lead_organisation) == ("Lotgenotengroep", cast.lead_organisation)
    assert not StatusReport.objects.exists()
    assert Milestone.objects.get(pk=milestone.pk).title == "Start"
    assert history_of(now)[0].reason == "ongedaan gemaakt"
    again = Page.of(list_of.post(f"/plan/acties/{action.pk}/ongedaan/", **HTMX))
    assert "Er is niets meer om ongedaan te maken." in again.words


def test_what_somebody_changed_after_it_is_not_taken_back(list_of: Client, action: Action, cast: Cast) -> None:
    save(list_of, action, open_row(list_of, action, title="Anders"), **HTMX)
    Action.objects.filter(pk=action.pk).update(title="Van een ander", version=9)
    response = list_of.post(f"/plan/acties/{action.pk}/ongedaan/", **HTMX)
    assert "Niet ongedaan gemaakt: iemand veranderde dit daarna nog." in Page.of(response).words
    assert Action.objects.get(pk=action.pk).title == "Van een ander"


def test_20_actions_get_a_new_lead_in_one_step_with_20_history_lines(list_of: Client, plan: Plan, cast: Cast) -> None:
    actions = [ActionFactory(plan=plan, lead_organisation=cast.lead_organisation) for _ in range(20)]
    address = "/plan/acties/samen/?" + "&".join(f"actie={action.pk}" for action in actions)
    form = dict(Page.of(list_of.get(address)).one("form[method=post][data-unsaved]").form_values())
    list_of.post(address, {**form, "lead_organisation": cast.other_organisation.pk, "reason": "Besluit 2026-07"})
    lines = [line for action in actions for line in history_of(action) if line.field == "trekker" and line.reason]
    assert Action.objects.filter(lead_organisation=cast.other_organisation).count() == 20
    assert len(lines) == 20
    assert {(line.kind, line.reason) for line in lines} == {("gewijzigd", "Besluit 2026-07")}


def test_rows_that_somebody_may_not_edit_are_refused_by_name_and_the_others_are_changed(
    plan: Plan, cast: Cast, client_of: ClientOf
) -> None:
    own = ActionFactory(plan=plan, code="1.1", title="Van Tiel", lead_organisation=cast.tiel_organisation)
    other = ActionFactory(plan=plan, code="1.2", title="Van MEE", lead_organisation=cast.lead_organisation)
    changed = ActionFactory(plan=plan, code="1.3", title="Ook van Tiel", lead_organisation=cast.tiel_organisation)
    browser = client_of(cast.municipal_coordinator)
    address = f"/plan/acties/samen/?actie={own.pk}&actie={other.pk}&actie={changed.pk}"
    page = Page.of(browser.get(address))
    form = dict(page.one("form[method=post][data-unsaved]").form_values())
    Action.objects.filter(pk=changed.pk).update(version=2)
    told = Page.of(browser.post(address, {**form, "ends_on": "3-5-2027"}, follow=True)).words
    assert "1.2 Van MEE, trekker MEE Gelderse Poort" in page.words
    assert "Opgeslagen: 1 actie is gewijzigd." in told
    assert "1.2 Van MEE (die mag u niet wijzigen)" in told
    assert "1.3 Ook van Tiel (die is veranderd terwijl u bezig was)" in told
    assert list(Action.objects.filter(ends_on__isnull=False)) == [own]


def test_a_bulk_change_that_changes_nothing_is_asked_again(list_of: Client, action: Action) -> None:
    response = list_of.post(f"/plan/acties/samen/?actie={action.pk}", {})
    assert response.status_code == 422
    assert "Kies wat er in deze acties verandert" in Page.of(response).words


def test_an_action_is_moved_one_up_or_to_a_place_and_keeps_its_number(list_of: Client, plan: Plan) -> None:
    first, second, third = (ActionFactory(plan=plan, code=f"4.{n}", position=n) for n in (1, 2, 3))
    in_order = Action.objects.of_plan(plan).values_list("code", flat=True)
    list_of.post(f"/plan/acties/{third.pk}/verplaatsen/", {"richting": "omhoog"})
    assert list(in_order.all()) == ["4.1", "4.3", "4.2"]
    assert list_of.post(f"/plan/acties/{second.pk}/verplaatsen/", {"voor": first.pk}, **HTMX).status_code == 204
    assert list(in_order.all()) == ["4.2", "4.1", "4.3"]
    assert list_of.post(f"/plan/acties/{second.pk}/verplaatsen/", {"richting": "omhoog"}, **HTMX).status_code == 409


def test_an_action_with_four_fields_is_added_in_the_list_and_says_what_is_to_be_filled_in(
    list_of: Client, plan: Plan, cast: Cast
) -> None:
    pillar = ActionFactory(plan=plan).pillar
    form = Page.of(list_of.get("/plan/?toevoegen=ja&groep=bouwsteen")).one("#snel-toevoegen form")
    typed = {"title": "Voorlichting", "pillar": pillar.pk, "lead_organisation": cast.lead_organisation.pk}
    response = list_of.post(form.get("action"), {**dict(form.form_values()), **typed})
    added = Action.objects.get(title="Voorlichting")
    assert response.headers["Location"] == f"/plan/?groep=bouwsteen&toevoegen=ja#actie-{added.pk}"
    [row] = Page.of(list_of.get("/plan/?zoek=voorlichting&kolom=invullen")).texts("td[data-label='Aan te vullen']")
    assert "omschrijving, doel, vorm, doelgroepen" in row
    assert "Aan te vullen: omschrijving, doel en nog" in Page.of(list_of.get("/plan/?aanvullen=ja")).words
    assert "Aan te vullen: " not in Page.of(list_of.get("/plan/")).words


def test_columns_and_groups_are_chosen_in_the_address_and_an_unknown_one_changes_nothing(
    list_of: Client, action: Action
) -> None:
    heads = "thead th"
    page = Page.of(list_of.get("/plan/?groep=trekker&kolom=begint&kolom=stand"))
    assert page.texts(heads)[2:-1] == ["Begint op", "Stand"]
    assert page.texts("tr.group-row th") == ["MEE Gelderse Poort1 actie"]
    assert page.one("a[data-open]").get("href").endswith("?groep=trekker&kolom=begint&kolom=stand")
    assert Page.of(list_of.get("/plan/?kolom=bestaat-niet&groep=niets")).texts(heads)[2:-1] == [
        "Trekker",
        "Klaar op",
        "Resultaat",
        "Stand",
    ]


def test_a_closed_plan_is_not_edited_in_its_list(list_of: Client, action: Action, plan: Plan) -> None:
    values = open_row(list_of, action, title="Te laat")
    plan.status = "closed"
    plan.save()
    response = save(list_of, action, values, **HTMX)
    assert response.status_code == 422
    assert "Dit plan is afgesloten" in Page.of(response).words
    assert Page.of(list_of.get(f"/plan/?plan={plan.pk}")).all(".row-tick") == []

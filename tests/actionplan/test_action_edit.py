"""Changing what an action is, also with two people at once (FC-103)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from actionplan.models import Action, PlanStatus
from network.dates import today
from network.history import history_of
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ChainLinkFactory,
    DecisionFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    PillarFactory,
    PlanFactory,
    PriorityFactory,
    TargetGroupFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

Form = dict[str, Any]
SEVERAL = ("target_groups", "municipalities", "partner_organisations")


@pytest.fixture
def action(cast: Cast) -> Action:
    action = ActionFactory(
        plan=PlanFactory(),
        code="4.5",
        title="Lotgenotengroep",
        description="Acht bijeenkomsten.\nIn Nijmegen.",
        lead_organisation=cast.lead_organisation,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 15),
    )
    action.target_groups.add(TargetGroupFactory(name="Risicogroep"))
    return action


@pytest.fixture
def path(action: Action) -> str:
    return f"/plan/acties/{action.pk}/wijzigen/"


@pytest.fixture
def client(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


def opened(client: Client, path: str) -> Form:
    """The form as a browser would send it back unchanged."""
    return fields_of(client.get(path))


def fields_of(response: HttpResponse) -> Form:
    sent: Form = {}
    page = Page.of(response)
    for field in page.all("main form input"):
        if field.get("type") in {"checkbox", "radio"} and field.get("checked") is None:
            continue
        value = field.get("value", "")
        if field.get("name") in sent or field.get("name").endswith(SEVERAL):
            sent.setdefault(field.get("name"), []).append(value)
        else:
            sent[field.get("name")] = value
    for area in page.all("main form textarea"):
        sent[area.get("name")] = (area.text or "").removeprefix("\n")
    for select in page.all("main form select"):
        sent[select.get("name")] = next(o.get("value") for o in select if o.get("selected") is not None)
    return sent


def test_the_coordinator_changes_an_action_with_a_reason_that_stands_in_the_history(
    client: Client, path: str, action: Action
) -> None:
    form = {**opened(client, path), "ends_on": "31-12-2026", "reason": "besluit 2026-07"}
    assert client.post(path, form).headers["Location"] == f"/plan/acties/{action.pk}/"
    action.refresh_from_db()
    assert (action.ends_on, action.version) == (date(2026, 12, 31), 2)
    [change, *_] = history_of(action)
    assert (change.who, change.field, change.old, change.new, change.reason) == (
        "Marijke de Wit",
        "klaar op",
        "15 december 2026",
        "31 december 2026",
        "besluit 2026-07",
    )


def test_an_unchanged_form_changes_nothing(client: Client, path: str, action: Action) -> None:
    before = Action.objects.filter(pk=action.pk).values().get()
    client.post(path, opened(client, path))
    assert Action.objects.filter(pk=action.pk).values().get() == before
    assert len(history_of(action)) == 1


def test_target_groups_and_lead_can_be_changed(client: Client, path: str, action: Action, cast: Cast) -> None:
    group = TargetGroupFactory(name="OGGZ")
    form = {**opened(client, path), "target_groups": [group.pk], "lead_organisation": cast.other_organisation.pk}
    client.post(path, form)
    action.refresh_from_db()
    assert list(action.target_groups.all()) == [group]
    assert action.lead_organisation == cast.other_organisation
    history = Page.of(client.get(f"/plan/acties/{action.pk}/")).texts(".history > li")
    assert any("Marijke de Wit veranderde doelgroepen van Risicogroep in OGGZ." in line for line in history)
    assert any("veranderde trekker van MEE Gelderse Poort in Sterker." in line for line in history)


def test_an_action_gets_a_link_of_the_chain_and_its_page_says_which(client: Client, path: str, action: Action) -> None:
    weging = ChainLinkFactory(name="Weging")
    ChainLinkFactory(name="Oud", is_in_use=False)
    options = Page.of(client.get(path)).texts("select[name=chain_link] option")
    assert options == ["Geen of meer schakels", "Weging"]
    client.post(path, {**opened(client, path), "chain_link": weging.pk})
    page = Page.of(client.get(action.get_absolute_url()))
    assert page.one(f'.facts a[href="{weging.get_absolute_url()}"]').text == "Weging"


def test_two_people_who_change_different_fields_both_keep_their_change(
    client: Client, path: str, action: Action, cast: Cast
) -> None:
    mine, theirs = opened(client, path), opened(client, path)
    pillar, group = PillarFactory(), TargetGroupFactory()
    client.post(path, {**theirs, "title": "Groep met lotgenoten", "target_groups": [group.pk]})
    response = client.post(path, {**mine, "description": "Tien bijeenkomsten.", "pillar": pillar.pk})
    action.refresh_from_db()
    assert response.status_code == 302
    assert (action.title, action.description, action.pillar) == ("Groep met lotgenoten", "Tien bijeenkomsten.", pillar)
    assert list(action.target_groups.all()) == [group]


def test_two_people_who_change_the_same_field_get_both_texts_with_who_and_when(
    client: Client, path: str, action: Action
) -> None:
    mine, theirs = opened(client, path), opened(client, path)
    client.post(path, {**theirs, "title": "Lotgenotengroep in Tiel", "ends_on": "31 december 2026"})
    response = client.post(path, {**mine, "title": "Lotgenotengroep in Druten", "description": "Nieuwe tekst."})
    page = Page.of(response)
    action.refresh_from_db()
    assert response.status_code == 409
    assert action.title == "Lotgenotengroep in Tiel"
    assert "Marijke de Wit was u voor" in page.words
    assert f"veranderde «Titel» op {today().day} " in page.words
    assert "Tiel" in page.texts(".versus__side:first-child")[0]
    assert "Druten" in page.texts(".versus__side--mine")[0]

    again = fields_of(response)
    assert again["title"] == "Lotgenotengroep in Druten"
    assert again["description"] == "Nieuwe tekst."
    assert again["ends_on"] == "31 december 2026"
    assert client.post(path, again).status_code == 302
    action.refresh_from_db()
    assert (action.title, action.description, action.ends_on) == (
        "Lotgenotengroep in Druten",
        "Nieuwe tekst.",
        date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("hun", "Lotgenotengroep in Tiel"), ("mijn", "Lotgenotengroep in Druten"), ("zelf", "In Tiel en in Druten")],
)
def test_of_a_field_that_both_changed_a_person_chooses_the_others_text_the_own_text_or_writes_a_third(
    client: Client, path: str, action: Action, choice: str, kept: str
) -> None:
    mine, theirs = opened(client, path), opened(client, path)
    client.post(path, {**theirs, "title": "Lotgenotengroep in Tiel"})
    response = client.post(path, {**mine, "title": "Lotgenotengroep in Druten", "description": "Nieuwe tekst."})
    ways = [label.text for label in Page.of(response).all(".choice-of-two .choice label")]
    assert [way.split(" het schreef")[0] for way in ways][:2] == ["Zoals Marijke de Wit", "Zoals ik"]
    assert ways[2].startswith("Zelf aanpassen")

    client.post(path, {**fields_of(response), "keuze-title": choice, "title": "In Tiel en in Druten"})
    action.refresh_from_db()
    assert (action.title, action.description) == (kept, "Nieuwe tekst.")


def test_two_people_who_change_a_field_into_the_same_thing_agree(client: Client, path: str) -> None:
    mine, theirs = opened(client, path), opened(client, path)
    client.post(path, {**theirs, "title": "Zelfde titel"})
    assert client.post(path, {**mine, "title": "Zelfde titel", "description": "Meer."}).status_code == 302


def test_the_same_target_groups_changed_twice_is_a_conflict_too(client: Client, path: str, action: Action) -> None:
    one, two = TargetGroupFactory(name="Sekswerkers"), TargetGroupFactory(name="Naasten")
    mine, theirs = opened(client, path), opened(client, path)
    client.post(path, {**theirs, "target_groups": [one.pk]})
    response = client.post(path, {**mine, "target_groups": [two.pk]})
    assert response.status_code == 409
    assert "Sekswerkers" in Page.of(response).texts(".versus__side:first-child")[0]
    assert "Naasten" in Page.of(response).texts(".versus__side--mine")[0]

    client.post(path, {**fields_of(response), "keuze-target_groups": "hun"})
    assert list(action.target_groups.all()) == [one]


def test_changes_that_together_make_no_sense_are_refused_and_explained(client: Client, path: str) -> None:
    mine, theirs = opened(client, path), opened(client, path)
    client.post(path, {**theirs, "ends_on": "1 juni 2026"})
    response = client.post(path, {**mine, "starts_on": "1 september 2026"})
    assert response.status_code == 422
    assert "De actie is klaar voordat zij begint." in Page.of(response).words


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("title", " ", "De titel ontbreekt."),
        ("ends_on", "31-2-2026", "De datum «31-2-2026» bestaat niet."),
        ("ends_on", "31 december 2025", "Kies een datum op of na 1 januari 2026."),
        ("lead_organisation", "", "Kies de partner die trekker is."),
    ],
)
def test_a_mistake_is_explained_and_what_was_typed_stays(
    client: Client, path: str, field: str, value: str, error: str
) -> None:
    form = {**opened(client, path), "description": "Bewaar dit.", field: value}
    response = client.post(path, form)
    assert response.status_code == 422
    assert error in Page.of(response).words
    assert fields_of(response)["description"] == "Bewaar dit."


def test_a_partner_that_left_can_not_be_chosen_but_stays_where_it_leads(
    client: Client, path: str, action: Action
) -> None:
    left = OrganisationFactory(name="Vertrokken", left_on=date(2026, 3, 1))
    names = [option.text for option in Page.of(client.get(path)).all("select[name=lead_organisation] option")]
    assert "Vertrokken" not in names
    action.lead_organisation = left
    action.save()
    assert client.post(path, {**opened(client, path), "title": "Nog steeds"}).status_code == 302
    action.refresh_from_db()
    assert action.lead_organisation == left


def test_the_municipal_coordinator_changes_what_the_own_municipality_leads_and_nothing_else(
    cast: Cast, client_of: Callable[[Person], Client], path: str
) -> None:
    joost = client_of(cast.municipal_coordinator)
    of_tiel = ActionFactory(plan=PlanFactory(), lead_organisation=cast.tiel_organisation)
    own = f"/plan/acties/{of_tiel.pk}/wijzigen/"
    assert joost.post(own, {**opened(joost, own), "title": "Regio-dag in Tiel"}).status_code == 302
    assert joost.get(path).status_code == 403
    assert joost.post(path, {"title": "Van mij"}).status_code == 403


@pytest.mark.parametrize("who", ["lead_editor", "other_editor", "reader", "steering_member", "administrator"])
def test_a_partner_reports_but_does_not_change_the_action(
    cast: Cast, client_of: Callable[[Person], Client], path: str, who: str, action: Action
) -> None:
    client = client_of(cast.people[who])
    assert client.get(path).status_code == 403
    assert client.post(path, {"title": "Van mij"}).status_code == 403
    action.refresh_from_db()
    assert action.title == "Lotgenotengroep"


# --- what it belongs to, who does it, and what a change follows from ------------------------------------------------


def test_an_action_gets_a_goal_a_speerpunt_a_form_a_person_and_partners_and_its_page_says_so(
    client: Client, path: str, action: Action, cast: Cast
) -> None:
    goal, priority = GoalFactory(plan=action.plan), PriorityFactory(plan=action.plan)
    chosen = {
        "goal": goal.pk,
        "priority": priority.pk,
        "form": "collective",
        "national_line": 5,
        "expected_result": "Niemand staat er alleen voor.",
        "lead_person": cast.lead_editor.pk,
        "partner_organisations": [cast.other_organisation.pk, cast.lead_organisation.pk],
    }
    assert client.post(path, {**opened(client, path), **chosen}).status_code == 302
    page = Page.of(client.get(action.get_absolute_url()))
    facts = " ".join(page.texts(".facts > div"))
    for shown in (str(goal), str(priority), "Collectief", "Actielijn 5", "Bas Hendriks", "Sterker"):
        assert shown in facts
    assert "Niemand staat er alleen voor." in page.words
    # Whoever is in the lead takes part already.
    assert list(action.partner_organisations.all()) == [cast.other_organisation]
    history = " ".join(page.texts(".history > li"))
    for told in (
        "partners van niet ingevuld in",
        "vorm van niet ingevuld in collectief",
        "van niet ingevuld in actielijn 5",
    ):
        assert told in history


def test_an_organisation_that_left_can_not_be_chosen_as_lead_or_partner_but_stays_visible_on_old_actions(
    client: Client, path: str, action: Action
) -> None:
    left = OrganisationFactory(name="Vertrokken", left_on=date(2026, 3, 1))
    page = Page.of(client.get(path))
    assert not [each for each in page.texts("select[name=lead_organisation] option") if "Vertrokken" in each]
    assert not [each for each in page.texts("#id_partner_organisations label") if "Vertrokken" in each]
    action.partner_organisations.add(left)
    assert client.post(path, {**opened(client, path), "title": "Nog steeds"}).status_code == 302
    assert "Vertrokken" in Page.of(client.get(action.get_absolute_url())).words
    assert list(action.partner_organisations.all()) == [left]


def test_only_people_of_the_lead_can_be_named_and_another_lead_has_other_people(
    client: Client, path: str, action: Action, cast: Cast
) -> None:
    former = MembershipFactory(organisation=cast.lead_organisation, ends_on=date(2026, 1, 31)).person
    names = Page.of(client.get(path)).texts("select[name=lead_person] option")
    assert names == ["Niemand in het bijzonder", "Bas Hendriks", "Lotte Visser"]
    assert str(former) not in names
    assert client.post(path, {**opened(client, path), "lead_person": cast.other_editor.pk}).status_code == 422
    client.post(path, {**opened(client, path), "lead_person": cast.lead_editor.pk})
    client.post(path, {**opened(client, path), "lead_organisation": cast.other_organisation.pk})
    action.refresh_from_db()
    assert (action.lead_organisation, action.lead_person) == (cast.other_organisation, None)


def test_a_change_can_name_the_decision_that_it_follows_from(client: Client, path: str, action: Action) -> None:
    decision = DecisionFactory(decided_on=today())
    DecisionFactory(decided_on=today(), withdrawn_on=today(), title="Ingetrokken")
    options = Page.of(client.get(path)).texts("select[name=decision] option")
    assert options == ["Geen besluit", f"{decision}, {decision.body}"]
    client.post(path, {**opened(client, path), "title": "Groep met lotgenoten", "decision": decision.pk})
    [event] = Action.pgh_event_model.objects.filter(pgh_obj_id=action.pk, pgh_label="gewijzigd")  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["decision"] == decision.pk
    assert history_of(action)[0].reason == f"besluit {decision.number}"


def test_a_conflict_tells_choices_in_words(client: Client, path: str, action: Action) -> None:
    mine, theirs = opened(client, path), opened(client, path)
    client.post(path, {**theirs, "form": "individual"})
    page = Page.of(client.post(path, {**mine, "form": "collective"}))
    assert "individueel" in page.texts(".versus__side:first-child")[0]
    assert "collectief" in page.texts(".versus__side--mine")[0]


def test_what_an_action_lacks_is_listed_as_aan_te_vullen_with_where_to_fill_it_in(
    client: Client, action: Action, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    def listed(person: Client) -> list[str]:
        return Page.of(person.get(action.get_absolute_url())).texts("section[aria-labelledby=aanvullen] a")

    assert listed(client) == [
        *("doel", "vorm", "contactpersoon", "partners", "gemeenten"),
        *("beoogd resultaat", "streefwaarde", "mijlpaal"),
    ]
    assert listed(client_of(cast.reader)) == []


def test_an_adopted_plan_opens_its_next_version_with_a_change_and_a_closed_one_refuses_it(
    client: Client, path: str, action: Action
) -> None:
    client.post(path, {**opened(client, path), "completed_on": "1 november 2026"})
    assert not action.plan.versions.open().exists()  # that it was done is progress
    client.post(path, {**opened(client, path), "title": "Anders"})
    assert action.plan.versions.open().exists()
    form = opened(client, path)
    action.plan.status = PlanStatus.CLOSED
    action.plan.save()
    assert client.post(path, {**form, "title": "Te laat"}).status_code == 422
    assert "Dit plan is afgesloten" in Page.of(client.post(path, {**form, "title": "Te laat"})).words

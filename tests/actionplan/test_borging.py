"""Borging: where an action is anchored, and which actions stop with their money."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from actionplan.lasting import ending_in_words, money_that_ends
from actionplan.models import Action, Embedding, Plan
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AgreementFactory,
    BudgetLineFactory,
    EmbeddingFactory,
    FundingSourceFactory,
    PlanFactory,
)
from tests.partners.filling_in import as_sent
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
ON = date(2026, 11, 26)
SOON = date(2027, 6, 30)


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory()


@pytest.fixture
def action(plan: Plan, cast: Cast) -> Action:
    return ActionFactory(plan=plan, code="4.5", title="Groep", lead_organisation=cast.lead_organisation)


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def paid_until(plan: Plan, *days: date | None, **more: Any) -> Action:
    action = ActionFactory(plan=plan, **more)
    for day in days:
        BudgetLineFactory(action=action, organisation=action.lead_organisation, ends_on=day)
    return action


def found(plan: Plan) -> list[Action]:
    return [each.action for each in money_that_ends(plan, ON)]


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        ([date(2027, 11, 26)], True),  # twelve months later to the day
        ([date(2027, 11, 27)], False),
        ([date(2026, 1, 31)], True),  # it stopped already
        ([SOON, date(2029, 1, 1)], False),  # the last money counts
        ([SOON, None], True),  # a line without an end tells nothing
        ([None], False),
        ([], False),
    ],
)
def test_the_last_money_of_an_action_tells_whether_it_stops_within_twelve_months(
    plan: Plan, days: list[date | None], counts: bool
) -> None:
    action = paid_until(plan, *days)
    assert found(plan) == [action] * counts


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "counts"),
    [
        (date(2026, 1, 1), None, False),
        (date(2027, 7, 1), None, False),  # begins when the money stops
        (date(2026, 1, 1), SOON, True),  # stops on the same day, and so saves nothing
        (date(2026, 1, 1), date(2027, 7, 1), False),
    ],
)
def test_an_action_that_is_anchored_beyond_its_money_does_not_count(
    plan: Plan, starts_on: date, ends_on: date | None, counts: bool
) -> None:
    action = paid_until(plan, SOON)
    EmbeddingFactory(action=action, starts_on=starts_on, ends_on=ends_on)
    assert found(plan) == [action] * counts


def test_what_is_done_or_dropped_needs_no_money_any_more(plan: Plan) -> None:
    paid_until(plan, SOON, completed_on=date(2026, 11, 1))
    paid_until(plan, SOON, dropped_on=date(2026, 11, 1))
    assert found(plan) == []


def test_the_count_is_told_in_words(plan: Plan) -> None:
    assert "geen enkele actie" in ending_in_words(money_that_ends(plan, ON))
    paid_until(plan, SOON)
    assert ending_in_words(money_that_ends(plan, ON)).startswith("Van 1 actie stopt het geld binnen 12 maanden")
    paid_until(plan, SOON)
    assert ending_in_words(money_that_ends(plan, ON)).startswith("Van 2 acties stopt")


def test_the_coordinator_anchors_an_action_and_it_no_longer_counts(action: Action, coordinator: Client) -> None:
    BudgetLineFactory(action=action, organisation=action.lead_organisation, ends_on=date(2000, 1, 1))
    page = Page.of(coordinator.get("/plan/borging/"))
    assert "Van 1 actie stopt het geld binnen 12 maanden" in page.words
    assert "al gestopt" in page.words
    url = page.one(f"a[href='/plan/acties/{action.pk}/borging/']").get("href")
    agreement = AgreementFactory(parties=[action.lead_organisation])
    sent = as_sent(coordinator.get(url), with_field="starts_on")
    sent |= {"kind": "contract", "starts_on": "1 januari 2027", "agreement": agreement.pk}
    sent |= {"organisation": action.lead_organisation_id}

    for _ in range(2):  # two presses anchor it once
        answer = coordinator.post(url, sent)

    assert answer["Location"] == f"{action.get_absolute_url()}#borging"
    [embedding] = action.embeddings.all()
    assert (embedding.kind, embedding.agreement, embedding.starts_on) == ("contract", agreement, date(2027, 1, 1))
    for shown in ("/plan/borging/", action.get_absolute_url()):
        words = Page.of(coordinator.get(shown)).words
        assert f"Opdracht bij {action.lead_organisation}" in words
        assert str(agreement) in words
    assert "geen enkele actie" in Page.of(coordinator.get("/plan/borging/")).words


def test_an_embedding_ends_after_it_starts(action: Action, coordinator: Client) -> None:
    url = f"/plan/acties/{action.pk}/borging/"
    sent = {"kind": "contract", "starts_on": "1 januari 2027", "ends_on": "1 januari 2026"}
    answer = coordinator.post(url, sent)
    assert answer.status_code == 422
    assert "De borging eindigt voordat zij begint." in Page.of(answer).words


def test_two_people_at_one_embedding_decide_about_the_same_field(action: Action, coordinator: Client) -> None:
    embedding = EmbeddingFactory(action=action)
    url = f"/plan/borging/{embedding.pk}/"
    mine = {**as_sent(coordinator.get(url), with_field="starts_on"), "note": "In het basispakket"}
    coordinator.post(url, {**mine, "note": "In de begroting"})
    answer = coordinator.post(url, mine)
    assert answer.status_code == 409
    assert "In de begroting" in Page.of(answer).texts(".versus__side")[0]
    assert coordinator.post(url, as_sent(answer, with_field="starts_on")).status_code == 302
    embedding.refresh_from_db()
    assert embedding.note == "In het basispakket"


def test_an_embedding_is_taken_away_and_stays_in_the_history(action: Action, coordinator: Client) -> None:
    embedding = EmbeddingFactory(action=action)
    coordinator.post(f"/plan/borging/{embedding.pk}/verwijderen/")
    assert not Embedding.objects.exists()


def test_who_may_not_read_an_agreement_does_not_read_its_name_here(
    action: Action, cast: Cast, client_of: ClientOf
) -> None:
    secret = AgreementFactory(parties=[cast.other_organisation], is_confidential=True, title="Vertrouwelijk convenant")
    EmbeddingFactory(action=action, agreement=secret)
    for url in ("/plan/borging/", action.get_absolute_url()):
        words = Page.of(client_of(cast.lead_editor).get(url)).words
        assert "in een overeenkomst" in words
        assert "Vertrouwelijk convenant" not in words


def test_the_borging_is_kept_by_the_coordinator_and_read_by_who_sees_the_money(
    action: Action, cast: Cast, client_of: ClientOf
) -> None:
    embedding = EmbeddingFactory(action=action)
    expected = {cast.steering_member: (200, 403), cast.lead_editor: (200, 403), cast.reader: (403, 404)}
    for person, (page, form) in expected.items():
        client = client_of(person)
        assert client.get("/plan/borging/").status_code == page
        assert client.get(f"/plan/borging/{embedding.pk}/").status_code == form
        assert client.get(f"/plan/acties/{action.pk}/borging/").status_code == 403


def test_the_list_costs_the_same_for_many(
    plan: Plan, coordinator: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    source = FundingSourceFactory()
    for _ in range(6):
        action = paid_until(plan, SOON)
        action.budget_lines.update(source=source)
        EmbeddingFactory(action=action, agreement=AgreementFactory(parties=[action.lead_organisation]))
    with django_assert_max_num_queries(12):
        coordinator.get("/plan/borging/")

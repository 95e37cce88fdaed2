"""A verbeterpunt, knelpunt, besluit, succes or point of the scan that became an action: linked both ways."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actionplan.models import Action, ActionOrigin, Pillar
from network.dates import today
from network.models import Person
from partners.models import LessonStatus
from partners.parts import parts_of
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    BottleneckFactory,
    DecisionFactory,
    LessonFactory,
    PlanFactory,
    ScanAnswerFactory,
    SuccessFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
MAKE: dict[str, Callable[..., Any]] = {
    "lesson": LessonFactory,
    "bottleneck": BottleneckFactory,
    "decision": DecisionFactory,
    "success": SuccessFactory,
    "scan": lambda title: ScanAnswerFactory(item__question=title),
}
CALLED = {"lesson": "verbeterpunt", "bottleneck": "knelpunt", "decision": "besluit", "success": "succes"}


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.2", title="Begeleiding", lead_organisation=cast.tiel_organisation)


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def link(client: Client, thing: Any, action: Action) -> Any:
    name = {"scananswer": "scan"}.get(type(thing).__name__.lower(), type(thing).__name__.lower())
    return client.post(reverse(f"actionplan:{name}-link", args=[thing.pk]), {"action": action.pk})


@pytest.mark.parametrize("kind", MAKE)
def test_turning_a_point_into_an_action_keeps_the_link_both_ways(
    kind: str, action: Action, cast: Cast, coordinator: Client, client_of: ClientOf
) -> None:
    thing = MAKE[kind](title="Overdracht duurt te lang")

    for _ in range(2):  # pressing twice links once
        assert link(coordinator, thing, action)["Location"] == thing.get_absolute_url()

    [part] = [each for each in parts_of(thing, cast.reader, today()) if each.title == "Acties"]
    assert [(item.title, item.url) for item in part.items] == [("4.2 Begeleiding", action.get_absolute_url())]
    page = Page.of(client_of(cast.reader).get(action.get_absolute_url()))
    (back,) = page.all(f"main a[href='{thing.get_absolute_url()}']")
    assert "Overdracht duurt te lang" in back.text_content()


def test_a_lesson_that_becomes_an_action_is_taken_up(action: Action, coordinator: Client) -> None:
    lesson = LessonFactory()

    link(coordinator, lesson, action)

    lesson.refresh_from_db()
    assert (lesson.status, lesson.settled_on) == (LessonStatus.TAKEN_UP, today())
    assert "4.2 Begeleiding" in lesson.settled_because


def test_what_somebody_wrote_about_a_settled_lesson_stays(action: Action, coordinator: Client) -> None:
    lesson = LessonFactory(status=LessonStatus.SET_ASIDE, settled_on=today(), settled_because="Eerst het overleg.")

    link(coordinator, lesson, action)

    lesson.refresh_from_db()
    assert (lesson.status, lesson.settled_because) == (LessonStatus.SET_ASIDE, "Eerst het overleg.")
    assert ActionOrigin.objects.count() == 1


def test_who_changes_an_action_may_link_it_and_no_other(action: Action, cast: Cast, client_of: ClientOf) -> None:
    lesson, of_nijmegen = LessonFactory(), ActionFactory(plan=action.plan, lead_organisation=cast.nijmegen_organisation)
    joost = client_of(cast.municipal_coordinator)

    offered = Page.of(joost.get(reverse("actionplan:lesson-link", args=[lesson.pk]))).texts("select option")
    refused = link(joost, lesson, of_nijmegen)
    link(joost, lesson, action)

    assert offered == ["Kies een actie", "4.2 Begeleiding"]
    assert refused.status_code == 422
    assert [origin.action for origin in lesson.action_origins.all()] == [action]


@pytest.mark.parametrize("name", ["lead_editor", "reader", "steering_member"])
def test_who_changes_no_action_is_not_offered_to_link_one(
    name: str, action: Action, cast: Cast, client_of: ClientOf
) -> None:
    lesson, person = LessonFactory(), cast.people[name]

    ways = [(part.add, part.also) for part in parts_of(lesson, person, today()) if part.title == "Acties"]
    assert ways == [(None, None)]
    assert link(client_of(person), lesson, action).status_code == 403
    assert ActionOrigin.objects.count() == 0


def test_a_link_can_be_taken_away_and_leaves_both(action: Action, coordinator: Client) -> None:
    lesson = LessonFactory()
    link(coordinator, lesson, action)
    remove = reverse("actionplan:origin-remove", args=[action.origins.get().pk])
    assert remove in [each.get("href") for each in Page.of(coordinator.get(action.get_absolute_url())).all("main a")]

    coordinator.post(remove)

    lesson.refresh_from_db()
    assert action.origins.count() == 0
    assert Action.objects.filter(pk=action.pk).exists()
    assert lesson.status == LessonStatus.TAKEN_UP


def test_an_action_of_an_earlier_plan_is_told_but_not_offered(action: Action, cast: Cast, coordinator: Client) -> None:
    earlier = PlanFactory(starts_on="2020-01-01", ends_on="2021-12-31")
    old, lesson = ActionFactory(plan=earlier, title="Van toen"), LessonFactory()
    ActionOrigin.objects.create(action=old, lesson=lesson)

    [part] = [each for each in parts_of(lesson, cast.coordinator, today()) if each.title == "Acties"]
    offered = Page.of(coordinator.get(reverse("actionplan:lesson-link", args=[lesson.pk]))).texts("select option")

    assert [item.title for item in part.items] == [str(old)]
    assert offered == ["Kies een actie", "4.2 Begeleiding"]


def test_without_an_action_to_choose_the_page_says_so(cast: Cast, coordinator: Client) -> None:
    page = Page.of(coordinator.get(reverse("actionplan:lesson-link", args=[LessonFactory().pk])))

    assert "Er is geen actie meer die u hieraan kunt koppelen." in page.words


@pytest.mark.parametrize("kind", MAKE)
def test_an_action_is_made_of_a_point_in_one_step_and_the_two_name_each_other(
    kind: str, cast: Cast, coordinator: Client, client_of: ClientOf
) -> None:
    plan, pillar = PlanFactory(), Pillar.objects.all()[0]
    thing = MAKE[kind](title="Overdracht duurt te lang")
    url = f"/plan/acties/toevoegen/?uit={CALLED.get(kind, 'scan')}-{thing.pk}"
    form = {"building_block": 2, "pillar": pillar.pk, "lead_organisation": cast.tiel_organisation.pk}

    title = Page.of(coordinator.get(url)).one("#id_title").get("value")
    for _ in range(2):  # pressing twice makes one
        coordinator.post(url, {**form, "title": title})

    action = Action.objects.of_plan(plan).exclude(successes__title="Overdracht duurt te lang").get()
    assert "verdracht duurt te lang" in action.title
    assert [part.items[0].url for part in parts_of(thing, cast.reader, today()) if part.title == "Acties"] == [
        action.get_absolute_url()
    ]
    page = Page.of(client_of(cast.reader).get(action.get_absolute_url()))
    assert page.all(f"main a[href='{thing.get_absolute_url()}']")


def test_a_point_with_a_number_of_a_person_is_asked_about_before_it_becomes_an_action(
    cast: Cast, coordinator: Client
) -> None:
    """N23: what somebody noted quickly is read again before all of the network reads it in the plan."""
    PlanFactory()
    lesson = LessonFactory(title="Bel mevrouw De Vries op 06-12345678")
    url = f"/plan/acties/toevoegen/?uit=verbeterpunt-{lesson.pk}"
    pillar, lead = Pillar.objects.all()[0], cast.tiel_organisation
    title = Page.of(coordinator.get(url)).one("#id_title").get("value")
    form = {"title": title, "building_block": 2, "pillar": pillar.pk, "lead_organisation": lead.pk}

    response = coordinator.post(url, form)

    assert "06-12345678" in title
    assert response.status_code == 422
    assert not Action.objects.exists()


def test_a_success_names_the_actions_that_follow_from_it(cast: Cast, action: Action, coordinator: Client) -> None:
    success = SuccessFactory()
    link(coordinator, success, action)

    page = Page.of(coordinator.get("/plan/successen/"))

    assert [each.get("href") for each in page.all("article p > a")][-1] == action.get_absolute_url()


def test_an_address_that_names_nothing_to_follow_from_is_no_page(coordinator: Client) -> None:
    PlanFactory()
    for unknown in ("besluit-0", "besluit-", "iets-1", "scan-x"):
        assert coordinator.get(f"/plan/acties/toevoegen/?uit={unknown}").status_code == 404


def test_a_decision_shows_what_changed_because_of_it_and_the_action_shows_the_decision_with_its_date(
    cast: Cast, action: Action, coordinator: Client
) -> None:
    decision = DecisionFactory(title="Langer begeleiden")
    form = Page.of(coordinator.get(reverse("actionplan:action-edit", args=[action.pk])))
    sent = {each.get("name"): each.get("value") or "" for each in form.all("main input[type=hidden]")}
    fields = {"title": action.title, "pillar": action.pillar_id, "lead_organisation": action.lead_organisation_id}

    changed = coordinator.post(
        reverse("actionplan:action-edit", args=[action.pk]),
        {**sent, **fields, "ends_on": "30 juni 2027", "decision": decision.pk},
    )

    assert changed.status_code == 302
    (because,) = [each for each in parts_of(decision, cast.reader, today()) if each.title == "Wat er veranderde"]
    assert [(item.title, "klaar op werd 30 juni 2027" in item.note) for item in because.items] == [(str(action), True)]
    page = Page.of(coordinator.get(action.get_absolute_url()))
    assert page.all(f"main a[href='{decision.get_absolute_url()}']")
    assert f"Besluit {decision}" in page.words

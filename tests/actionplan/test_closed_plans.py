"""A plan that is closed changes in no way at all: what is agreed, how it goes, and what is tied to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actionplan.models import (
    Action,
    ActionComment,
    ActionOrigin,
    Activity,
    Contribution,
    Embedding,
    Plan,
    PlanAdoption,
    PlanStatus,
    PlanVersion,
    PolicyConnection,
    Realisation,
    StatusReport,
    Success,
    Training,
)
from monitor.models import ActionIndicator
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    ActionCommentFactory,
    ActionDocumentFactory,
    ActionFactory,
    ActionTargetFactory,
    ActivityFactory,
    AdjoiningPolicyFactory,
    BudgetLineFactory,
    ContributionFactory,
    EmbeddingFactory,
    IndicatorFactory,
    MilestoneFactory,
    PlanAdoptionFactory,
    PlanFactory,
    PlanVersionFactory,
    SuccessFactory,
    TrainingFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

WORDS = "Dit plan is afgesloten en verandert niet meer."


@pytest.fixture
def action(cast: Cast) -> Action:
    plan = PlanFactory()
    version = PlanVersionFactory(plan=plan, number=plan.version, status=PlanStatus.CLOSED, contents={})
    PlanAdoptionFactory(version=version, municipality=cast.tiel)
    action = ActionFactory(plan=plan, code="4.2", lead_organisation=cast.lead_organisation)
    Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.CLOSED)
    action.plan.refresh_from_db()
    return action


@pytest.fixture
def marijke(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


def asks_for(name: str, action: Action, cast: Cast) -> tuple[str, dict[str, Any]]:
    """An address of something at a closed plan, and what somebody could send to it."""
    own: dict[str, Callable[[], Any]] = {
        "realisation-add": lambda: ActionTargetFactory(action=action),
        "milestone-edit": lambda: MilestoneFactory(action=action, title="Klaar"),
        "milestone-remove": lambda: MilestoneFactory(action=action),
        "action-target-remove": lambda: ActionTargetFactory(action=action),
        "embedding-remove": lambda: EmbeddingFactory(action=action),
        "activity-remove": lambda: ActivityFactory(action=action, organisation=cast.lead_organisation),
        "training-remove": lambda: TrainingFactory(action=action),
        "success-remove": lambda: SuccessFactory(action=action),
        "policy-connection-remove": lambda: PolicyConnection.objects.create(
            action=action, policy=AdjoiningPolicyFactory()
        ),
        "origin-remove": lambda: ActionOrigin.objects.create(action=action, success=SuccessFactory(action=action)),
        "budget-line-remove": lambda: BudgetLineFactory(action=action, organisation=cast.lead_organisation),
    }
    lights = {"time": "green", "money": "green", "quality": "green", "last_seen": ""}
    sent: dict[str, dict[str, Any]] = {
        "action-report": lights,
        "action-comment-add": {"text": "Nog iets"},
        "realisation-add": {"value": "12", "measured_on": "1 november 2026"},
        "milestone-add": {"title": "Nog een"},
        "milestone-edit": {
            "title": "Klaar",
            "initial-title": "Klaar",
            "version": "1",
            "achieved_on": "1 november 2026",
        },
        "embedding-add": {"kind": "basic_task", "starts_on": "1 januari 2027"},
        "success-add": {"title": "Gelukt", "text": "Het lukte", "happened_on": "1 november 2026"},
    }
    thing = own.get(name, lambda: action)()
    return reverse(f"actionplan:{name}", args=[thing.pk]), sent.get(name, {})


CHANGES = [
    "action-report",
    "action-comment-add",
    "realisation-add",
    "milestone-add",
    "milestone-edit",
    "milestone-remove",
    "action-target-remove",
    "embedding-remove",
    "activity-remove",
    "training-remove",
    "success-remove",
    "policy-connection-remove",
    "origin-remove",
]


def everything() -> list[list[Any]]:
    kinds = (Action, StatusReport, ActionComment, Realisation, Embedding, Activity, Training, Success, PlanAdoption)
    return [list(kind.objects.order_by("pk").values()) for kind in (*kinds, PolicyConnection, ActionOrigin)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_at_an_action_of_a_closed_plan_changes(name: str, action: Action, cast: Cast, marijke: Client) -> None:
    url, sent = asks_for(name, action, cast)
    before = everything()
    answer = marijke.post(url, sent)
    assert (answer.status_code, WORDS in Page.of(answer).words) == (422, True)
    assert everything() == before


def test_a_municipality_writes_no_more_at_a_closed_plan_and_its_decision_stays(
    action: Action, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    ContributionFactory(action=action, municipality=cast.tiel, text="Wat wij doen")
    joost, own = client_of(cast.municipal_coordinator), f"?plan={action.plan_id}"
    url = reverse("actionplan:contribution-edit", args=[action.pk, cast.tiel.code])
    decision = reverse("actionplan:adoption-edit", args=[cast.tiel.code]) + own
    removal = reverse("actionplan:adoption-remove", args=[cast.tiel.code]) + own
    before = PlanAdoption.objects.values().get()

    told = {"college_on": "1 november 2026", "college_number": "B-1", "council_on": "", "council_number": ""}
    assert joost.post(url, {"text": "Anders", "version": "1"}).status_code == 422
    assert joost.post(decision, told).status_code in (404, 409, 422)
    assert joost.post(removal).status_code in (404, 422)

    assert Contribution.objects.get().text == "Wat wij doen"
    assert PlanAdoption.objects.values().get() == before


def test_no_indicator_is_tied_to_an_action_of_a_closed_plan(action: Action, marijke: Client) -> None:
    url = reverse("monitor:action-indicators", args=[action.pk])
    assert marijke.post(url, {"indicator": IndicatorFactory().pk, "why": ""}).status_code == 422
    assert not ActionIndicator.objects.exists()


def test_the_page_of_an_action_of_a_closed_plan_offers_nothing_to_change(action: Action, marijke: Client) -> None:
    MilestoneFactory(action=action)
    ContributionFactory(action=action)
    SuccessFactory(action=action)
    page = Page.of(marijke.get(action.get_absolute_url()))
    ends = (
        "wijzigen/",
        "verwijderen/",
        "toevoegen/",
        "stand/",
        "mijlpaal/",
        "succes/",
        "borging/",
        "training/",
        "tekst/",
    )
    assert [link.get("href") for link in page.all("main a") if link.get("href", "").endswith(ends)] == []
    forms = [form.get("action", "") for form in page.all("main form")]
    assert [url for url in forms if not url.endswith("/rapportage/")] == []  # picking a success is of the report


def test_what_should_not_be_there_is_taken_away_from_a_closed_plan_too(action: Action, marijke: Client) -> None:
    comment, document = ActionCommentFactory(action=action), ActionDocumentFactory(action=action)
    remark = f"/plan/opmerkingen/{comment.pk}/verwijderen/"
    file = f"/plan/bewijsstukken/{document.pk}/verwijderen/"
    links = [link.get("href") for link in Page.of(marijke.get(action.get_absolute_url())).all("main a")]
    assert {remark, file} <= set(links)
    marijke.post(remark)
    marijke.post(file, {"reason": "Er stond een naam in"})
    assert not action.comments.exists()
    assert not action.documents.exists()


def test_what_municipalities_decided_on_stays_when_the_plan_is_closed(cast: Cast, marijke: Client) -> None:
    plan = PlanFactory()
    offered = {"title": plan.title, "actions": [], "goals": []}
    version = PlanVersionFactory(
        plan=plan, number=plan.version + 1, status=PlanStatus.FOR_ADOPTION, contents=offered, adopted_on=None
    )
    ActionFactory(plan=plan, title="Van na het aanbieden")
    marijke.post(reverse("actionplan:plan-close") + f"?plan={plan.pk}")
    assert PlanVersion.objects.get(pk=version.pk).contents == offered

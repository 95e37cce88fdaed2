"""A speerpunt of one region as a template for another: everything but who does it."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from actionplan.models import Action, ActionPartner, BudgetLine, Pillar, Plan, Priority
from actionplan.plan_template import PriorityTemplate, TemplateError, read_template
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionTargetFactory,
    BudgetLineFactory,
    MilestoneFactory,
    PlanFactory,
    PriorityFactory,
    TargetGroupFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
LOAD = "/plan/sjabloon/inlezen/"


@pytest.fixture
def file_of_another_portal(cast: Cast) -> bytes:
    """Made in one portal, of which nothing is left in the other but this file."""
    priority = PriorityFactory.create(plan=PlanFactory.create(), title="Eerder zien", text="Signalen herkennen")
    action = ActionFactory.create(
        plan=priority.plan,
        priority=priority,
        title="Scholing van wijkteams",
        pillar=Pillar.objects.get(name="Signalering"),
        lead_organisation=cast.lead_organisation,
        expected_result="Meer meldingen",
    )
    action.target_groups.set([TargetGroupFactory.create(name="Groep van daar")])
    MilestoneFactory.create(action=action, title="Eerste groep")
    ActionTargetFactory.create(action=action, unit="groepen", minimum=3, maximum=5)
    BudgetLineFactory.create(action=action, amount_requested=1234, organisation=cast.lead_organisation)
    ActionPartner.objects.create(action=action, organisation=cast.other_organisation)
    ActionFactory.create(plan=action.plan, priority=priority, title="Folder", lead_organisation=cast.lead_organisation)
    content = PriorityTemplate.of(priority).as_json().encode()
    BudgetLine.objects.all().delete()
    Action.objects.all().delete()
    priority.delete()
    return content


def sent(client: Client, content: bytes) -> HttpResponse:
    return client.post(LOAD, {"file": SimpleUploadedFile("sjabloon.json", content)})


def test_a_template_of_one_portal_opens_in_another_with_the_organisations_left_to_choose(
    cast: Cast, client_of: ClientOf, file_of_another_portal: bytes
) -> None:
    client = client_of(cast.coordinator)
    page = Page.of(sent(client, file_of_another_portal))
    assert page.texts("main h2") == ["Scholing van wijkteams", "Folder"]
    chosen = [each.get("value") for each in page.all('select[name^="trekker"] option[selected]')]
    assert set(chosen) <= {""}
    assert not Action.objects.exists()
    template = page.one('input[name="sjabloon"]').get("value")
    assert "MEE" not in template

    pillar = str(Pillar.objects.get(name="Preventie").pk)
    answers = {"sjabloon": template, "trekker-0": "", "pijler-0": "", "trekker-1": "overslaan"}
    refused = client.post(LOAD, answers)
    assert refused.status_code == 422
    assert "Kies wie trekker is van «Scholing van wijkteams»" in Page.of(refused).words

    answers |= {"trekker-0": str(cast.other_organisation.pk), "pijler-0": pillar}
    assert client.post(LOAD, answers).status_code == 302
    new = Action.objects.get()
    assert (str(new.priority), new.lead_organisation, new.pillar.name) == (
        "Eerder zien",
        cast.other_organisation,
        "Preventie",
    )
    assert [each.title for each in new.milestones.all()] == ["Eerste groep"]
    assert [(each.unit, each.minimum, each.maximum) for each in new.targets.all()] == [("groepen", 3, 5)]
    assert not new.partner_organisations.exists()
    again = client.post(LOAD, answers)
    assert "staat al in het plan, als" in Page.of(again).words


def test_the_file_holds_no_organisation_no_day_no_money_and_no_person(
    cast: Cast, client_of: ClientOf, file_of_another_portal: bytes
) -> None:
    told = json.loads(file_of_another_portal)
    assert set(told) == {"kind", "version", "title", "text", "actions"}
    text = file_of_another_portal.decode()
    assert not [word for word in ("MEE", "Sterker", "1234", "202", "lead", "person") if word in text]


def test_a_member_downloads_the_template_of_a_speerpunt(cast: Cast, client_of: ClientOf) -> None:
    priority = PriorityFactory.create(plan=PlanFactory.create(), title="Eerder zién / 2026")
    answer = client_of(cast.reader).get(f"/plan/doelen/speerpunt/{priority.pk}/sjabloon/")
    assert answer["Content-Disposition"] == 'attachment; filename="sjabloon-eerder-zien-2026.json"'
    assert json.loads(answer.content)["title"] == "Eerder zién / 2026"


def test_a_template_without_actions_is_refused(cast: Cast, client_of: ClientOf) -> None:
    priority = PriorityFactory.create(plan=PlanFactory.create())
    page = Page.of(sent(client_of(cast.coordinator), PriorityTemplate.of(priority).as_json().encode()))
    assert "Een sjabloon heeft 1 tot en met 60 acties. Dit heeft er 0." in page.words


_GOOD = {"kind": "speerpunt van een regionaal plan van aanpak", "version": 1, "title": "Eerder zien", "text": ""}
_ACTION = {"title": "Scholing", "building_block": 4, "pillar": "x", "form": "", "national_line": None}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"[" * 100_000,
        b'{"kind": "recept"}',
        json.dumps({**_GOOD, "actions": [{**_ACTION, "title": 3}]}),
        json.dumps({**_GOOD, "actions": [{**_ACTION, "building_block": True}]}),
        json.dumps({**_GOOD, "actions": [{**_ACTION, "building_block": 5}]}),
        json.dumps({**_GOOD, "actions": [{**_ACTION, "title": "x\0"}]}),
        json.dumps({**_GOOD, "actions": [{**_ACTION, "title": "x" * 201}]}),
        json.dumps({**_GOOD, "actions": [{**_ACTION, "title": "BSN 111222333"}]}),
        json.dumps({**_GOOD, "actions": [{**_ACTION, "targets": ["5 tot 3 dagen"]}]}),
        json.dumps({**_GOOD, "version": 2, "actions": [_ACTION]}),
        b'{"kind": "speerpunt van een regionaal plan van aanpak", "version": NaN}',
        b" " * 600_000,
    ],
)
def test_what_is_no_template_is_refused_in_dutch(content: bytes | str) -> None:
    with pytest.raises(TemplateError) as refused:
        read_template(content)
    assert str(refused.value).endswith(".")


def test_a_good_one_is_read() -> None:
    template = read_template(json.dumps({**_GOOD, "actions": [_ACTION]}))
    assert (template.title, [each.title for each in template.actions]) == ("Eerder zien", ["Scholing"])


def test_a_closed_plan_takes_no_template_over(cast: Cast, client_of: ClientOf, file_of_another_portal: bytes) -> None:
    plan = Plan.objects.get()
    plan.status = "closed"
    plan.save()
    answers = {"sjabloon": file_of_another_portal.decode(), "trekker-1": "overslaan", "pijler-1": ""}
    answers |= {"trekker-0": str(cast.other_organisation.pk), "pijler-0": str(Pillar.objects.all()[0].pk)}
    answer = client_of(cast.coordinator).post(f"{LOAD}?plan={plan.pk}", answers)
    assert (answer.status_code, Priority.objects.count()) == (422, 0)

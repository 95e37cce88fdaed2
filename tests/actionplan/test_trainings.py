"""Deskundigheidsbevordering (A33): people per sector and year against a target, an organisation once per training."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from actionplan.models import Action, Sector, Training, TrainingTarget
from actionplan.training_reach import Attended, SectorReach, reach_of
from network.dates import today
from network.models import Person
from tests.cast import Cast
from tests.factories import ActionFactory, PlanFactory, TrainingFactory
from tests.reading import Page

ClientOf = Callable[[Person], Client]
ADDRESS = "/plan/trainingen/"
SECTORS = [(value, str(label)) for value, label in Sector.choices]


def row(name: str, sector: str, participants: object, number: int = 0) -> dict[str, str]:
    return {
        f"came-{number}-organisatie": name,
        f"came-{number}-sector": sector,
        f"came-{number}-deelnemers": str(participants),
    }


TYPED = {"title": "Workshop LVB", "given_on": "12 maart 2026"}


# --- arithmetic ---------------------------------------------------------------------------------------------------


def test_participants_count_per_sector_against_a_target_and_an_organisation_once_per_training() -> None:
    """A33, in numbers: ROC came to both trainings, with more than one person."""
    reach = reach_of(
        [
            Attended(1, "ROC", "education", 9),
            Attended(1, "roc", "education", 1),
            Attended(2, "ROC", "education", 4),
            Attended(2, "Iriszorg", "health", 8),
        ],
        {"education": 20},
        sectors=SECTORS,
    )

    education, health = reach.sectors[0], reach.sectors[1]
    assert (education.trainings, education.organisations, education.participants) == (2, 2, 14)
    assert education.words == "nog 6"
    assert (health.participants, health.words) == (8, "geen streefgetal")
    assert (reach.total.trainings, reach.total.organisations, reach.total.participants) == (2, 3, 22)


@pytest.mark.parametrize(
    ("participants", "words"), [(19, "nog 1"), (20, "gehaald"), (21, "1 meer")], ids=["below", "equal", "above"]
)
def test_a_target_is_reached_from_its_own_number(participants: int, words: str) -> None:
    reach = SectorReach("zorg", 1, 1, participants, 20)

    assert reach.words == words
    assert reach.is_reached == (participants >= 20)


# --- telling of a training ----------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.3", title="Workshop", lead_organisation=cast.lead_organisation)


@pytest.fixture
def training(action: Action) -> Training:
    made = TrainingFactory(action=action, title="Workshop LVB", given_on=date(2026, 3, 12))
    made.attendances.create(organisation_name="ROC", sector=Sector.EDUCATION, participants=9)
    return made


def address(name: str, thing: Any) -> str:
    return reverse(f"actionplan:{name}", args=[thing.pk])


def form_of(client: Client, url: str, **typed: str) -> dict[str, str]:
    """What the form of a page sends back, with these fields typed over."""
    sent = {}
    for field in Page.of(client.get(url)).all("main form [name]"):
        chosen = field.xpath(".//option[@selected]") if field.tag == "select" else [field]
        sent[str(field.get("name"))] = (chosen[0].get("value") or "") if chosen else ""
    return {**sent, **typed}


def test_the_lead_tells_of_a_training_once_and_it_counts_in_its_year(
    action: Action, cast: Cast, client_of: ClientOf
) -> None:
    editor = client_of(cast.lead_editor)
    TrainingTarget.objects.create(year=2026, sector=Sector.EDUCATION, participants=20)
    typed = {**TYPED, **row("ROC", "education", 9), **row("Iriszorg", "health", 8, number=1)}
    for _ in range(2):  # pressing twice is no second training
        answer = editor.post(address("training-add", action), typed)
        assert answer["Location"] == f"{ADDRESS}?jaar=2026"

    assert action.trainings.count() == 1
    assert "Workshop LVB" in Page.of(editor.get(action.get_absolute_url())).texts("main a")
    page = Page.of(client_of(cast.reader).get(ADDRESS, {"jaar": "2026"}))
    assert page.texts("tbody tr:first-child > *") == ["Onderwijs", "1", "1", "9", "20", "nog 11"]
    assert "17 deelnemers bij 1 training" in page.words
    assert "ROC (onderwijs) 9, Iriszorg (zorg) 8" in page.words
    assert "0 deelnemers" in Page.of(client_of(cast.reader).get(ADDRESS, {"jaar": "2025"})).words


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({}, "Vul bij minstens één organisatie in hoeveel mensen er waren."),
        (row("ROC", "", 4), "Rij 1: kies een sector."),
        (row("", "health", 4), "Rij 1: de organisatie ontbreekt."),
        (row("ROC", "education", "veel"), "Rij 1: vul in hoeveel mensen er waren"),
        (row("ROC", "education", 0), "Rij 1: het aantal deelnemers is minstens 1"),
        (row("a@voorbeeld.example", "education", 2), "Rij 1: schrijf alleen de naam van de organisatie"),
        ({**row("ROC", "education", 4), **row("roc", "education", 2, number=1)}, "Rij 2: roc staat er twee keer."),
    ],
)
def test_a_row_that_is_not_right_is_named_and_nothing_typed_is_lost(
    rows: dict[str, str], reason: str, action: Action, cast: Cast, client_of: ClientOf
) -> None:
    answer = client_of(cast.lead_editor).post(address("training-add", action), {**TYPED, **rows})

    page = Page.of(answer)
    assert answer.status_code == 422
    assert reason in page.words
    for name, value in rows.items():
        field = page.one(f"[name={name}]")
        chosen = field.xpath(".//option[@selected]") if field.tag == "select" else [field]
        assert (chosen[0].get("value") if chosen else "") == value
    assert action.trainings.count() == 0


def test_a_training_of_tomorrow_was_not_given_yet(action: Action, cast: Cast, client_of: ClientOf) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    typed = {**TYPED, "given_on": tomorrow, **row("ROC", "education", 9)}

    page = Page.of(client_of(cast.lead_editor).post(address("training-add", action), typed))

    assert "Deze dag is nog niet geweest." in page.words


def test_another_partner_does_not_tell_of_it(action: Action, cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.other_editor).post(address("training-add", action), TYPED).status_code == 403


def test_two_people_at_one_training_keep_each_others_fields_and_choose_about_the_same(
    training: Training, cast: Cast, client_of: ClientOf
) -> None:
    url = address("training-edit", training)
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    mine = form_of(editor, url, title="Workshop LVB en Uitbuiting")
    same = form_of(editor, url, **{"came-0-deelnemers": "7"})
    coordinator.post(url, form_of(coordinator, url, **{"came-0-deelnemers": "10"}))

    assert editor.post(url, mine).status_code == 302
    answer = editor.post(url, same)

    training.refresh_from_db()
    assert training.title == "Workshop LVB en Uitbuiting"
    assert [each.participants for each in training.attendances.all()] == [10]
    assert answer.status_code == 409
    page = Page.of(answer)
    assert "ROC (onderwijs): 10" in page.words
    assert page.one("[name=came-0-deelnemers]").get("value") == "7"


def test_the_list_asks_as_often_for_many_trainings_as_for_few(
    training: Training, cast: Cast, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(cast.coordinator)
    for _ in range(4):
        another = TrainingFactory(action__plan=training.action.plan, given_on=date(2026, 3, 12))
        another.attendances.create(organisation_name="ROC", sector=Sector.EDUCATION, participants=9)
    client.get(ADDRESS, {"jaar": "2026"})

    with django_assert_max_num_queries(12):
        client.get(ADDRESS, {"jaar": "2026"})


def test_a_training_is_taken_away_with_its_numbers(training: Training, cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.lead_editor).post(address("training-remove", training))

    assert not Training.objects.exists()


def test_the_list_leads_to_the_form_at_the_chosen_action(action: Action, cast: Cast, client_of: ClientOf) -> None:
    own, of_another = {"actie": str(action.pk)}, client_of(cast.other_editor)

    assert client_of(cast.lead_editor).get(ADDRESS, own)["Location"] == address("training-add", action)
    assert of_another.get(ADDRESS, own).status_code == 200
    assert "Training toevoegen" not in Page.of(of_another.get(ADDRESS)).words


# --- targets ------------------------------------------------------------------------------------------------------


def test_the_coordinator_agrees_on_targets_and_takes_one_back(cast: Cast, client_of: ClientOf) -> None:
    client, url = client_of(cast.coordinator), reverse("actionplan:training-target-edit", args=[2027])
    client.post(url, form_of(client, url, education="20", health="1.200"))
    assert dict(TrainingTarget.objects.values_list("sector", "participants")) == {"education": 20, "health": 1200}

    client.post(url, form_of(client, url, health=""))

    assert dict(TrainingTarget.objects.values_list("sector", "participants")) == {"education": 20}
    assert client_of(cast.lead_editor).get(url).status_code == 403


def test_two_people_at_the_targets_keep_each_others_numbers(cast: Cast, client_of: ClientOf) -> None:
    client, url = client_of(cast.coordinator), reverse("actionplan:training-target-edit", args=[2027])
    mine, same = form_of(client, url, education="20"), form_of(client, url, health="5")
    client.post(url, form_of(client, url, health="12"))

    client.post(url, mine)

    assert dict(TrainingTarget.objects.values_list("sector", "participants")) == {"education": 20, "health": 12}
    assert client.post(url, same).status_code == 409

"""The lists that the network keeps itself: pillars, mapped to those of the RIVM, and target groups."""

import pytest
from django.test import Client

from actionplan.models import Action, Pillar, TargetGroup
from tests.actionplan.part_pages import ClientOf, address, fill_in, sent_by, words
from tests.cast import Cast
from tests.factories import ActionFactory, PlanFactory, TargetGroupFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def test_the_coordinator_adds_a_pillar_and_says_which_of_the_rivm_it_is(coordinator: Client) -> None:
    PlanFactory()

    fill_in(coordinator, address("pillar-add"), name="Online veiligheid", rivm_pillar="environment")

    pillar = Pillar.objects.last()
    assert pillar
    assert pillar.name == "Online veiligheid"
    [row] = Page.of(coordinator.get(address("pillar-list"))).texts(f"#pijler-{pillar.pk}")
    assert "Fysieke en sociale omgeving" in row


def test_every_action_has_one_main_pillar_and_the_overview_sums_to_the_number_of_actions(coordinator: Client) -> None:
    plan = PlanFactory()
    first, second = Pillar.objects.all()[:2]
    for pillar in (first, first, second):
        ActionFactory(plan=plan, pillar=pillar)
    assert not Action._meta.get_field("pillar").null

    page = Page.of(coordinator.get(address("pillar-list")))

    numbers = [int(said) for said in page.texts("tbody td.num")]
    assert sum(numbers) == 3
    assert page.texts("tfoot td.num") == ["3"]


def test_two_pillars_cannot_have_one_name(coordinator: Client) -> None:
    first, second = Pillar.objects.all()[:2]

    answer = fill_in(coordinator, address("pillar-edit", second.pk), name=first.name)

    assert answer.status_code == 422
    assert "Er is al een pijler met deze naam." in words(answer)


def test_two_who_change_a_pillar_lose_no_word(coordinator: Client) -> None:
    pillar = Pillar.objects.first()
    assert pillar
    page = address("pillar-edit", pillar.pk)
    mine = sent_by(coordinator, page, name="Mijn naam")
    other_field = sent_by(coordinator, page, is_overarching="on")
    fill_in(coordinator, page, name="De andere naam")

    answer = coordinator.post(page, mine)
    assert answer.status_code == 409
    assert "Mijn naam" in words(answer)
    assert coordinator.post(page, other_field).status_code == 302
    pillar.refresh_from_db()
    assert (pillar.name, pillar.is_overarching) == ("De andere naam", True)


def test_target_groups_are_told_with_the_number_of_their_actions(coordinator: Client) -> None:
    group = TargetGroupFactory(name="Sporters")
    ActionFactory(plan=PlanFactory()).target_groups.add(group)

    fill_in(coordinator, address("target-group-edit", group.pk), description="Wie bij een club sport.")

    page = Page.of(coordinator.get(address("target-group-list")))
    cells = page.texts(f"#doelgroep-{group.pk} td")
    assert page.texts(f"#doelgroep-{group.pk} th") == ["Sporters"]
    assert cells[:2] == ["Wie bij een club sport.", "1"]


def test_a_new_target_group_comes_last(coordinator: Client) -> None:
    TargetGroupFactory(position=7)

    fill_in(coordinator, address("target-group-add"), name="Sporters")

    assert TargetGroup.objects.get(name="Sporters").position == 8


def test_only_the_coordinator_keeps_the_lists(cast: Cast, client_of: ClientOf) -> None:
    PlanFactory()
    reader = client_of(cast.reader)
    for name in ("pillar-add", "target-group-add"):
        assert reader.get(address(name)).status_code == 403
    for name in ("pillar-list", "target-group-list"):
        assert "toevoegen" not in words(reader.get(address(name)))

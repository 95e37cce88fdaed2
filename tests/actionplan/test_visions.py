"""The shared vision, in versions."""

from datetime import date

import pytest
from django.test import Client

from actionplan import vision_flows as flows
from actionplan.models import Vision
from tests.actionplan.part_pages import ClientOf, address, fill_in, sent_by, words
from tests.cast import Cast
from tests.factories import VisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def test_saving_an_adopted_vision_makes_a_new_version_and_the_old_one_stays_readable_with_its_date(
    coordinator: Client,
) -> None:
    VisionFactory(number=1, shared_vision="Iedereen is veilig.", adopted_on=date(2026, 1, 8))

    answer = fill_in(coordinator, address("vision-edit"), shared_vision="Iedereen is veilig, ook online.")

    assert answer["Location"] == address("vision-version", 2)
    assert "Iedereen is veilig, ook online." in words(coordinator.get(address("vision-version", 2)))
    now = words(coordinator.get(address("vision")))
    assert "Versie 1, vastgesteld op 8 januari 2026" in now
    assert "ook online" not in now

    fill_in(coordinator, address("vision-adopt"), adopted_on="12 maart 2026")

    assert "Versie 2, vastgesteld op 12 maart 2026" in words(coordinator.get(address("vision")))
    old = words(coordinator.get(address("vision-version", 1)))
    assert "Versie 1, vastgesteld op 8 januari 2026" in old
    assert "Iedereen is veilig." in old
    assert "ook online" not in old


def test_writing_on_before_it_is_adopted_stays_in_the_same_version(coordinator: Client) -> None:
    fill_in(coordinator, address("vision-edit"), shared_vision="Iedereen is veilig.")
    fill_in(coordinator, address("vision-edit"), phased="Eerst veiligheid.")

    [vision] = Vision.objects.all()
    assert (vision.number, vision.shared_vision, vision.phased) == (1, "Iedereen is veilig.", "Eerst veiligheid.")


def test_two_who_write_different_parts_both_keep_their_words(coordinator: Client) -> None:
    VisionFactory(number=1)
    mine = sent_by(coordinator, address("vision-edit"), phased="Eerst veiligheid.")
    fill_in(coordinator, address("vision-edit"), domains="Samen met de politie.")

    coordinator.post(address("vision-edit"), mine)

    being_made = Vision.objects.get(number=2)
    assert (being_made.phased, being_made.domains) == ("Eerst veiligheid.", "Samen met de politie.")


def test_two_who_write_the_same_part_see_both_texts(coordinator: Client) -> None:
    VisionFactory(number=1)
    mine = sent_by(coordinator, address("vision-edit"), phased="Mijn tekst.")
    fill_in(coordinator, address("vision-edit"), phased="De andere tekst.")

    answer = coordinator.post(address("vision-edit"), mine)

    assert answer.status_code == 409
    assert "Mijn tekst." in words(answer)
    assert "De andere tekst." in words(answer)
    assert Vision.objects.get(number=2).phased == "De andere tekst."


def test_what_is_adopted_is_what_somebody_read(coordinator: Client) -> None:
    VisionFactory(number=1, adopted_on=None)
    mine = sent_by(coordinator, address("vision-adopt"), adopted_on="12 maart 2026")
    fill_in(coordinator, address("vision-edit"), phased="Nog een zin.")

    answer = coordinator.post(address("vision-adopt"), mine)

    assert answer.status_code == 422
    assert flows.CHANGED in words(answer)
    assert Vision.objects.in_force() is None


def test_a_vision_is_not_adopted_tomorrow_nor_before_the_one_it_follows(coordinator: Client) -> None:
    VisionFactory(number=1, adopted_on=date(2026, 3, 12))
    VisionFactory(number=2, adopted_on=None)

    for day, why in {"1 januari 2199": "nog niet geweest", "11 maart 2026": "Versie 1 is vastgesteld op"}.items():
        answer = fill_in(coordinator, address("vision-adopt"), adopted_on=day)
        assert answer.status_code == 422
        assert why in words(answer)


def test_everybody_reads_the_vision_and_only_the_coordinator_writes_it(cast: Cast, client_of: ClientOf) -> None:
    VisionFactory(number=1)
    reader = client_of(cast.reader)

    assert "Iedereen in de regio is veilig." in words(reader.get(address("vision")))
    assert "Visie wijzigen" not in words(reader.get(address("vision")))
    assert reader.post(address("vision-edit"), {}).status_code == 403
    assert reader.post(address("vision-adopt"), {}).status_code == 403

"""The partners of the demo region say what the public documents say."""

import pytest

from network.demo import load_region_and_people
from network.models import Person
from partners.demo import load_partners
from partners.models import Audience, Capacity, CareService, ChangeRequest, Domain, HelpLine, Organisation, Phase


@pytest.fixture(autouse=True)
def demo(db: None) -> None:
    load_region_and_people()
    load_partners()


@pytest.mark.parametrize(
    ("organisation", "task", "agreed"),
    [
        ("GGD Gelderland-Zuid", "Coördinatie van de ketenaanpak", "12 uur per week, 475 uur per jaar"),
        ("GGD Gelderland-Zuid", "Inzet van een ervaringsdeskundige", "16 uur per week, 634 uur per jaar"),
        ("MEE Gelderse Poort", "Coaching en advies aan professionals", "104 uur per jaar"),
        ("MEE Gelderse Poort", "Individuele begeleiding", "3 uur per week, 156 uur per jaar"),
        ("Sterker", "Uitbreiding van de uren van R75", "4 uur per week"),
    ],
)
def test_hours_are_those_of_the_application(organisation: str, task: str, agreed: str) -> None:
    assert Capacity.objects.get(organisation__name=organisation, task=task).as_agreed == agreed


def test_the_hours_of_mee_add_up_to_what_its_tables_say() -> None:
    """543 hours asked and 302 regular ones; the text beside it says 290, and is not the table."""
    hours = {"Subsidieaanvraag": 0, "Reguliere": 0}
    for capacity in Capacity.objects.filter(organisation__name="MEE Gelderse Poort"):
        hours[capacity.source.split()[0]] += int(capacity.hours_per_year or 0)
    assert hours == {"Subsidieaanvraag": 543, "Reguliere": 302}


def test_the_network_has_a_gap_in_the_safety_domain() -> None:
    domains = set(Organisation.objects.active().values_list("domain", flat=True))
    assert domains == {Domain.SOCIAL, Domain.CARE}


def test_every_audience_finds_an_entry_and_the_acute_ones_have_a_number_and_hours() -> None:
    for audience in Audience:
        assert CareService.objects.published().for_audiences([audience]).exists(), audience
    for service in CareService.objects.in_phases([Phase.ACUTE]):
        assert service.contents.client_phone, service
        assert service.channel_with_hours
        assert service.channel_with_hours.opening_hours.exists(), service


def test_every_number_can_be_dialled_and_those_of_entries_are_examples() -> None:
    for line in HelpLine.objects.exclude(number=""):
        assert line.phone, line
        assert not line.phone.is_example
    for service in CareService.objects.all():
        for channel in service.channels.filter(kind="phone"):
            assert channel.phone, channel
            assert channel.phone.is_example or channel.phone.display == "14 024", channel


def test_hours_of_a_line_stand_only_where_they_were_read_with_the_organisation_or_an_authority() -> None:
    with_hours = set(HelpLine.objects.exclude(hours="").values_list("number", flat=True))
    assert with_hours == {"0800-0188", "0800-2000", "113"}
    assert not HelpLine.objects.filter(last_verified_on=None).exclude(hours="").exists()


def test_persons_are_invented_and_one_number_waits() -> None:
    assert all(email.endswith("@demo.example") for email in Person.objects.values_list("email", flat=True))
    assert ChangeRequest.objects.waiting().get().asked_by == Person.objects.get(email="partner@demo.example")

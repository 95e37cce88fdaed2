"""A campaign before the summer or Christmas: everybody is asked once, and the coordinator sees who answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from network import mail
from network.dates import today
from network.dutch import long_date
from network.models import Mailing, Person
from partners.campaign_flows import ask_for_those_that_run, start_campaign
from partners.campaigns import partners_in
from partners.models import Campaign, Section
from partners.upkeep_flows import answer_sections, confirm_service
from partners.upkeep_reminders import CAMPAIGN_KIND, ask, whom_to_ask
from tests.cast import Cast
from tests.factories import CampaignFactory, CareServiceFactory
from tests.partners.filling_in import questions_of
from tests.reading import Page
from tests.smtp_sink import SmtpSink

ClientOf = Callable[[Person], Client]
LIST = "/sociale-kaart/controlerondes/"


@pytest.fixture
def campaign(db: None) -> Campaign:
    return CampaignFactory()


def test_the_coordinator_sees_per_partner_confirmed_changed_and_no_answer(
    cast: Cast, client_of: ClientOf, campaign: Campaign
) -> None:
    """S29"""
    before = today() - timedelta(days=30)
    for name in ("Bevestigd", "Gewijzigd", "Deels", "Stil"):
        service = CareServiceFactory(name=name, organisation=cast.lead_organisation, last_changed_on=before)
        if name == "Bevestigd":
            confirm_service(service, by=cast.lead_editor, on=today())
        if name == "Gewijzigd":
            service.last_changed_on = today()
            service.save()
        if name == "Deels":
            answer_sections(service, {Section.COSTS: False}, by=cast.lead_editor, on=today())
    CareServiceFactory(name="Van Sterker", organisation=cast.other_organisation, last_changed_on=before)

    page = Page.of(client_of(cast.coordinator).get(f"{LIST}{campaign.pk}/"))
    assert page.texts("tbody th") == ["MEE Gelderse Poort", "Sterker"]
    assert page.texts("tbody td") == [
        *("1Bevestigd", "1Gewijzigd", "1Deels", "1Stil"),
        *("0", "0", "0", "1Van Sterker"),
    ]
    assert "1 keer aanbod bevestigd, 1 keer gewijzigd" in page.words


def test_the_mails_go_out_once_to_every_editor_with_published_entries(
    cast: Cast, client_of: ClientOf, campaign: Campaign, smtp_sink: SmtpSink
) -> None:
    CareServiceFactory(organisation=cast.lead_organisation, last_verified_on=today())
    CareServiceFactory(organisation=cast.other_organisation, status="draft")
    client = client_of(cast.coordinator)
    for _ in range(2):
        client.post(f"{LIST}{campaign.pk}/")
    start_campaign(campaign, by=cast.coordinator)
    mail.deliver_all()
    assert smtp_sink.went_to() == [cast.lead_editor.email]
    assert "/sociale-kaart/nakijken/" in smtp_sink.texts()[0]
    assert "Mails versturen" not in Page.of(client.get(f"{LIST}{campaign.pk}/")).words


def test_who_was_mailed_lately_is_asked_when_25_days_are_over_and_the_campaign_counts_as_a_reminder(
    cast: Cast, campaign: Campaign
) -> None:
    due = CareServiceFactory(organisation=cast.lead_organisation)
    ask(cast.lead_editor, [due])
    assert start_campaign(campaign, by=cast.coordinator) == 0
    now = timezone.now()
    for day, number in ((24, 0), (25, 1), (26, 1)):
        with time_machine.travel(now + timedelta(days=day), tick=False):
            ask_for_those_that_run(now, timezone.now())
            assert Mailing.objects.filter(kind=CAMPAIGN_KIND).count() == number
    assert whom_to_ask(today() + timedelta(days=26)) == {}


def test_before_its_first_day_no_mail_goes_out(cast: Cast, client_of: ClientOf) -> None:
    CareServiceFactory(organisation=cast.lead_organisation)
    campaign = CampaignFactory(starts_on=today() + timedelta(days=1))
    response = client_of(cast.coordinator).post(f"{LIST}{campaign.pk}/", follow=True)
    assert "pas de deur uit in de weken van de controleronde" in Page.of(response).words
    assert not Mailing.objects.exists()


def test_a_campaign_is_made_and_moved_and_editors_read_its_message(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    words = {
        "title": "Voor kerst",
        "message": "Denk aan de feestdagen.",
        "starts_on": long_date(today()),
        "ends_on": long_date(today() - timedelta(days=1)),
    }
    assert client.post(f"{LIST}toevoegen/", words).status_code == 422
    client.post(f"{LIST}toevoegen/", words | {"ends_on": long_date(today() + timedelta(days=9))})
    campaign = Campaign.objects.get()
    start_campaign(campaign, by=cast.coordinator)
    client.post(f"{LIST}{campaign.pk}/wijzigen/", words | {"title": "Voor 2027", "ends_on": words["starts_on"]})
    assert Page.of(client.get(LIST)).texts("tbody .row-title") == ["Voor 2027"]
    assert "Denk aan de feestdagen." in Page.of(client_of(cast.lead_editor).get("/sociale-kaart/nakijken/")).words


def test_the_page_asks_as_much_of_the_database_for_3_entries_as_for_20(
    cast: Cast, client_of: ClientOf, campaign: Campaign
) -> None:
    client = client_of(cast.coordinator)
    for _ in range(3):
        CareServiceFactory()
    for_three = questions_of(client, f"{LIST}{campaign.pk}/")
    for _ in range(17):
        CareServiceFactory()
    assert questions_of(client, f"{LIST}{campaign.pk}/") == for_three <= 12
    assert len(partners_in(campaign)) == 20

"""Who joined and who left, why, and who came back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from monitor.models import Report, SectionKind
from monitor.reporting.content import Content
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear
from monitor.reporting.live import content_of
from monitor.reporting.parts.network import Alliance
from network.dates import today
from network.models import Person
from partners.models import EarlierParticipation, Organisation
from partners.register import participations, taking_part_on, turnover
from partners.register_flows import TakesPartError, rejoin
from tests.cast import Cast
from tests.factories import OrganisationFactory, PlanFactory, RegionFactory
from tests.reading import Page

ClientOf = Callable[[Person], Client]

LEFT_ON = date(2026, 3, 1)
REFERENCE_DATE = date(2026, 7, 10)


@pytest.fixture
def departed(cast: Cast) -> Organisation:
    return OrganisationFactory(
        name="Stichting Weg", joined_on=date(2021, 5, 1), left_on=LEFT_ON, leaving_reason="Gefuseerd met een ander."
    )


def first_half_of_2026(cast: Cast) -> Content:
    RegionFactory()
    PlanFactory()
    report = create_report(period=HalfYear(2026, 1), reference_date=REFERENCE_DATE, by=cast.coordinator)
    return content_of(report, version="Concept 1", made_on=REFERENCE_DATE)


def network_in(content: Content) -> Alliance:
    body = content.body(SectionKind.NETWORK)
    assert isinstance(body, Alliance)
    return body


# --- leaving ------------------------------------------------------------------------------------------------------


def test_who_ends_a_participation_may_say_why(cast: Cast, client_of: ClientOf) -> None:
    url = reverse("partners:organisation-end", args=[cast.other_organisation.pk])
    client_of(cast.coordinator).post(url, {"when": "nu", "reason": "De subsidie liep af."})

    cast.other_organisation.refresh_from_db()
    assert cast.other_organisation.leaving_reason == "De subsidie liep af."
    page = Page.of(client_of(cast.reader).get(cast.other_organisation.get_absolute_url()))
    assert "De subsidie liep af." in page.words
    assert "niet meer actief" in page.words


def test_a_personal_number_in_the_reason_is_asked_about(cast: Cast, client_of: ClientOf) -> None:
    url = reverse("partners:organisation-end", args=[cast.other_organisation.pk])
    response = client_of(cast.coordinator).post(url, {"when": "nu", "reason": "Bel Aïcha op 06-12345678"})

    assert response.status_code == 422
    cast.other_organisation.refresh_from_db()
    assert cast.other_organisation.left_on is None


# --- coming back --------------------------------------------------------------------------------------------------


def test_who_comes_back_keeps_the_period_before(cast: Cast, departed: Organisation, client_of: ClientOf) -> None:
    url = reverse("partners:organisation-rejoin", args=[departed.pk])
    response = client_of(cast.coordinator).post(url, {"joined_on": "1 september 2026"})

    assert response.status_code == 302
    departed.refresh_from_db()
    assert (departed.joined_on, departed.left_on, departed.leaving_reason) == (date(2026, 9, 1), None, "")
    period = EarlierParticipation.objects.get(organisation=departed)
    assert (period.starts_on, period.ends_on, period.reason) == (date(2021, 5, 1), LEFT_ON, "Gefuseerd met een ander.")
    page = Page.of(client_of(cast.reader).get(departed.get_absolute_url()))
    assert "eerder: 1 mei 2021 tot en met 1 maart 2026" in page.words


def test_nobody_comes_back_before_leaving(cast: Cast, departed: Organisation, client_of: ClientOf) -> None:
    url = reverse("partners:organisation-rejoin", args=[departed.pk])
    response = client_of(cast.coordinator).post(url, {"joined_on": "1 januari 2026"})

    assert response.status_code == 422
    assert "De organisatie deed mee tot en met 1 maart 2026. Kies een dag daarna." in Page.of(response).words


def test_who_takes_part_cannot_come_back(cast: Cast) -> None:
    with pytest.raises(TakesPartError):
        rejoin(cast.lead_organisation, by=cast.coordinator, on=today())


def test_who_came_back_took_part_before_and_after_and_not_between(cast: Cast, departed: Organisation) -> None:
    rejoin(departed, by=cast.coordinator, on=date(2026, 9, 1))

    periods = participations(Organisation.objects.standing())
    days = [date(2021, 4, 30), date(2021, 5, 1), LEFT_ON, date(2026, 3, 2), date(2026, 8, 31), date(2026, 9, 1)]
    assert [departed in taking_part_on(day, periods) for day in days] == [False, True, True, False, False, True]


# --- year by year -------------------------------------------------------------------------------------------------


def test_each_year_names_who_joined_and_who_left_with_the_reason(
    cast: Cast, departed: Organisation, client_of: ClientOf
) -> None:
    rejoin(departed, by=cast.coordinator, on=date(2026, 9, 1))

    def said_of_this_one(year: int) -> list[list[str]]:
        page = Page.of(client_of(cast.reader).get(f"/partners/verloop/?jaar={year}"))
        return [Page(row).texts("td") for row in page.all("tbody tr") if "Stichting Weg" in row.text_content()]

    assert said_of_this_one(2021) == [["vanaf 1 mei 2021", "nieuw in het netwerk"]]
    assert said_of_this_one(2026) == [
        ["vanaf 1 september 2026", "deed eerder ook mee"],
        ["tot en met 1 maart 2026", "Gefuseerd met een ander."],
    ]


def test_of_a_long_year_a_page_shows_a_part_and_says_how_many_there_are(cast: Cast, client_of: ClientOf) -> None:
    OrganisationFactory.create_batch(52, joined_on=date(2019, 1, 1))
    page = Page.of(client_of(cast.reader).get("/partners/verloop/?jaar=2019"))

    assert len(page.all("tbody td[data-label=Datum]")) == 50
    assert "2019: 52 erbij, 0 weg" in page.words
    assert "1 tot en met 50 van 52" in page.words


def test_what_is_planned_does_not_count_yet(cast: Cast) -> None:
    OrganisationFactory(name="Blijft nog even", left_on=today() + timedelta(days=30))
    years = turnover(Organisation.objects.standing())
    assert [period.organisation.name for year in years for period in year.left] == []


# --- in the report ------------------------------------------------------------------------------------------------


def test_the_report_of_2026_counts_who_left_on_1_march_as_left_in_that_period(
    cast: Cast, departed: Organisation
) -> None:
    OrganisationFactory(name="Nieuwe Partner", joined_on=date(2026, 2, 1))
    OrganisationFactory(name="Ging later weg", left_on=date(2026, 7, 1))
    OrganisationFactory(name="Ging eerder weg", left_on=date(2025, 12, 31))
    network = network_in(first_half_of_2026(cast))

    assert [(each.name, each.day) for each in network.left] == [("Stichting Weg", LEFT_ON)]
    assert [each.name for each in network.joined] == ["Nieuwe Partner"]
    assert network.partners == Organisation.objects.count() - 3


def test_the_report_says_it_in_words(cast: Cast, departed: Organisation, client_of: ClientOf) -> None:
    first_half_of_2026(cast)
    address = Report.objects.get().get_absolute_url()

    words = Page.of(client_of(cast.coordinator).get(address)).words
    assert "Ging weg in deze periode: 1. Stichting Weg (1 mrt 2026)" in words


def test_a_report_that_told_it_beside_the_bouwstenen_still_does(cast: Cast) -> None:
    frozen: Any = first_half_of_2026(cast).freeze()
    blocks = next(section for section in frozen["sections"] if section["kind"] == SectionKind.BUILDING_BLOCKS)
    blocks["body"]["network"] = {"partners": 3, "joined": [], "left": [{"name": "Stichting Weg", "day": "2026-03-01"}]}

    network = Content.thaw(frozen).body(SectionKind.BUILDING_BLOCKS).network

    assert [(each.name, each.day) for each in network.left] == [("Stichting Weg", LEFT_ON)]

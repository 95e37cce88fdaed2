"""Tasks, responsibilities and powers (P05), each on the law or on an agreement, and those on nothing (P18)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from network.dates import today
from network.models import Person
from network.overview import todos_of
from network.together import alone
from partners.life_cycle import AT_AN_END
from partners.models import Agreement, Organisation, Responsibility
from partners.responsibilities import rows_of
from tests.cast import Cast
from tests.factories import (
    LONG_AGO,
    AgreementFactory,
    ChainLinkFactory,
    OrganisationFactory,
    ResponsibilityFactory,
)
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
TASKS = "/partners/taken/"
YESTERDAY, TOMORROW = today() - timedelta(days=1), today() + timedelta(days=1)
LAW = {"basis": "law", "law": "Wmo 2015", "article": "2.2.4"}


@pytest.fixture
def marijke(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def resting_on(agreement: Agreement, **more: Any) -> Responsibility:
    return ResponsibilityFactory(basis="agreement", agreement=agreement, **more)


def add_address(organisation: Organisation) -> str:
    return f"/partners/{organisation.pk}/taken/toevoegen/"


def sent(**changes: object) -> dict[str, Any]:
    form = {"kind": "task", "description": "Meldingen wegen", "link": "", "basis": "none", "law": "", "article": ""}
    return {**form, "agreement": "", "funding": "regular", "starts_on": "1 januari 2026", **changes}


def without_ground(page: Page) -> list[str]:
    """What the page lists under «Zonder grondslag», by the partner's own words."""
    return [row.text.strip() for row in page.all("section[aria-labelledby=zonder] tbody th")]


def in_matrix(page: Page) -> set[str]:
    return {item.text.strip() for item in page.all(".task-matrix td li")}


# --- P05: wettelijk or regionale afspraak, and a filter on it --------------------------------------------------------


def test_the_matrix_shows_what_each_partner_does_on_which_ground_and_can_be_filtered_on_it(
    cast: Cast, client_of: ClientOf
) -> None:
    mee, sterker = cast.lead_organisation, cast.other_organisation
    convenant = AgreementFactory(title="Convenant KIS")
    ResponsibilityFactory(organisation=mee, description="Cliënten ondersteunen", **LAW)
    resting_on(convenant, organisation=mee, description="Casussen leiden", kind="responsibility")
    resting_on(convenant, organisation=sterker, description="Toegang geven", kind="power", funding="subsidised")
    ResponsibilityFactory(organisation=sterker, description="Koffie schenken")
    lotte = client_of(cast.reader)

    page = Page.of(lotte.get(TASKS))
    cells = [Page(row).texts("th, td") for row in page.all(".task-matrix tbody tr")]
    assert cells == [
        [
            "MEE Gelderse Poort",
            "Cliënten ondersteunen alle schakels wettelijk Wmo 2015, artikel 2.2.4",
            "Casussen leiden alle schakels regionale afspraak Convenant KIS",
            "geen",
        ],
        [
            "Sterker",
            "Koffie schenken alle schakels zonder grondslag",
            "geen",
            "Toegang geven alle schakels, met subsidie regionale afspraak Convenant KIS",
        ],
    ]
    assert len(page.all(f'.task-matrix a[href="{convenant.get_absolute_url()}"]')) == 2
    for chosen, expected in {
        "grondslag=wet": {"Cliënten ondersteunen"},
        "grondslag=afspraak": {"Casussen leiden", "Toegang geven"},
        "grondslag=zonder": {"Koffie schenken"},
        "soort=power": {"Toegang geven"},
        "geld=subsidised": {"Toegang geven"},
        f"partner={mee.pk}": {"Cliënten ondersteunen", "Casussen leiden"},
    }.items():
        assert in_matrix(Page.of(lotte.get(f"{TASKS}?{chosen}"))) == expected, chosen


def test_the_filter_on_a_link_keeps_what_belongs_to_all_links(cast: Cast, client_of: ClientOf) -> None:
    weging, nazorg = ChainLinkFactory(name="Weging"), ChainLinkFactory(name="Nazorg")
    ResponsibilityFactory(description="Wegen", link=weging)
    ResponsibilityFactory(description="Nabellen", link=nazorg)
    ResponsibilityFactory(description="Meedoen aan het overleg")
    page = Page.of(client_of(cast.reader).get(f"{TASKS}?schakel={weging.pk}"))
    assert in_matrix(page) == {"Wegen", "Meedoen aan het overleg"}


def test_an_agreement_that_somebody_may_not_see_has_no_name_no_link_and_no_end(cast: Cast, client_of: ClientOf) -> None:
    secret = AgreementFactory(title="Geheim", is_confidential=True, ends_on=YESTERDAY)
    resting_on(secret, organisation=cast.lead_organisation, description="Wegen")
    noor, marijke = (client_of(person) for person in (cast.other_editor, cast.coordinator))
    for url in (TASKS, f"{TASKS}?grondslag=afspraak"):
        page = Page.of(noor.get(url))
        assert page.texts(".task-matrix .badge") == ["regionale afspraak (niet openbaar)"]
        assert "Geheim" not in page.words
        assert without_ground(page) == []
    assert in_matrix(Page.of(noor.get(f"{TASKS}?grondslag=zonder"))) == set()
    assert without_ground(Page.of(marijke.get(TASKS))) == ["Wegen"]
    (row,) = alone(rows_of(cast.lead_organisation, cast.other_editor, today()))
    assert (row.basis, row.ground, row.ground_url) == ("regionale afspraak (niet openbaar)", "", "")


def test_what_ended_or_left_is_no_task_any_more(cast: Cast, client_of: ClientOf) -> None:
    ResponsibilityFactory(description="Tot gisteren", ends_on=YESTERDAY)
    ResponsibilityFactory(description="Vanaf morgen", starts_on=TOMORROW)
    ResponsibilityFactory(description="Van wie wegging", organisation=OrganisationFactory(left_on=YESTERDAY))
    ResponsibilityFactory(description="Tot vandaag", ends_on=today())
    page = Page.of(client_of(cast.reader).get(TASKS))
    assert in_matrix(page) == {"Tot vandaag"}
    assert without_ground(page) == ["Tot vandaag"]


# --- P18: zonder grondslag -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "is_over"),
    [
        ({}, False),
        ({"ends_on": date(2026, 3, 1)}, False),
        ({"ends_on": date(2026, 2, 28)}, True),
        ({"ends_on": date(2024, 12, 31), "renewal_months": 12}, False),  # goes on by itself
        ({"ends_on": date(2024, 12, 31), "renewal_months": 12, "terminated_on": date(2026, 3, 1)}, False),
        ({"ends_on": date(2024, 12, 31), "renewal_months": 12, "terminated_on": date(2026, 2, 28)}, True),
        ({"terminated_on": date(2026, 2, 28)}, True),
        ({"ends_on": date(2026, 12, 31), "terminated_on": date(2026, 2, 28)}, True),
        ({"ends_on": date(2026, 2, 28), "offered_on": None}, False),  # a draft never ran
    ],
)
def test_a_task_on_an_agreement_that_is_over_rests_on_nothing(cast: Cast, terms: dict[str, Any], is_over: bool) -> None:
    on = date(2026, 3, 1)
    agreement = AgreementFactory(parties=[cast.lead_organisation], starts_on=LONG_AGO, **terms)
    agreement.versions.get().parties.update(signed_on=LONG_AGO, representative="De bestuurder")
    task = resting_on(agreement)
    assert Responsibility.objects.without_ground(on).exists() is is_over
    assert Responsibility.objects.with_ground(on).get().lacks_ground is is_over
    assert (agreement.status_on(on) in AT_AN_END) is is_over
    (row,) = alone(rows_of(task.organisation, cast.coordinator, on))
    assert row.basis == ("zonder grondslag" if is_over else "regionale afspraak")


def test_the_list_says_until_when_the_agreement_ran_and_where_to_mend_it(cast: Cast, client_of: ClientOf) -> None:
    agreement = AgreementFactory(title="Convenant KIS", starts_on=LONG_AGO, ends_on=date(2025, 12, 31))
    task = resting_on(agreement, description="Wegen")
    ResponsibilityFactory(description="Koffie schenken", organisation=task.organisation)
    marijke = Page.of(client_of(cast.coordinator).get(TASKS))
    assert without_ground(marijke) == ["Wegen", "Koffie schenken"]
    assert "Convenant KIS, liep tot en met 31 december 2025" in marijke.words
    assert marijke.all(f'a[href="{TASKS}{task.pk}/wijzigen/"]')
    assert not Page.of(client_of(cast.reader).get(TASKS)).all(f'a[href="{TASKS}{task.pk}/wijzigen/"]')


def test_the_coordinator_is_told_how_many_tasks_rest_on_nothing(cast: Cast) -> None:
    def told(person: Person) -> list[str]:
        return [todo.title for todo in todos_of(person, today()) if todo.url == f"{TASKS}?grondslag=zonder"]

    assert told(cast.coordinator) == []
    ResponsibilityFactory()
    resting_on(AgreementFactory(ends_on=YESTERDAY))
    ResponsibilityFactory(**LAW)
    assert told(cast.coordinator) == ["2 taken rusten op geen wet en geen afspraak"]
    assert told(cast.lead_editor) == []


# --- writing it down -------------------------------------------------------------------------------------------------


def test_a_task_on_the_law_is_written_down(cast: Cast, marijke: Client) -> None:
    weging = ChainLinkFactory(name="Weging")
    done = marijke.post(add_address(cast.lead_organisation), sent(link=weging.pk, **LAW))
    assert done.headers["Location"] == cast.lead_organisation.get_absolute_url()
    (row,) = alone(rows_of(cast.lead_organisation, cast.reader, today()))
    assert (row.task.description, row.link, row.basis, row.ground, row.funding) == (
        "Meldingen wegen", "Weging", "wettelijk", "Wmo 2015, artikel 2.2.4", "regulier",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "message"),
    [
        ("law", "De wet ontbreekt. Typ bijvoorbeeld: Wmo 2015."),
        ("agreement", "Kies de overeenkomst waar dit op rust."),
        ("", "Kies: wettelijk, regionale afspraak of zonder grondslag."),
    ],
)
def test_the_form_asks_for_what_the_chosen_ground_needs(cast: Cast, marijke: Client, basis: str, message: str) -> None:
    refused = marijke.post(add_address(cast.lead_organisation), sent(basis=basis))
    assert refused.status_code == 422
    page = Page.of(refused)
    assert message in page.words
    assert page.one("#id_description").get("value") == "Meldingen wegen"


def test_who_changes_the_ground_need_not_empty_the_other_fields(cast: Cast, marijke: Client) -> None:
    """Only the fields of the ground that was chosen count; a browser without script shows them all."""
    agreement = AgreementFactory()
    task = ResponsibilityFactory(organisation=cast.lead_organisation, **LAW)
    address, radios = f"{TASKS}{task.pk}/wijzigen/", {"kind": "task", "funding": "unknown"}
    typed = values_of(marijke.get(address), with_field="basis")
    assert (
        marijke.post(address, {**typed, **radios, "basis": "agreement", "agreement": agreement.pk}).status_code == 302
    )
    task.refresh_from_db()
    assert (task.basis, task.law, task.article, task.agreement) == ("agreement", "", "", agreement)
    typed = values_of(marijke.get(address), with_field="basis")
    assert marijke.post(address, {**typed, **radios, "basis": "none"}).status_code == 302
    task.refresh_from_db()
    assert (task.basis, task.agreement) == ("none", None)


def test_only_an_agreement_that_is_not_over_can_be_chosen(cast: Cast, marijke: Client) -> None:
    AgreementFactory(title="Verlopen", ends_on=YESTERDAY)
    AgreementFactory(title="Verlengd", ends_on=YESTERDAY, renewal_months=12)
    page = Page.of(marijke.get(add_address(cast.lead_organisation)))
    assert page.texts("select[name=agreement] option") == ["Kies een overeenkomst", "Verlengd"]


def test_a_task_ends_after_its_last_day_or_goes_when_it_was_a_mistake(cast: Cast, marijke: Client) -> None:
    task = ResponsibilityFactory(organisation=cast.lead_organisation)
    address = f"{TASKS}{task.pk}/beeindigen/"
    assert marijke.post(address, {"when": "dag", "ends_on": ""}).status_code == 422
    marijke.post(address, {"when": "dag", "ends_on": "3 mei 2026"})
    task.refresh_from_db()
    assert task.ends_on == date(2026, 5, 3)
    marijke.post(address, {"when": "vergissing"})
    assert not Responsibility.objects.exists()


def test_the_page_of_a_partner_shows_its_own_tasks(cast: Cast, client_of: ClientOf) -> None:
    ResponsibilityFactory(organisation=cast.lead_organisation, description="Cliënten ondersteunen", **LAW)
    ResponsibilityFactory(organisation=cast.other_organisation, description="Koffie schenken")
    page = Page.of(client_of(cast.other_editor).get(cast.lead_organisation.get_absolute_url()))
    assert "Cliënten ondersteunen" in page.words
    assert "Wmo 2015, artikel 2.2.4" in page.words
    assert "Koffie schenken" not in page.words


def test_more_partners_and_tasks_take_no_more_questions(cast: Cast, client_of: ClientOf) -> None:
    noor = client_of(cast.other_editor)
    noor.get(TASKS)
    for _ in range(2):
        resting_on(AgreementFactory(ends_on=YESTERDAY))
    few = questions_of(noor, TASKS)
    partners = Organisation.objects.bulk_create(
        Organisation(name=f"Partner {n}", kind="other", domain="care", joined_on=LONG_AGO) for n in range(60)
    )
    Responsibility.objects.bulk_create(
        Responsibility(organisation=partner, description=f"Taak {n}", starts_on=LONG_AGO)
        for n, partner in enumerate(partners)
    )
    assert questions_of(noor, TASKS) == few <= 12

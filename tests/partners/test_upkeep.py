"""Keeping entries true: per part, in its own rhythm, under a hard limit, with who said so."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from network.dates import today
from network.history import history_of
from network.models import Person
from partners.models import CareService, CheckEvery, LinkCheck, Section, SectionCheck
from partners.upkeep import due_on, in_short, section_lines, to_confirm
from partners.upkeep_flows import answer_sections, confirm_service
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory
from tests.partners.filling_in import questions_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
LIST = "/sociale-kaart/nakijken/"
TODAY = date(2026, 11, 26)
LONG_AGO = TODAY - timedelta(days=184)
ALL_KNOWN = dict.fromkeys(Section, True)


@pytest.fixture
def service(cast: Cast) -> CareService:
    return CareServiceFactory(name="Begeleiding", organisation=cast.lead_organisation, last_verified_on=LONG_AGO)


def titles(client: Client, address: str = LIST) -> list[str]:
    return Page.of(client.get(address)).texts("tbody .row-title")


def all_answers(**others: str) -> dict[str, str]:
    return {section.value: "klopt" for section in Section} | others


# --- the rhythm and the hard limit -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        (CheckEvery.MONTH, date(2026, 1, 31), date(2026, 2, 28)),
        (CheckEvery.QUARTER, date(2026, 3, 1), date(2026, 6, 1)),
        (CheckEvery.HALF_YEAR, date(2026, 1, 1), date(2026, 7, 1)),
        (CheckEvery.HALF_YEAR, date(2026, 3, 1), date(2026, 8, 31)),  # 183 days come before six months
        (CheckEvery.YEAR, date(2026, 1, 1), date(2026, 7, 3)),
    ],
)
def test_an_entry_is_due_by_its_own_rhythm_and_never_later_than_the_hard_limit(
    db: None, every: CheckEvery, last: date, due: date
) -> None:
    service = CareServiceFactory(check_every=every, last_verified_on=last)
    assert due_on(service) == due
    services = CareService.objects.all()
    assert [found.due_day for found in to_confirm(services, due)] == [due]
    assert not to_confirm(services, due - timedelta(days=1))


def test_what_was_never_confirmed_is_due_now_and_comes_first(db: None) -> None:
    CareServiceFactory(name="Oud", last_verified_on=date(2020, 1, 1))
    CareServiceFactory(name="Nooit")
    assert [service.name for service in to_confirm(CareService.objects.all(), TODAY)] == ["Nooit", "Oud"]


def test_an_entry_not_verified_for_183_days_says_so_to_everyone_and_is_listed_for_the_coordinator(
    cast: Cast, client_of: ClientOf, client: Client, service: CareService
) -> None:
    """S04"""
    service.last_verified_on = today() - timedelta(days=184)
    service.save()
    for reader in (client_of(cast.reader), client_of(cast.other_editor)):
        assert "Niet recent gecontroleerd" in Page.of(reader.get(service.get_absolute_url())).words
    assert "Niet recent gecontroleerd" in Page.of(client.get(f"/hulp/aanbod/{service.short_id}/")).words
    page = Page.of(client_of(cast.coordinator).get(LIST))
    assert page.texts("tbody .row-title") == ["Begeleiding"]
    assert "Niet recent gecontroleerd" in page.words


# --- confirming ------------------------------------------------------------------------------------


def test_confirming_without_changes_sets_the_date_and_user_and_writes_an_audit_line(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    """S05"""
    client_of(cast.lead_editor).post(f"{service.get_absolute_url()}klopt-nog/")
    service.refresh_from_db()
    assert (service.last_verified_on, service.verified_by) == (today(), cast.lead_editor)
    changes = {change.field: change for change in history_of(service)}
    line = changes["laatst gecontroleerd op"]
    assert (line.who, line.reason) == ("Bas Hendriks", "Klopt nog")
    assert service.section_checks.filter(is_known=True, checked_by=cast.lead_editor).count() == len(Section)


def test_the_entry_shows_which_part_was_confirmed_when_and_by_whom(cast: Cast, service: CareService) -> None:
    """S24"""
    service.verified_by = cast.lead_editor
    service.save()
    answer_sections(service, {Section.HOURS: True}, by=cast.coordinator, on=TODAY)
    lines = {line.section: line.text for line in section_lines(service)}
    assert lines[Section.CONTACT] == "gecontroleerd op 26 mei 2026 door Bas Hendriks (partner)"
    assert lines[Section.HOURS] == (
        "gecontroleerd op 26 november 2026 door Marijke de Wit (nagevraagd door de regiocoördinator)"
    )
    assert [label for label, _ in in_short(section_lines(service))] == [
        "Omschrijving, voor wie, contact, plek, kosten en verwijzing",
        "Openingstijden",
    ]


def test_what_was_confirmed_all_at_once_is_told_once(cast: Cast, service: CareService) -> None:
    answer_sections(service, ALL_KNOWN, by=cast.lead_editor, on=TODAY)
    ((label, line),) = in_short(section_lines(service))
    assert (label, line.text) == ("Alle onderdelen", "gecontroleerd op 26 november 2026 door Bas Hendriks (partner)")


def test_an_unknown_part_counts_as_unconfirmed(cast: Cast, service: CareService) -> None:
    """S24"""
    answered = answer_sections(service, ALL_KNOWN | {Section.COSTS: False}, by=cast.lead_editor, on=TODAY)
    assert answered.last_verified_on == LONG_AGO
    (unknown,) = [line for line in section_lines(answered) if not line.is_known]
    assert (unknown.section, unknown.text) == (
        Section.COSTS,
        "niet bekend, op 26 november 2026 door Bas Hendriks (partner)",
    )


def test_an_entry_is_as_fresh_as_its_oldest_part(cast: Cast, service: CareService) -> None:
    later = TODAY + timedelta(days=9)
    answer_sections(service, ALL_KNOWN | {Section.COSTS: False}, by=cast.lead_editor, on=TODAY)
    complete = answer_sections(service, {Section.COSTS: True}, by=cast.coordinator, on=later)
    assert (complete.last_verified_on, complete.verified_by) == (TODAY, cast.lead_editor)
    assert confirm_service(complete, by=cast.coordinator, on=later).last_verified_on == later


def test_a_part_of_an_entry_that_nobody_ever_confirmed_makes_it_no_confirmed_entry(cast: Cast) -> None:
    service = CareServiceFactory(organisation=cast.lead_organisation)
    answered = answer_sections(service, {Section.HOURS: True}, by=cast.lead_editor, on=TODAY)
    assert answered.last_verified_on is None
    assert [line.text for line in section_lines(answered)].count("nog nooit gecontroleerd") == len(Section) - 1


def test_the_page_shows_what_stands_there_now_and_asks_an_answer_to_each_part(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    ChannelFactory(service=service, value="088-0000 123")
    client, address = client_of(cast.lead_editor), f"{service.get_absolute_url()}klopt-nog/onderdelen/"
    page = Page.of(client.get(address))
    assert "088-0000 123" in page.words
    assert page.all("input[checked]") == []

    refused = client.post(address, {"content": "klopt"})
    assert (refused.status_code, SectionCheck.objects.count()) == (422, 0)
    client.post(address, all_answers(hours="weet-ik-niet"))
    assert service.section_checks.get(section=Section.HOURS).is_known is False


def test_what_is_wrong_leads_to_the_part_of_the_edit_page(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    address = f"{service.get_absolute_url()}klopt-nog/onderdelen/"
    response = client_of(cast.lead_editor).post(address, all_answers(contact="klopt-niet"))
    assert response["Location"] == f"{service.get_absolute_url()}wijzigen/#contact"
    service.refresh_from_db()
    assert service.last_verified_on == LONG_AGO


# --- the list --------------------------------------------------------------------------------------


def test_an_editor_sees_the_own_entries_and_a_reader_none(cast: Cast, client_of: ClientOf) -> None:
    CareServiceFactory(name="Van MEE", organisation=cast.lead_organisation)
    CareServiceFactory(name="Van Sterker", organisation=cast.other_organisation)
    assert titles(client_of(cast.lead_editor)) == ["Van MEE"]
    assert titles(client_of(cast.coordinator)) == ["Van MEE", "Van Sterker"]
    assert "U houdt geen aanbod bij." in Page.of(client_of(cast.reader).get(LIST)).words


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [("nooit", ["Nooit"]), ("gelijk", ["Gelijk"]), ("onbekend", ["Onbekend"]), ("link", ["Link"]), ("oud", [])],
)
def test_the_list_says_why_and_can_be_narrowed_to_one_reason(
    cast: Cast, client_of: ClientOf, reason: str, wanted: list[str]
) -> None:
    of_mee = {"organisation": cast.lead_organisation, "last_verified_on": today()}
    CareServiceFactory(name="Goed", **of_mee)
    CareServiceFactory(name="Nooit", organisation=cast.lead_organisation)
    CareServiceFactory(name="Gelijk", last_changed_on=today() - timedelta(days=740), **of_mee)
    unknown = CareServiceFactory(name="Onbekend", **of_mee)
    answer_sections(unknown, {Section.COSTS: False}, by=cast.lead_editor, on=today())
    ChannelFactory(service=CareServiceFactory(name="Link", **of_mee), kind="website", value="https://weg.example/")
    LinkCheck.objects.create(url="https://weg.example/", failures=3, problem="antwoord 404")
    client = client_of(cast.coordinator)
    assert sorted(titles(client)) == ["Gelijk", "Link", "Nooit", "Onbekend"]
    assert titles(client, f"{LIST}?waarom={reason}") == wanted


def test_after_two_years_without_a_change_the_question_is_whether_it_is_the_right_place(
    cast: Cast, client_of: ClientOf
) -> None:
    CareServiceFactory(
        organisation=cast.lead_organisation, last_verified_on=today(), last_changed_on=today() - timedelta(days=740)
    )
    assert "Is dit nog het juiste loket?" in Page.of(client_of(cast.lead_editor).get(LIST)).words


def test_the_list_asks_as_much_of_the_database_for_3_entries_as_for_20(
    cast: Cast, client_of: ClientOf, record_property: Callable[[str, object], None]
) -> None:
    client = client_of(cast.coordinator)
    for _ in range(3):
        CareServiceFactory(organisation=cast.lead_organisation, verified_by=cast.lead_editor)
    for_three = questions_of(client, LIST)
    for _ in range(17):
        CareServiceFactory(verified_by=cast.lead_editor, last_verified_on=LONG_AGO)
    assert questions_of(client, LIST) == for_three
    record_property("queries", for_three)
    assert for_three <= 12

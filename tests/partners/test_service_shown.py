"""What an entry shows: to members all of it, to visitors what is theirs, and at each moment what holds then."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client

from network.dates import today
from network.models import Person
from partners.cards import member_card, visitor_card
from partners.models import (
    Accessibility,
    Audience,
    CareService,
    Channel,
    ChannelKind,
    FundingRegime,
    HoursKind,
    IntakeStatus,
    Language,
    Location,
    OpeningHours,
    Phase,
    Referrer,
    Section,
    SectionCheck,
    ServiceStatus,
    SpecialGroup,
    Visibility,
)
from partners.service_actions import next_steps
from tests.cast import Cast, make_cast
from tests.factories import CareServiceFactory, ChannelFactory, HoursExceptionFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def cast(rows_of_this_module: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def service(cast: Cast) -> CareService:
    """An entry of the lead partner that tells nothing of itself yet."""
    return CareServiceFactory(name="Begeleiding", organisation=cast.lead_organisation)


def public_page(service: CareService) -> Page:
    return Page.of(Client().get(f"/hulp/aanbod/{service.short_id}/"))


def members_page(service: CareService, reader: Client) -> Page:
    return Page.of(reader.get(service.get_absolute_url()))


def open_all_week(channel: Channel, kind: str, opens_at: time | None = None, closes_at: time | None = None) -> None:
    OpeningHours.objects.bulk_create(
        OpeningHours(channel=channel, weekday=day, kind=kind, opens_at=opens_at, closes_at=closes_at)
        for day in range(1, 8)
    )


# --- when it answers (S13, S25) ----------------------------------------------------


def test_on_25_december_an_entry_with_a_christmas_exception_shows_the_exceptional_hours(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    channel = ChannelFactory(service=service)
    open_all_week(channel, HoursKind.OPEN, time(9), time(17))
    christmas = {"first_day": date(2026, 12, 25), "last_day": date(2026, 12, 25), "note": "eerste kerstdag"}
    HoursExceptionFactory(channel=channel, kind=HoursKind.OPEN, opens_at=time(10), closes_at=time(12), **christmas)
    with time_machine.travel(datetime(2026, 12, 25, 13, 0, tzinfo=AMSTERDAM), tick=False):
        for page in (public_page(service), members_page(service, client_of(cast.reader))):
            assert "Vandaag anders: 10.00 tot 12.00 uur (eerste kerstdag)" in page.words
            assert "nu dicht, weer open zaterdag om 9.00 uur" in page.words
    with time_machine.travel(datetime(2026, 12, 26, 13, 0, tzinfo=AMSTERDAM), tick=False):
        page = members_page(service, client_of(cast.reader))
        assert "nu open tot 17.00 uur" in page.words
        assert "kerstdag" not in page.words


def test_day_and_night_is_said_in_one_line(service: CareService) -> None:
    open_all_week(ChannelFactory(service=service), HoursKind.ALL_DAY)
    assert public_page(service).texts(".hours-read tr") == ["Elke dagdag en nacht"]
    assert public_page(service).texts(".open-now") == ["dag en nacht"]


def test_each_way_to_reach_an_entry_has_its_own_hours(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    open_all_week(ChannelFactory(service=service), HoursKind.ALL_DAY)
    chat = ChannelFactory(service=service, kind=ChannelKind.CHAT, value="https://chat.voorbeeld.example")
    open_all_week(chat, HoursKind.OPEN, time(9), time(10))
    with time_machine.travel(datetime(2026, 11, 26, 12, 0, tzinfo=AMSTERDAM), tick=False):
        for page in (public_page(service), members_page(service, client_of(cast.reader))):
            assert page.texts(".open-now") == ["dag en nacht", "nu dicht, weer open vrijdag om 9.00 uur"]


def test_the_six_kinds_of_days_read_differently_on_the_page(service: CareService) -> None:
    channel = ChannelFactory(service=service)
    rows: list[dict[str, Any]] = [
        {"weekday": 1, "kind": HoursKind.OPEN, "opens_at": time(9), "closes_at": time(12)},
        {"weekday": 1, "kind": HoursKind.OPEN, "opens_at": time(13), "closes_at": time(17)},
        {"weekday": 2, "kind": HoursKind.APPOINTMENT},
        {"weekday": 3, "kind": HoursKind.ALL_DAY},
        {"weekday": 4, "kind": HoursKind.CLOSED},
        {"weekday": 5, "kind": HoursKind.OPEN, "opens_at": time(22), "closes_at": time(6)},
    ]
    OpeningHours.objects.bulk_create(OpeningHours(channel=channel, **row) for row in rows)
    assert public_page(service).texts(".hours-read td")[:6] == [
        "9.00 tot 12.00 uur en 13.00 tot 17.00 uur",
        "op afspraak",
        "dag en nacht",
        "gesloten",
        "22.00 tot 6.00 uuropen tot zaterdag 6.00 uur",
        "niet opgegeven",
    ]


# --- who can be called (S16, S26, P12) ----------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "shown", "link"),
    [
        ("112", "112", "tel:112"),
        ("113", "113", "tel:113"),
        ("116006", "116006", "tel:116006"),
        ("14 024", "14 024", "tel:14024"),
        ("0800-0188", "0800-0188", "tel:08000188"),
        ("088-1234567", "088-1234 567", "tel:+31881234567"),
        ("+31 (0)24 123 45 67", "024 123 45 67", "tel:+31241234567"),
        ("0031241234567", "024 123 45 67", "tel:+31241234567"),
        ("0900-8844", "0900-8844", "tel:09008844"),
    ],
)
def test_numbers_are_shown_the_dutch_way_and_can_be_dialled(stored: str, shown: str, link: str) -> None:
    contact = visitor_card(_with(Channel(kind="phone", value=stored)), _at_noon()).for_clients[0]
    html = render_to_string("partners/_help_contact.html", {"contact": contact})
    assert [(each.text, each.get("href")) for each in Page.of(html).all("a")] == [(shown, link)]
    assert ("betaald nummer" in html) is stored.startswith("0900")


def _with(channel: Channel) -> CareService:
    """An entry that was read with this one channel, without asking the database."""
    service = CareService(name="Begeleiding", audiences=[Audience.VICTIM], phases=[Phase.ACUTE], is_nationwide=True)
    channel.pk = service.pk = 1
    for row, parts in ((channel, ("opening_hours", "exceptions")), (service, ("channels", "locations"))):
        row._prefetched_objects_cache = {part: [] for part in parts}
    service._prefetched_objects_cache["channels"] = [channel]
    return service


def _at_noon() -> datetime:
    return datetime.combine(TODAY, time(12), tzinfo=AMSTERDAM)


def test_the_professional_number_and_notes_are_not_on_the_public_page(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    CareService.objects.filter(pk=service.pk).update(professional_notes="Vraag naar de intake.")
    ChannelFactory(service=service, value="088-0000 001")
    ChannelFactory(service=service, value="088-0000 002", for_professionals=True, note="kies optie 3")
    members, public = members_page(service, client_of(cast.reader)), public_page(service)
    for told in ("088-0000 002", "kies optie 3", "Vraag naar de intake."):
        assert told in members.words
        assert told not in public.words
    assert "088-0000 001" in public.words


@pytest.mark.parametrize(
    ("kinds", "is_anonymous", "words"),
    [
        (["phone", "chat", "email"], True, "Zonder te praten: chat of e-mail. U hoeft uw naam niet te zeggen."),
        (["phone"], False, "Zonder te praten kan hier niet. Vraag of u uw naam moet zeggen."),
    ],
)
def test_each_entry_tells_how_to_reach_it_without_talking_and_without_a_name(
    service: CareService, kinds: list[str], is_anonymous: bool, words: str
) -> None:
    CareService.objects.filter(pk=service.pk).update(is_anonymous=is_anonymous)
    for kind in kinds:
        ChannelFactory(service=service, kind=kind, value=f"{kind}@voorbeeld.example")
    assert words in public_page(service).words


def test_a_whatsapp_number_can_be_pressed(service: CareService) -> None:
    ChannelFactory(service=service, kind=ChannelKind.WHATSAPP, value="06 12 34 56 78")
    assert "https://wa.me/31612345678" in {link.get("href") for link in public_page(service).all("main a")}


def test_a_number_that_waits_for_the_coordinator_is_seen_by_its_editors_only(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    ChannelFactory(service=service, value="")
    assert "nog geen nummer online" in members_page(service, client_of(cast.lead_editor)).words
    assert "nog geen nummer" not in members_page(service, client_of(cast.reader)).words
    assert "Contact" not in public_page(service).texts("h2")


def test_a_secret_place_says_so_and_nothing_more(service: CareService) -> None:
    Location.objects.create(service=service, visibility=Visibility.SECRET)
    assert public_page(service).texts("#plek ~ p") == ["Het adres is geheim. Bel eerst."]


# --- what it asks and costs (S14, S15) ----------------------------------------------------


def test_two_ways_of_paying_are_both_shown(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    CareService.objects.filter(pk=service.pk).update(
        funding_regimes=[FundingRegime.HEALTH_INSURANCE, FundingRegime.FORENSIC],
        referral_required=True,
        referrers=[Referrer.FAMILY_DOCTOR, Referrer.JUSTICE],
    )
    members = members_page(service, client_of(cast.reader))
    assert "Zvw (eigen risico), forensisch: gratis" in members.texts(".facts dd")
    assert "nodig, via huisarts of justitie of reclassering" in members.texts(".facts dd")
    costs = (
        "Uw zorgverzekering betaalt. Het gaat af van uw eigen risico. Moet u komen van de rechter? Dan is het gratis."
    )
    assert costs in public_page(service).texts(".facts dd")


@pytest.mark.parametrize(("days_ago", "bold"), [(90, []), (91, ["27 augustus 2026"]), (400, ["22 oktober 2025"])])
def test_a_waiting_time_older_than_90_days_has_its_date_in_bold(days_ago: int, bold: list[str]) -> None:
    service = _with(Channel(kind="phone", value="112"))
    service.waiting_time_weeks, service.waiting_time_date = 6, TODAY - timedelta(days=days_ago)
    cards = {"peildatum": member_card(service, _at_noon()), "gemeten op": visitor_card(service, _at_noon())}
    for word, card in cards.items():
        (fact,) = [fact for fact in card.facts if fact.label == "Wachttijd"]
        page = Page.of(render_to_string("partners/_fact.html", {"fact": fact}))
        assert page.texts("strong") == [f"{word} {on}" for on in bold]
        assert f"6 weken, {word}" in page.words


def test_a_waiting_time_older_than_90_days_is_not_sorted() -> None:
    for name, weeks, days_ago in [("lang", 9, 1), ("oud", 0, 91), ("kort", 2, 90), ("onbekend", None, None)]:
        on = today() - timedelta(days=days_ago) if days_ago is not None else None
        CareServiceFactory(name=name, is_nationwide=True, waiting_time_weeks=weeks, waiting_time_date=on)
    in_order = CareService.objects.filter(is_nationwide=True).by_waiting_time()
    assert [service.name for service in in_order] == ["kort", "lang", "onbekend", "oud"]


def test_all_that_helps_to_choose_is_on_both_pages(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    CareService.objects.filter(pk=service.pk).update(
        minimum_age=12,
        maximum_age=23,
        phases=[Phase.ACUTE],
        special_groups=[SpecialGroup.MILD_DISABILITY],
        languages=[Language.DUTCH, Language.ARABIC],
        has_interpreter=True,
        accessibility=[Accessibility.WHEELCHAIR],
        referral_required=False,
        application_process="Bel ons.",
    )
    members, public = members_page(service, client_of(cast.reader)), public_page(service)
    for page in (members, public):
        for told in (
            "12 tot en met 23 jaar",
            "licht verstandelijke beperking",
            "Arabisch",
            "tolk mogelijk",
            "Bel ons.",
        ):
            assert told in page.words, told
    assert "U kunt naar binnen met een rolstoel." in public.words
    assert "Nee, dat hoeft niet." in public.words
    assert "Zvw" not in public.words


# --- what is going on ----------------------------------------------------


def notices(service: CareService, on: date = TODAY) -> list[tuple[str, str]]:
    moment = datetime.combine(on, time(12), tzinfo=AMSTERDAM)
    return [(notice.title, notice.text) for notice in member_card(service, moment).notices]


def test_a_closing_follows_its_dates_and_ends_by_itself() -> None:
    service = _with(Channel(kind="phone", value="112"))
    service.status = ServiceStatus.CLOSED
    service.closed_from, service.closed_until = TODAY, TODAY + timedelta(days=5)
    assert notices(service) == [("Dit aanbod is nu gesloten", "Weer open op 2 december 2026.")]
    service.closed_until = TODAY + timedelta(days=19)
    assert notices(service) == [("Dit aanbod is nu gesloten", "Weer open op 16 december 2026.")]
    assert notices(service, TODAY - timedelta(days=1))[0][0] == "Tijdelijk gesloten vanaf 26 november 2026"
    assert notices(service, TODAY + timedelta(days=20)) == []


def test_a_stop_an_alert_and_the_end_are_told() -> None:
    service = _with(Channel(kind="phone", value="112"))
    service.intake_status, service.intake_since = IntakeStatus.STOPPED, date(2026, 9, 1)
    service.alert, service.alert_until = "In december antwoorden wij later", TODAY
    alert = ("Let op", "In december antwoorden wij later. Dit geldt tot en met 26 november 2026.")
    assert notices(service) == [("Aanmeldstop sinds 1 september 2026", ""), alert]
    assert alert not in notices(service, TODAY + timedelta(days=1))
    service.valid_to = TODAY - timedelta(days=1)
    assert notices(service)[0] == (
        "Verlopen",
        "Dit aanbod gold tot en met 25 november 2026. Bezoekers zien het niet meer.",
    )
    visitors = [notice.title for notice in visitor_card(service, _at_noon()).notices]
    assert visitors == ["U kunt zich nu niet aanmelden", "Let op"]
    assert "Is er plaats?" not in [fact.label for fact in visitor_card(service, _at_noon()).facts]  # told once


def test_what_is_closed_for_a_while_is_not_said_to_be_open_now() -> None:
    channel = Channel(kind="phone", value="112")
    service = _with(channel)
    every_day = [OpeningHours(weekday=day, kind=HoursKind.ALL_DAY) for day in range(1, 8)]
    channel._prefetched_objects_cache["opening_hours"] = every_day
    assert member_card(service, _at_noon()).now
    service.status = ServiceStatus.CLOSED
    for card in (member_card(service, _at_noon()), visitor_card(service, _at_noon())):
        assert (card.now, card.for_clients[0].now) == (None, None)
        assert card.for_clients[0].days  # its ordinary week is still told


def test_the_page_of_members_says_which_part_was_checked_when_and_by_whom(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    checked = {"checked_on": date(2026, 9, 18), "checked_by": cast.lead_editor}
    SectionCheck.objects.create(service=service, section=Section.HOURS, **checked)
    SectionCheck.objects.create(service=service, section=Section.COSTS, is_known=False, **checked)
    told = members_page(service, client_of(cast.reader)).texts("#nagekeken ~ dl > div")
    assert "Openingstijdengecontroleerd op 18 september 2026 door Bas Hendriks (partner)" in told
    assert "Kosten en verwijzingniet bekend, op 18 september 2026 door Bas Hendriks (partner)" in told
    assert "Omschrijving, voor wie, contact, pleknog nooit gecontroleerd" in told


@pytest.mark.parametrize(
    ("status", "person", "labels"),
    [
        (ServiceStatus.DRAFT, "lead_editor", ["Insturen"]),
        (ServiceStatus.DRAFT, "coordinator", ["Publiceren"]),
        (ServiceStatus.REVIEW, "lead_editor", []),
        (ServiceStatus.REVIEW, "coordinator", ["Beoordelen"]),
        (ServiceStatus.PUBLISHED, "lead_editor", ["Tijdelijk sluiten", "Uit de kaart halen"]),
        (ServiceStatus.CLOSED, "lead_editor", ["Heropenen", "Data wijzigen", "Uit de kaart halen"]),
        (ServiceStatus.WITHDRAWN, "lead_editor", ["Terug naar concept"]),
    ],
)
def test_the_buttons_follow_the_state(
    cast: Cast, service: CareService, status: str, person: str, labels: list[str]
) -> None:
    service.status = status
    steps = [step.label for step in next_steps(service, getattr(cast, person))]
    assert steps == ["Aanbod wijzigen", *labels]
    assert next_steps(service, cast.reader) == []


def test_a_concept_is_sent_in_and_not_confirmed(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    """Nobody acts on it yet, so it is not called old either."""
    CareService.objects.filter(pk=service.pk).update(status=ServiceStatus.DRAFT, last_verified_on=None)
    concept = members_page(service, client_of(cast.lead_editor))
    assert "Insturen" in concept.words
    assert "Klopt nog" not in concept.words
    assert "Niet recent gecontroleerd" not in concept.words

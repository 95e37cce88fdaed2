"""The demo's sociale kaart: what help its partners give, and the national lines.

What its entries say stands in `demo_entries`, the lines in `demo_help_lines`; here are also the changes that wait, what
was confirmed of an entry, a round of checking and what visitors told. All of that are examples.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from network.dates import today
from network.models import Municipality, Person
from partners.contents import contents_of
from partners.demo_entries import ENTRIES, Entry, Way
from partners.demo_help_lines import HELP_LINES
from partners.models import (
    Audience,
    Campaign,
    CareService,
    ChangeRequest,
    Channel,
    Feedback,
    FeedbackAbout,
    HelpLine,
    HoursException,
    HoursKind,
    Location,
    OpeningHours,
    Organisation,
    RiskyField,
    SectionCheck,
    Visibility,
)
from partners.opening_hours import Week


def load_directory(organisations: dict[str, Organisation], municipalities: dict[str, Municipality]) -> None:
    for entry in ENTRIES:
        _service(entry, organisations[entry.organisation], municipalities)
    HelpLine.objects.bulk_create(HELP_LINES)
    _changes_that_wait()
    _what_visitors_told()
    day = today()
    Campaign.objects.create(
        title="Voor de kerst (voorbeeld)",
        message="Kijkt u uw aanbod na voor de kerst? Let op de dagen waarop u dicht bent.",
        starts_on=day - timedelta(days=7),
        ends_on=day + timedelta(days=14),
    )


def _service(entry: Entry, organisation: Organisation, municipalities: dict[str, Municipality]) -> None:
    confirmed_on = today() - timedelta(days=entry.confirmed) if entry.confirmed is not None else None
    confirmed_by = _who_confirms(organisation)
    service = CareService.objects.create(
        short_id=CareService.objects.free_short_id(),
        organisation=organisation,
        name=entry.name,
        description=entry.description,
        audiences=entry.audiences,
        phases=entry.phases,
        status=entry.status,
        last_verified_on=confirmed_on,
        verified_by=confirmed_by if confirmed_on else None,
        last_changed_on=confirmed_on or today(),
        **entry.more,
        **{field: today() + timedelta(days=days) for field, days in entry.days.items()},
    )
    service.municipalities.set([municipalities[name] for name in entry.only_in] or municipalities.values())
    if entry.location:
        Location.objects.create(service=service, **entry.location)
    _channels(service, entry.ways)
    SectionCheck.objects.bulk_create(
        SectionCheck(
            service=service,
            section=section,
            is_known=is_known,
            checked_on=today() - timedelta(days=ago),
            checked_by=confirmed_by,
        )
        for section, (ago, is_known) in entry.checks.items()
    )


def _channels(service: CareService, ways: Sequence[Way]) -> None:
    for position, way in enumerate(ways):
        channel = Channel.objects.create(
            service=service,
            kind=way.kind,
            value=way.value,
            note=way.note,
            for_professionals=way.for_professionals,
            position=position,
        )
        OpeningHours.objects.bulk_create(_rows(channel, way.week or {}))
        if way.closed_at_christmas:
            first = _christmas(today())
            HoursException.objects.create(
                channel=channel,
                first_day=first,
                last_day=first + timedelta(days=1),
                kind=HoursKind.CLOSED,
                note="Kerst",
            )


def _christmas(day: date) -> date:
    """The next one, or the one that it is."""
    year = day.year if day <= date(day.year, 12, 26) else day.year + 1
    return date(year, 12, 25)


def _who_confirms(organisation: Organisation) -> Person:
    editor = organisation.memberships.editors().first()
    return editor.person if editor else Person.objects.get(email="coordinator@demo.example")


def _rows(channel: Channel, week: Week) -> list[OpeningHours]:
    return [
        OpeningHours(
            channel=channel,
            weekday=weekday,
            kind=day.kind,
            opens_at=block.opens_at if block else None,
            closes_at=block.closes_at if block else None,
        )
        for weekday, day in week.items()
        if day.kind != HoursKind.UNKNOWN
        for block in day.blocks or (None,)
    ]


def _changes_that_wait() -> None:
    """One of each kind, all asked by the editor of MEE."""
    asked_by = Person.objects.get(email="partner@demo.example")
    services = {service.name: service for service in CareService.objects.filter(organisation__name__startswith="MEE")}
    guidance = services["Begeleiding bij uitbuiting"]
    ChangeRequest.objects.create(
        service=guidance,
        field=RiskyField.CLIENT_PHONE,
        old_value=contents_of(guidance).client_phone,
        new_value="088-0000 009",
        asked_by=asked_by,
    )
    coaching = services["Coaching en advies voor professionals"]
    ChangeRequest.objects.create(
        service=coaching,
        field=RiskyField.PROFESSIONAL_PHONE,
        old_value=contents_of(coaching).professional_phone,
        new_value="088-0000 006",
        asked_by=asked_by,
    )
    work = services["Ander werk of dagbesteding"]
    ChangeRequest.objects.create(
        service=work,
        field=RiskyField.AUDIENCES,
        old_value=Audience.VICTIM,
        new_value=f"{Audience.VICTIM},{Audience.RELATIVE}",
        asked_by=asked_by,
    )
    ChangeRequest.objects.create(
        service=work,
        field=RiskyField.VISIBILITY,
        old_value=Visibility.PLACE_ONLY,
        new_value=Visibility.PUBLIC,
        details={"place": "Tiel", "street": "Voorbeeldstraat 2", "postcode": "4001 AA"},
        asked_by=asked_by,
    )


def _what_visitors_told() -> None:
    for name, about, text, ago in (
        ("Begeleiding bij uitbuiting", FeedbackAbout.HOURS, "Op vrijdag nam niemand op.", 2),
        ("Spreekuur over uw rechten", FeedbackAbout.LINK, "", 5),
    ):
        Feedback.objects.create(
            service=CareService.objects.get(name=name),
            about=about,
            text=text,
            received_on=today() - timedelta(days=ago),
        )

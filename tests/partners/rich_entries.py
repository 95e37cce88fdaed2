"""Entries with every field, every kind of hours and every kind of place: what goes out must hold all of it."""

from datetime import date, time

from partners.models import (
    Accessibility,
    Audience,
    CarePillar,
    CareService,
    ChannelKind,
    FundingRegime,
    HoursException,
    HoursKind,
    IntakeStatus,
    Language,
    Location,
    OpeningHours,
    Phase,
    Referrer,
    ServiceStatus,
    ServiceType,
    SpecialGroup,
    ViolenceType,
    Visibility,
)
from partners.opening_hours import Weekday
from tests.factories import CareServiceFactory, ChannelFactory, MunicipalityFactory, OrganisationFactory

CHRISTMAS = date(2026, 12, 25)
PROFESSIONAL_NUMBER = "088-0000 009"
SECRET_STREET = "Verborgenlaan 12"
# Monday to Sunday: two blocks, whole, night, appointment, closed, not told.
HOURS: dict[Weekday, list[tuple[HoursKind, time | None, time | None]]] = {
    Weekday.MONDAY: [(HoursKind.OPEN, time(9), time(12)), (HoursKind.OPEN, time(13), time(17))],
    Weekday.TUESDAY: [(HoursKind.OPEN, time(9), time(12)), (HoursKind.OPEN, time(13), time(17))],
    Weekday.WEDNESDAY: [(HoursKind.ALL_DAY, None, None)],
    Weekday.THURSDAY: [(HoursKind.APPOINTMENT, None, None)],
    Weekday.FRIDAY: [(HoursKind.OPEN, time(22), time(6))],
    Weekday.SATURDAY: [(HoursKind.CLOSED, None, None)],
}


def entry_with_everything() -> CareService:
    """Of «Stichting Iedereen», in Tiel."""
    service = CareServiceFactory(
        organisation=OrganisationFactory(name="Stichting Iedereen", short_name="Iedereen", description="Intern."),
        name="Praten na een nare ervaring",
        description="U praat met iemand die luistert.",
        audiences=[Audience.VICTIM, Audience.RELATIVE],
        phases=list(Phase),
        pillars=list(CarePillar),
        service_types=list(ServiceType),
        special_groups=list(SpecialGroup),
        violence_types=list(ViolenceType),
        minimum_age=12,
        maximum_age=17,
        is_anonymous=True,
        languages=list(Language),
        has_interpreter=True,
        accessibility=list(Accessibility),
        referral_required=True,
        referrers=list(Referrer),
        application_process="Bel ons voor een afspraak.",
        funding_regimes=list(FundingRegime),
        waiting_time_weeks=6,
        waiting_time_date=date(2026, 10, 1),
        intake_status=IntakeStatus.STOPPED,
        intake_since=date(2026, 11, 1),
        alert="Wij verhuizen.",
        alert_until=date(2030, 1, 1),
        professional_notes="Alleen voor collega’s.",
        status=ServiceStatus.CLOSED,
        closed_until=date(2030, 1, 1),
        valid_from=date(2020, 1, 1),
        valid_to=date(2030, 12, 31),
        last_verified_on=date(2026, 1, 1),
    )
    service.municipalities.add(MunicipalityFactory(name="Tiel"))
    for kind, value in {
        ChannelKind.PHONE: "0900-0101",
        ChannelKind.CHAT: "https://iedereen.example/praat/één",
        ChannelKind.WHATSAPP: "06 12 34 56 78",
        ChannelKind.EMAIL: "hulp@iedereen.example",
        ChannelKind.WEBSITE: "https://iedereen.example/",
    }.items():
        ChannelFactory(service=service, kind=kind, value=value, note="kies optie 3")
    ChannelFactory(service=service, value=PROFESSIONAL_NUMBER, for_professionals=True)
    phone = service.channels.get(kind=ChannelKind.PHONE, for_professionals=False)
    for weekday, blocks in HOURS.items():
        for kind, opens_at, closes_at in blocks:
            OpeningHours.objects.create(
                channel=phone, weekday=weekday, kind=kind, opens_at=opens_at, closes_at=closes_at
            )
    HoursException.objects.create(
        channel=phone, first_day=CHRISTMAS, last_day=CHRISTMAS, kind=HoursKind.CLOSED, note="eerste kerstdag"
    )
    HoursException.objects.create(
        channel=phone,
        first_day=date(2027, 7, 1),
        last_day=date(2027, 8, 31),
        kind=HoursKind.OPEN,
        opens_at=time(10),
        closes_at=time(14),
    )
    Location.objects.create(
        service=service, visibility=Visibility.PUBLIC, street="Markt 1", postcode="4001 AA", place="Tiel"
    )
    return service


def entry_of_which_only_the_place_is_told() -> CareService:
    service = CareServiceFactory(name="Inloop", audiences=[Audience.PERPETRATOR], is_nationwide=True)
    ChannelFactory(service=service, value="112 of zo")
    Location.objects.create(service=service, visibility=Visibility.PLACE_ONLY, place="Nijmegen")
    return service


def entry_in_a_secret_place() -> CareService:
    """It works in one town, which would tell where it is."""
    service = CareServiceFactory(name="Veilig huis", last_verified_on=None)
    service.municipalities.add(MunicipalityFactory(name="Geheimdorp"))
    ChannelFactory(service=service, value="0800-0188")
    Location.objects.create(service=service, visibility=Visibility.SECRET)
    return service

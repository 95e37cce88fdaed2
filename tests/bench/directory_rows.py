"""A sociale kaart of many entries."""

from collections.abc import Sequence
from datetime import time as clock
from datetime import timedelta

from django.db import transaction

from network.dates import today
from network.models import Municipality
from partners.models import (
    Audience,
    CarePillar,
    CareService,
    Channel,
    ChannelKind,
    FundingRegime,
    HoursKind,
    Language,
    Location,
    OpeningHours,
    Organisation,
    Phase,
    ServiceStatus,
    ServiceType,
    SpecialGroup,
    Visibility,
)

# Put together so that some words stand in half of all entries and others in one of a hundred.
KINDS = (
    "Vrouwenopvang", "Slachtofferhulp", "Traumabehandeling", "Maatschappelijk werk", "Praatgroep", "Spreekuur",
    "Nazorg", "Financiële hulp", "Juridisch loket", "Forensische polikliniek", "Jeugdhulp", "Weerbaarheidstraining",
    "Inloop", "Ambulante begeleiding", "Meldpunt", "Lotgenotencontact", "Gezinshulp", "Crisisdienst",
    "Verslavingszorg", "Telefoon",
)  # fmt: skip
PLACES = ("De Haven", "Het Anker", "De Linde", "Oost", "West", "De Brug", "Het Baken", "Zuid", "De Kade", "Noord")
SENTENCES = (
    "U praat met iemand die weet wat u meemaakte.",
    "Wij helpen na aanranding of verkrachting, ook als het lang geleden is.",
    "Samen maken wij een plan dat bij u past.",
    "Ouders en partners zijn ook welkom voor advies.",
    "U krijgt hulp bij aangifte en bij alles wat daarna komt.",
    "Een arts onderzoekt u als u dat wilt.",
    "Wie bang is om te ver te gaan, vindt hier een luisterend oor.",
    "Er is een wachtlijst, maar u hoort binnen een week van ons.",
    "De groep komt elke week bij elkaar in een rustig huis.",
    "Wij kennen de weg naar opvang, school en werk.",
    "Kinderen spelen terwijl u praat.",
    "Dit kost u niets en u hoeft uw naam niet te zeggen.",
)


@transaction.atomic
def fill_directory(count: int, partners: Sequence[Organisation]) -> None:
    """That many entries, nearly all of them published, each with what a real one has."""
    towns = list(Municipality.objects.of_this_region())
    services = CareService.objects.bulk_create(
        _entry(number, partners[number % len(partners)]) for number in range(count)
    )
    serves = CareService.municipalities.through
    serves.objects.bulk_create(
        serves(careservice=each, municipality=towns[(number + step) % len(towns)])
        for number, each in enumerate(services)
        for step in range(1 + number % 3)
    )
    Location.objects.bulk_create(
        Location(service=each, visibility=Visibility.PUBLIC, place=towns[number % len(towns)].name, street="Dorpsweg 1")
        if number % 10
        else Location(service=each, visibility=Visibility.SECRET)
        for number, each in enumerate(services)
    )
    channels = Channel.objects.bulk_create(
        Channel(service=each, kind=ChannelKind.PHONE, value=f"088-{number // 1000:04} {number % 1000:03}")
        for number, each in enumerate(services)
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(channel=each, weekday=day, kind=HoursKind.OPEN, opens_at=clock(9), closes_at=clock(17))
        for each in channels
        for day in range(1, 6)
    )


def _entry(number: int, partner: Organisation) -> CareService:
    def one(choices: type) -> list[str]:
        values = [choice.value for choice in choices]  # type: ignore[attr-defined]  # choices of one field or another
        return [values[number % len(values)]]

    kind, place = KINDS[number % len(KINDS)], PLACES[number // len(KINDS) % len(PLACES)]
    return CareService(
        organisation=partner,
        # The first of many rows may not all get the same mark.
        short_id=f"b{number}",
        name=f"{kind} {place} {number}",
        description=" ".join(SENTENCES[(number * step + step) % len(SENTENCES)] for step in (1, 5, 7)),
        audiences=one(Audience)[:1] + ([Audience.VICTIM] if number % 4 else []),
        phases=one(Phase),
        pillars=one(CarePillar),
        service_types=one(ServiceType),
        special_groups=one(SpecialGroup) if number % 3 == 0 else [],
        languages=[Language.DUTCH, *(one(Language) if number % 5 == 0 else [])],
        funding_regimes=one(FundingRegime),
        minimum_age=12 + number % 7 if number % 2 else None,
        status=ServiceStatus.DRAFT if number % 50 == 0 else ServiceStatus.PUBLISHED,
        last_verified_on=today() - timedelta(days=number % 200),
        professional_notes="Bel eerst even.",
    )

"""What an entry of the sociale kaart still misses, and what in it can't be so. Plain values in, no database."""

from collections.abc import Iterable
from dataclasses import dataclass

from network.personal_data import Kind, find_personal_data
from partners import opening_hours
from partners.contents import PHONES, Contents, Town
from partners.models import Audience, Phase, Visibility
from partners.models.ways import phone_or_none

HOURS = "openingstijden"  # the section of the form, for they are many fields


@dataclass(frozen=True)
class Missing:
    """What has to be filled in, and in which field of the form."""

    field: str
    text: str

    @property
    def anchor(self) -> str:
        return self.field if self.field == HOURS else f"id_{self.field}"


@dataclass(frozen=True)
class Reachable:
    """The other ways to reach an entry, apart from the two numbers of the form."""

    by_clients: bool = False
    by_professionals: bool = False
    numbers: tuple[str, ...] = ()


def missing_for_publishing(contents: Contents, others: Reachable, region: Iterable[Town]) -> list[Missing]:
    """Exactly what is missing, in the order of the form."""
    return [
        *_of_the_description(contents),
        *_of_whom(contents),
        *_of_acute_help(contents),
        *_of_a_way_to_reach_it(contents, others),
        *_of_a_secret_place(contents, others, region),
    ]


def contradictions(contents: Contents) -> list[Missing]:
    """What can't be stored, whoever asks it: each with the field to look at."""
    return [*_ages(contents), *_dates(contents), *_place(contents), *_hours(contents), *_addresses(contents)]


def tells_where(number: str) -> bool:
    """Whether a number gives away the town of a secret place."""
    phone = phone_or_none(number)
    return bool(phone and phone.has_area_code)


def tells_an_address(text: str) -> bool:
    return any(finding.kind == Kind.ADDRESS for finding in find_personal_data(text))


# --- what is missing ----------------------------------------------------------------------------------------------


def _of_the_description(contents: Contents) -> list[Missing]:
    if contents.description.strip():
        return []
    return [Missing("description", "De omschrijving ontbreekt. Schrijf in gewone woorden wat iemand hier krijgt.")]


def _of_whom(contents: Contents) -> list[Missing]:
    found = []
    if not contents.audiences:
        found.append(Missing("audiences", "Kies voor wie het aanbod is."))
    if not contents.phases:
        found.append(Missing("phases", "Kies wanneer het aanbod helpt: acuut, langer geleden of preventie."))
    if not contents.is_nationwide and not contents.municipalities:
        found.append(Missing("municipalities", "Kies de gemeenten van het werkgebied, of «landelijk»."))
    return found


def _of_acute_help(contents: Contents) -> list[Missing]:
    """Who calls at night needs a number, and has to know whether somebody answers."""
    if Phase.ACUTE not in contents.phases:
        return []
    found = []
    if not getattr(contents, _first_number(contents)):
        example = "Vul bijvoorbeeld in: 088-1234 567."
        found.append(Missing(_first_number(contents), f"Bij acute hulp hoort een nummer. {example}"))
    if not opening_hours.is_known(contents.week):
        found.append(Missing(HOURS, "Bij acute hulp horen openingstijden. Vul minstens één dag in."))
    return found


def _of_a_way_to_reach_it(contents: Contents, others: Reachable) -> list[Missing]:
    name = _first_number(contents)
    is_reached = others.by_professionals if name == "professional_phone" else others.by_clients
    if getattr(contents, name) or is_reached or Phase.ACUTE in contents.phases:
        return []
    return [Missing(name, "Niemand kan u bereiken. Vul een nummer in, of voeg een ander kanaal toe.")]


def _of_a_secret_place(contents: Contents, others: Reachable, region: Iterable[Town]) -> list[Missing]:
    if not contents.is_secret:
        return []
    found = []
    if not contents.is_nationwide and {town.pk for town in region} - {town.pk for town in contents.municipalities}:
        found.append(
            Missing(
                "municipalities", "Het adres is geheim: kies de hele regio, anders verraadt het werkgebied de plek."
            )
        )
    for name, number in [
        *((name, getattr(contents, name)) for name in PHONES),
        *(("client_phone", n) for n in others.numbers),
    ]:
        if tells_where(number):
            found.append(Missing(name, f"{number} {GIVES_AWAY}"))
    return found


GIVES_AWAY = (
    "verraadt in welke streek u zit, en het adres is geheim."
    " Kies een nummer zonder netnummer, zoals 088, 085, 0800 of 06."
)


def _first_number(contents: Contents) -> str:
    """The number that people of this entry call."""
    is_for_professionals = contents.audiences == (Audience.PROFESSIONAL,)
    return "professional_phone" if is_for_professionals else "client_phone"


# --- what can't be so ---------------------------------------------------------------------------------------------


def _ages(contents: Contents) -> list[Missing]:
    youngest, oldest = contents.minimum_age, contents.maximum_age
    if youngest is None or oldest is None or youngest <= oldest:
        return []
    return [Missing("maximum_age", "De laagste leeftijd ligt boven de hoogste. Wissel ze om.")]


def _dates(contents: Contents) -> list[Missing]:
    found = []
    if contents.waiting_time_weeks is not None and contents.waiting_time_date is None:
        found.append(Missing("waiting_time_date", "Vul in op welke dag deze wachttijd gold."))
    if contents.waiting_time_weeks is None and contents.waiting_time_date is not None:
        found.append(Missing("waiting_time_weeks", "Vul in hoeveel weken de wachttijd was, of haal de peildatum weg."))
    if contents.alert_until and not contents.alert:
        found.append(Missing("alert", "Schrijf de mededeling op, of haal de laatste dag ervan weg."))
    if contents.valid_from and contents.valid_to and contents.valid_to < contents.valid_from:
        found.append(Missing("valid_to", "De laatste dag ligt voor de eerste. Kies een latere dag."))
    return found


def _place(contents: Contents) -> list[Missing]:
    found = []
    if contents.visibility in {Visibility.PUBLIC, Visibility.PLACE_ONLY} and not contents.place:
        found.append(Missing("place", "Vul de plaats in, bijvoorbeeld Nijmegen."))
    if contents.visibility == Visibility.PUBLIC and not contents.street:
        found.append(Missing("street", "Vul straat en huisnummer in, of kies «alleen de plaats»."))
    return found


def _hours(contents: Contents) -> list[Missing]:
    if not (days := opening_hours.overlaps(contents.week)):
        return []
    names = " en ".join(day.label for day in days)
    return [
        Missing(
            HOURS, f"De tijden van {names} lopen door elkaar. Laat het tweede blok beginnen als het eerste voorbij is."
        )
    ]


def _addresses(contents: Contents) -> list[Missing]:
    """Of a secret place no text may hold the address. A form says so at its field; this holds for what is merged."""
    if not contents.is_secret:
        return []
    text = "Hier staat een adres, en het adres van deze plek is geheim. Haal het weg en sla opnieuw op."
    return [Missing(name, text) for name, words in contents.texts.items() if tells_an_address(words)]

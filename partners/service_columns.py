"""The columns of a list of help, for bringing one in and for downloading it, and how a cell of each reads.

Several values stand in one cell with a semicolon between them. A value is read into what an entry is compared with: a
tuple for what there may be several of, a Day for the hours of a weekday.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from django.db import models

from network.dutch import NotReadable, enumeration
from network.imports.kinds import Column
from network.numbers_of_organisations import read_phone
from network.tables import Cell
from network.tables.cells import without_link
from network.tables.values import as_date, as_name, as_text, as_web_address, as_whole_number
from partners import contents
from partners.contents import SEVERAL
from partners.hours_as_typed import read_day
from partners.models import ChannelKind, Organisation, ServiceStatus, Weekday
from partners.opening_hours import Day
from partners.organisation_columns import read_email, read_text

ID, ORGANISATION, AREA, AGES = "id", "organisation", "area", "ages"
ADDRESS = ("street", "postcode")
PLACE = ("visibility", "place", *ADDRESS)
NATIONWIDE, WHOLE_REGION = "landelijk", "hele regio"
_ALL_AGES = {"alle leeftijden", "alle", "all ages", "iedereen"}
_OLDEST, _LONGEST_LIST = 120, 20

ONE_OF = {**contents.ONE_OF, "status": ServiceStatus}
# Which channels stand in which column: their kind, and whether they are for professionals only.
CHANNELS: dict[str, tuple[ChannelKind, bool]] = {
    "phone": (ChannelKind.PHONE, False),
    "professional_phone": (ChannelKind.PHONE, True),
    "chat": (ChannelKind.CHAT, False),
    "whatsapp": (ChannelKind.WHATSAPP, False),
    "email": (ChannelKind.EMAIL, False),
    "professional_email": (ChannelKind.EMAIL, True),
    "website": (ChannelKind.WEBSITE, False),
}
WEEKDAYS = {weekday.name.lower(): weekday for weekday in Weekday}
GUARDED = ("name", "description", "application_process", "alert", "professional_notes")
# What is done on the page of an entry, by who may do it: a list tells it and does not change it.
TOLD_ONLY = ("status", "closed_from", "closed_until", "last_verified_on")


class PartnersToChoose:
    """The partners as they are at the moment that somebody chooses, by their number."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([(str(each.pk), str(each)) for each in Organisation.objects.active().order_by("name")])


# --- cells ---------------------------------------------------------------------------------------------------------


def read_id(cell: Cell) -> str:
    """Our own mark of an entry, or the identifier that it has in open data."""
    text = as_name(cell).casefold()
    try:
        return str(uuid.UUID(text))
    except ValueError:
        pass
    if not re.fullmatch(r"[0-9a-z]{4,8}", text):
        raise NotReadable(f"«{text[:40]}» is geen kenmerk van het portaal. Laat de cel leeg bij nieuw aanbod.")
    return text


def read_line(cell: Cell, *, most: int) -> str:
    text = as_name(cell)
    if len(text) > most:
        raise NotReadable(f"Deze tekst is langer dan {most} tekens. Maak hem korter.")
    return text


def read_age(cell: Cell) -> int:
    age = as_whole_number(cell)
    if not 0 <= age <= _OLDEST:
        raise NotReadable(f"«{as_text(cell)[:40]}» is geen leeftijd. Vul een getal van 0 tot en met {_OLDEST} in.")
    return age


def read_ages(cell: Cell) -> tuple[int | None, int | None]:
    """6 - 14 · 6 years - 14 years · 12 t/m 18 jaar · 11+ · vanaf 16 · tot en met 23 · alle leeftijden"""
    text = as_text(cell).casefold()
    plain = re.sub(r"\b(?:jaar|jr|years?|yrs?|leeftijd|old)\b\.?", " ", text)
    plain = " ".join(re.sub(r"[\u2010-\u2015\u2212]", "-", plain).split())
    if plain in _ALL_AGES:
        return None, None
    if match := re.fullmatch(r"(?:van |from )?(\d{1,3})\s*(?:-|t/m|tot en met|to|until)\s*(\d{1,3})", plain):
        lowest, highest = map(int, match.groups())
    elif match := re.fullmatch(r"(?:vanaf |from )?(\d{1,3})\s*(?:\+|en ouder|upwards|and over|plus)?", plain):
        if plain.isdigit():
            raise NotReadable(_HOW_TO_WRITE_AGES.format(text[:40]))
        lowest, highest = int(match[1]), None
    elif match := re.fullmatch(r"(?:t/m|tot en met|up to)\s*(\d{1,3})", plain):
        lowest, highest = None, int(match[1])
    else:
        raise NotReadable(_HOW_TO_WRITE_AGES.format(text[:40]))
    if max(lowest or 0, highest or 0) > _OLDEST:
        raise NotReadable(_HOW_TO_WRITE_AGES.format(text[:40]))
    return lowest, highest


_HOW_TO_WRITE_AGES = "«{}» lezen we niet als leeftijd. Schrijf bijvoorbeeld 12 - 18, 16+ of «alle leeftijden»."


def read_yes_or_no(cell: Cell) -> bool:
    text = as_name(cell).casefold()
    if text in {"ja", "j", "yes", "y", "waar", "true", "1"}:
        return True
    if text in {"nee", "n", "no", "onwaar", "false", "0"}:
        return False
    raise NotReadable(f"«{text[:40]}» is geen ja of nee. Vul «ja» of «nee» in.")


def read_area(cell: Cell) -> tuple[str, ...]:
    """Names or codes of municipalities, «landelijk» or «hele regio»; which they are is looked up for all rows."""
    return _parts(cell, between=r"[,;\n]", most=500)


def read_words(cell: Cell, *, words: type[models.TextChoices]) -> tuple[str, ...]:
    """Labels as they stand on the page, or the codes of open data; in the order of their list."""
    chosen = {_word(words, part) for part in _parts(cell, between=r"[;\n]")}
    return tuple(value for value in words.values if value in chosen)


def read_word(cell: Cell, *, words: type[models.TextChoices] | type[models.IntegerChoices]) -> Any:
    return _word(words, as_name(cell))


def or_nothing(cell: Cell, *, read: Callable[[Cell], Any]) -> Any:
    """For what a list only tells: what can't be read is passed over, and no reason to refuse the row."""
    try:
        return read(cell)
    except NotReadable:
        return None


def _word(words: type[models.TextChoices] | type[models.IntegerChoices], text: str) -> Any:
    known = _by_words(words)
    if (key := text.casefold()) in known:
        return known[key]
    raise NotReadable(f"«{text[:40]}» kennen we hier niet. Kies uit: {enumeration(_labels(words), 'of')}.")


@cache
def _by_words(words: type[models.TextChoices] | type[models.IntegerChoices]) -> dict[str, Any]:
    return {str(value).casefold(): value for value in words.values} | {
        str(label).casefold(): value for value, label in words.choices
    }


def _labels(words: type[models.TextChoices] | type[models.IntegerChoices]) -> list[str]:
    return [f"«{label}»" for label in words.labels]


def _parts(cell: Cell, *, between: str, most: int = _LONGEST_LIST) -> tuple[str, ...]:
    parts = tuple(filter(None, (" ".join(part.split()) for part in re.split(between, as_text(cell)))))
    if len(parts) > most:
        raise NotReadable(f"In deze cel staan meer dan {most} waarden. Haal weg wat niet nodig is.")
    return parts


def read_phones(cell: Cell) -> tuple[str, ...]:
    """One number or several, with a semicolon or a line break between them."""
    return _unique(read_phone(without_link(part)).display for part in _parts(cell, between=r"[;\n]"))


def read_emails(cell: Cell) -> tuple[str, ...]:
    return _unique(map(read_email, _parts(cell, between=r"[;\n]")))


def read_addresses(cell: Cell) -> tuple[str, ...]:
    found = _unique(map(as_web_address, _parts(cell, between=r"[;\n]")))
    if any(len(each) > LONGEST_VALUE for each in found):
        raise NotReadable(f"Dit webadres is langer dan {LONGEST_VALUE} tekens. Kies de voorpagina van de site.")
    return found


LONGEST_VALUE = 200


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def read_weekday(cell: Cell) -> Day:
    return read_day(as_text(cell))


# --- the columns ---------------------------------------------------------------------------------------------------


def _several(key: str, label: str, *, help_text: str = "", chosen_label: str = "") -> Column:
    words = SEVERAL[key]
    return Column(
        key,
        label,
        partial(read_words, words=words),
        is_required=key == "audiences",
        help_text=help_text or f"Kies uit: {enumeration(_labels(words), 'en')}. Met een puntkomma ertussen.",
        choices=tuple((str(value), str(label)) for value, label in words.choices) if chosen_label else (),
        chosen_label=chosen_label,
    )


def _one_of(key: str, label: str, *, help_text: str = "", chosen_label: str = "") -> Column:
    words = ONE_OF[key]
    return Column(
        key,
        label,
        partial(read_word, words=words),
        help_text=help_text,
        choices=tuple((str(value), str(label)) for value, label in words.choices) if chosen_label else (),
        chosen_label=chosen_label,
    )


def _plain(key: str, label: str, read: Callable[[Cell], Any], help_text: str = "") -> Column:
    return Column(key, label, read, help_text=help_text)


def _told_only(key: str, label: str, read: Callable[[Cell], Any]) -> Column:
    help_text = "Alleen om te lezen: een lijst verandert dit niet."
    return Column(key, label, partial(or_nothing, read=read), help_text=help_text)


HOW_TO_WRITE_HOURS = (
    "9.00–12.30 en 13.30–17.00, «op afspraak», «dag en nacht» of «gesloten». De tijden horen bij de telefoon voor "
    "cliënten; staat die er niet, dan bij wat er anders is."
)

COLUMNS = (
    _plain(ID, "Kenmerk", read_id, "Alleen in een lijst die uit dit portaal of uit open data komt."),
    Column(
        ORGANISATION,
        "Organisatie",
        as_name,
        is_required=True,
        help_text="Naam, korte naam of KvK-nummer van de partner.",
        choices=PartnersToChoose(),
        chosen_label="Organisatie van alle rijen",
        chosen_help="Voor een lijst van één partner. Waar de rij zelf een partner noemt, geldt die.",
    ),
    Column("name", "Naam van het aanbod", partial(read_line, most=200), is_required=True),
    _plain("description", "Omschrijving", read_text),
    _several("audiences", "Voor wie", chosen_label="Voor wie al het nieuwe aanbod is"),
    _several("phases", "Wanneer", chosen_label="Wanneer al het nieuwe aanbod past"),
    _several("pillars", "Pijler"),
    _several("service_types", "Soort hulp"),
    _several("special_groups", "Extra aandacht voor"),
    _several("violence_types", "Vorm van geweld"),
    _plain("minimum_age", "Leeftijd van", read_age),
    _plain("maximum_age", "Leeftijd tot en met", read_age),
    _plain(AGES, "Leeftijden", read_ages, "Voor een lijst met beide in één cel: 12 - 18, of 16+."),
    _plain(
        AREA,
        "Werkgebied",
        read_area,
        f"Gemeenten met een komma of puntkomma ertussen, «{WHOLE_REGION}» of «{NATIONWIDE}».",
    ),
    _plain("is_anonymous", "Kan zonder naam", read_yes_or_no, "Ja of nee."),
    _several("languages", "Talen"),
    _plain("has_interpreter", "Tolk mogelijk", read_yes_or_no, "Ja of nee."),
    _several("accessibility", "Toegankelijk"),
    _plain("referral_required", "Verwijzing nodig", read_yes_or_no, "Ja of nee."),
    _several("referrers", "Door wie verwezen"),
    _plain("application_process", "Hoe iemand zich aanmeldt", partial(read_line, most=300)),
    _several("funding_regimes", "Kosten en vergoeding"),
    _plain("waiting_time_weeks", "Wachttijd in weken", as_whole_number),
    _plain("waiting_time_date", "Peildatum van de wachttijd", as_date),
    _one_of("intake_status", "Aanmelden"),
    _plain("intake_since", "Aanmelden zo sinds", as_date),
    _plain("phone", "Telefoon cliënten", read_phones, "Meer nummers met een puntkomma ertussen."),
    _plain("professional_phone", "Telefoon professionals", read_phones),
    _plain("chat", "Chat", read_addresses),
    _plain("whatsapp", "WhatsApp", read_phones),
    _plain("email", "E-mail", read_emails),
    _plain("professional_email", "E-mail professionals", read_emails),
    _plain("website", "Website", read_addresses),
    *(
        _plain(
            key,
            f"Open op {weekday.label}",
            read_weekday,
            HOW_TO_WRITE_HOURS if weekday == Weekday.MONDAY else "",
        )
        for key, weekday in WEEKDAYS.items()
    ),
    _one_of(
        "visibility",
        "Zichtbaarheid van het adres",
        help_text="Openbaar, alleen de plaats, of geheim. Staat het er niet, dan bewaart het portaal alleen de plaats.",
        chosen_label="Zichtbaarheid van het adres van al het nieuwe aanbod",
    ),
    _plain("place", "Plaats", partial(read_line, most=100)),
    _plain("street", "Straat en huisnummer", partial(read_line, most=200), "Alleen bewaard van een openbaar adres."),
    _plain("postcode", "Postcode", partial(read_line, most=20)),
    _plain("alert", "Mededeling", partial(read_line, most=200)),
    _plain("alert_until", "Mededeling tot en met", as_date),
    _plain("professional_notes", "Voor professionals", read_text),
    _plain("valid_from", "Geldig van", as_date),
    _plain("valid_to", "Geldig tot en met", as_date),
    _one_of("check_every", "Nakijken"),
    _told_only("status", "Status", partial(read_word, words=ServiceStatus)),
    _told_only("closed_from", "Gesloten van", as_date),
    _told_only("closed_until", "Gesloten tot en met", as_date),
    _told_only("last_verified_on", "Laatst gecontroleerd op", as_date),
)
LABELS = {column.key: column.label for column in COLUMNS}
OWN_FIELDS = tuple(
    key for key in LABELS if key not in {ID, ORGANISATION, AGES, AREA, *CHANNELS, *WEEKDAYS, *PLACE, *TOLD_ONLY}
)  # what stands in the table itself, as it is


def as_words(key: str, value: Any) -> str:
    """A value as it stands in a cell: labels with a semicolon between them, and hours as people write them."""
    if key in SEVERAL:
        return "; ".join(str(SEVERAL[key](each).label) for each in value)
    if key in ONE_OF:
        return str(ONE_OF[key](value).label) if value not in (None, "") else ""
    if isinstance(value, tuple):
        return "; ".join(value)
    return str(value)

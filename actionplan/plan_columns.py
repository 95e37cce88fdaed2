"""The columns of a plan as a list of actions, for bringing one in and for downloading it, and how a cell of each reads.

One row is one action. Several values stand in one cell with a semicolon or a line break between them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from typing import Any, NamedTuple

from django.db import models

from actionplan.models import BuildingBlock, Form, FundingType, LegalBasis, NationalLine, Pillar, Plan
from network.dutch import MONTHS, SHORT_MONTHS, NotReadable, enumeration, number, read_number
from network.imports.kinds import Column
from network.tables import Cell
from network.tables.values import as_date, as_name, as_number, as_text, as_whole_number
from partners.models import Organisation
from partners.organisation_columns import read_text

DESCRIPTION = "description"
PLAN, CODE, TITLE, BLOCK, PILLAR, LEAD = "plan", "code", "title", "building_block", "pillar", "lead_organisation"
GOAL, PRIORITY, CHAIN_LINK = "goal", "priority", "chain_link"
PARTNERS, GROUPS, PLACES = "partner_organisations", "target_groups", "municipalities"
MILESTONES, TARGETS = "milestones", "targets"
SOURCE, YEAR, FUNDING = "source", "year", "funding_type"
REQUESTED = "amount_requested"
AMOUNTS = (REQUESTED, "amount_granted", "amount_spent")
HOURS = ("hours_per_week", "hours_per_year")
DATES = ("starts_on", "ends_on", "completed_on", "dropped_on")
MONEY = (SOURCE, YEAR, FUNDING, "legal_basis", *HOURS, *AMOUNTS, "money_ends_on")
# What stands in the table of actions itself, as it is.
OWN_FIELDS = (TITLE, DESCRIPTION, BLOCK, "form", "expected_result", "national_line", *DATES)
LISTS = (PARTNERS, GROUPS, PLACES, MILESTONES, TARGETS)
GUARDED = (CODE, TITLE, DESCRIPTION, "expected_result", GOAL, PRIORITY, MILESTONES, TARGETS, SOURCE)
# Reported on the page of an action, with a reason where it is not going well: a list tells it and does not change it.
TOLD_ONLY = ("light", "reported_on", "progress")
ONE_OF: dict[str, type[models.TextChoices] | type[models.IntegerChoices]] = {
    BLOCK: BuildingBlock,
    "form": Form,
    "national_line": NationalLine,
    FUNDING: FundingType,
    "legal_basis": LegalBasis,
}
WHOLE_REGION = "hele regio"
LONGEST_TITLE, _LONGEST_LIST, _LONGEST_UNIT = 200, 50, 60


class MilestoneTyped(NamedTuple):
    """«Training gegeven (1-9-2027)»; without a date it still has to be planned."""

    title: str
    planned_on: date | None

    @property
    def text(self) -> str:
        day = self.planned_on
        return f"{self.title} ({day.day}-{day.month}-{day.year})" if day else self.title


class TargetTyped(NamedTuple):
    """«3 tot 5 trajecten»; without a number it still has to be agreed."""

    unit: str
    minimum: Decimal | None
    maximum: Decimal | None

    @property
    def text(self) -> str:
        lowest, highest = self.minimum, self.maximum
        if lowest is None and highest is None:
            return self.unit
        if lowest is None or highest is None:
            return f"{'hoogstens' if lowest is None else 'minstens'} {number(lowest or highest)} {self.unit}"
        return f"{number(lowest)}{f' tot {number(highest)}' if highest != lowest else ''} {self.unit}"


# --- cells ---------------------------------------------------------------------------------------------------------


def read_line(cell: Cell, *, most: int) -> str:
    text = as_name(cell)
    if len(text) > most:
        raise NotReadable(f"Deze tekst is langer dan {most} tekens. Maak hem korter.")
    return text


def read_texts(cell: Cell, *, most: int) -> str:
    text = read_text(cell)
    if len(text) > most:
        raise NotReadable(f"Deze tekst is langer dan {number(most)} tekens. Maak hem korter.")
    return text


def read_code(cell: Cell) -> str:
    """A spreadsheet that took 4.10 for a number or a date has lost what it was."""
    if isinstance(cell, date):
        raise NotReadable("Dit nummer is in het rekenblad een datum geworden. Geef de kolom de opmaak «tekst».")
    text = str(cell) if isinstance(cell, int | float | Decimal) else as_name(cell)
    if len(text) > 20:
        raise NotReadable("Een nummer is hoogstens 20 tekens, zoals 4.3. Kies een andere kolom, of laat hem weg.")
    return text


def read_word(cell: Cell, *, words: type[models.TextChoices] | type[models.IntegerChoices]) -> Any:
    """A label as it stands on the page, or its code."""
    text = as_name(cell)
    known = _by_words(words)
    if (key := text.casefold()) in known:
        return known[key]
    labels = [f"«{label}»" for label in words.labels]
    raise NotReadable(f"«{text[:40]}» kennen we hier niet. Kies uit: {enumeration(labels, 'of')}.")


@cache
def _by_words(words: type[models.TextChoices] | type[models.IntegerChoices]) -> dict[str, Any]:
    return {str(value).casefold(): value for value in words.values} | {
        str(label).casefold(): value for value, label in words.choices
    }


def read_block(cell: Cell) -> int:
    """4 · bouwsteen 4 · 4. Plan van aanpak: speerpunten · Plan van aanpak: speerpunten"""
    text = as_name(cell)
    if (found := re.fullmatch(r"(?:bouwsteen\s*)?([1-4])(?:[.:)\s].*)?", text, re.IGNORECASE)) is not None:
        return int(found[1])
    if (value := _by_words(BuildingBlock).get(text.casefold())) is None:
        raise NotReadable(f"«{text[:40]}» is geen bouwsteen. Vul 1, 2, 3 of 4 in.")
    return int(value)


def read_line_of_programme(cell: Cell) -> int:
    """2 · actielijn 2"""
    value: int = read_word(as_name(cell).casefold(), words=NationalLine)
    return value


def parts_of(cell: Cell, *, between: str = r"[;\n]", most: int = _LONGEST_LIST) -> tuple[str, ...]:
    parts = tuple(filter(None, (" ".join(part.split()) for part in re.split(between, as_text(cell)))))
    if len(parts) > most:
        raise NotReadable(f"In deze cel staan meer dan {most} waarden. Haal weg wat niet nodig is.")
    return tuple(dict.fromkeys(parts))


def read_places(cell: Cell) -> tuple[str, ...]:
    return parts_of(cell, between=r"[,;\n]", most=500)


_DAY_BEHIND = re.compile(r"(?P<title>.*\S)\s*\((?P<day>[^()]*\d[^()]*)\)")
_DAY_BEFORE = re.compile(r"(?P<day>\d{1,2}-\d{1,2}-\d{2,4}|\d{4}-\d\d-\d\d)\s*:?\s+(?P<title>.*\S)")


def read_milestones(cell: Cell) -> tuple[MilestoneTyped, ...]:
    """«Training gegeven (1-9-2027); evaluatie»: each with its date behind it or before it, or without one."""
    return tuple(map(_milestone, parts_of(cell)))


def _milestone(text: str) -> MilestoneTyped:
    match = _DAY_BEHIND.fullmatch(text) or _DAY_BEFORE.fullmatch(text)
    title, day = text, None
    if match:
        try:
            title, day = match["title"], read_last_day(match["day"])
        except NotReadable:
            title = text  # «Overleg (werkgroep 2)» says no date
    if len(title) > LONGEST_TITLE:
        raise NotReadable(f"Een mijlpaal is hoogstens {LONGEST_TITLE} tekens. Zet er een puntkomma tussen.")
    return MilestoneTyped(title, day)


_RANGE = re.compile(
    r"(?:(?P<limit>minstens|minimaal|hoogstens|maximaal)\s+)?(?P<low>\d[\d.,]*)"
    r"(?:\s*(?:-|\u2013|tot en met|t/m|tot|\u00e0)\s*(?P<high>\d[\d.,]*))?\s+(?P<unit>\D.*)",
    re.IGNORECASE,
)


def read_targets(cell: Cell) -> tuple[TargetTyped, ...]:
    """«3 tot 5 trajecten; minstens 40 deelnemers»: a range counts once, whatever the number of target groups."""
    return tuple(map(_target, parts_of(cell)))


def _target(text: str) -> TargetTyped:
    match = _RANGE.fullmatch(text)
    unit = match["unit"].strip() if match else text
    if len(unit) > _LONGEST_UNIT:
        raise NotReadable(
            f"«{unit[:40]}…» is te lang voor een eenheid. Schrijf een getal en wat u telt, zoals «3 tot 5 trajecten»."
        )
    if match is None:
        return TargetTyped(unit, None, None)
    lowest = _counted(match["low"])
    highest = _counted(match["high"]) if match["high"] else lowest
    if highest < lowest:
        raise NotReadable(f"«{text[:40]}»: het tweede getal is lager dan het eerste. Draai de twee getallen om.")
    limit = (match["limit"] or "").casefold()
    if limit in {"minstens", "minimaal"}:
        return TargetTyped(unit, lowest, None)
    return TargetTyped(unit, None, highest) if limit else TargetTyped(unit, lowest, highest)


def _counted(text: str) -> Decimal:
    """As exact and as high as a target is kept; what is more is refused, never rounded."""
    value = Decimal(read_number(text))
    if value >= 10**8:
        raise NotReadable(f"«{text[:40]}» is te hoog. Controleer het getal.")
    if value != value.quantize(Decimal("0.1")):
        raise NotReadable(f"«{text[:40]}» heeft meer dan één cijfer achter de komma. Rond het zelf af.")
    return value


_EPOCH, _SERIAL_FROM, _SERIAL_TO = date(1899, 12, 30), 36_526, 73_415  # the days of 2000 up to 2100 in a spreadsheet
_QUARTER = re.compile(r"(?:q|kwartaal |k)([1-4])[ -]?(\d{4})|([1-4])e kwartaal (\d{4})|(\d{4})[ -]?q([1-4])")
_HALF = re.compile(r"([12])e (?:half ?jaar|helft)(?: van)? (\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?[ -](\d{4})")
_NUMBER_OF_MONTH = {name: number for names in (SHORT_MONTHS, MONTHS) for number, name in enumerate(names, 1)}


def read_first_day(cell: Cell) -> date:
    return _period(cell)[0]


def read_last_day(cell: Cell) -> date:
    return _period(cell)[1]


def _period(cell: Cell) -> tuple[date, date]:
    """A day, or the first and last day of a year, a half of it, a quarter or a month: as people plan.

    Also a day that a spreadsheet shows as its number.
    """
    if isinstance(cell, int) and _SERIAL_FROM <= cell <= _SERIAL_TO:
        day = _EPOCH + timedelta(days=cell)
        return day, day
    text = " ".join(as_text(cell).casefold().split()) if isinstance(cell, str | int) else ""
    months = _months_of(text)
    if months is None:
        day = as_date(cell)
        return day, day
    year, first, last = months
    if not 2000 <= year < 2100:
        raise NotReadable(f"«{text[:40]}» is geen jaar van een plan. Schrijf bijvoorbeeld 3-5-2026 of 2026.")
    return date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


def _months_of(text: str) -> tuple[int, int, int] | None:
    """Year, first month and last month; None for what is no such period."""
    if re.fullmatch(r"\d{4}", text):
        return int(text), 1, 12
    if match := _QUARTER.fullmatch(text):
        quarter, year = int(match[1] or match[3] or match[6]), int(match[2] or match[4] or match[5])
        return year, 3 * quarter - 2, 3 * quarter
    if match := _HALF.fullmatch(text):
        return int(match[2]), 6 * int(match[1]) - 5, 6 * int(match[1])
    if (match := _MONTH.fullmatch(text)) and (month := _NUMBER_OF_MONTH.get(match[1])):
        return int(match[2]), month, month
    return None


def read_year(cell: Cell) -> int:
    year = as_date(cell).year if isinstance(cell, date) else as_whole_number(cell)
    if not 2000 <= year < 2100:
        raise NotReadable(f"«{as_text(cell)[:40]}» is geen jaar. Schrijf bijvoorbeeld 2027.")
    return year


def read_amount(cell: Cell, *, digits: int) -> Decimal:
    """€ 1.234,50 · 47.295,- · a cell with a number; what is more exact than a cent is refused, never rounded."""
    value = as_number(cell)
    if value < 0:
        raise NotReadable(f"«{as_text(cell)[:40]}» is lager dan nul. Vul nul of meer in.")
    if value >= 10**digits:
        raise NotReadable(f"«{as_text(cell)[:40]}» is te hoog. Controleer het getal.")
    if value != value.quantize(Decimal("0.01")):
        raise NotReadable(f"«{as_text(cell)[:40]}» heeft meer dan twee cijfers achter de komma. Rond het zelf af.")
    return value.quantize(Decimal("0.01"))


def or_nothing(cell: Cell) -> str:
    """For what a list only tells."""
    return as_name(cell)[:80]


# --- what can be chosen for all rows -------------------------------------------------------------------------------


class PlansToChoose:
    """Plans that may still change, as they are at the moment that somebody chooses."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([(str(plan.pk), str(plan)) for plan in Plan.objects.all() if plan.may_still_change])


class PillarsToChoose:
    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([(pillar.name, pillar.name) for pillar in Pillar.objects.all()])


class PartnersToChoose:
    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([(str(each.pk), str(each)) for each in Organisation.objects.standing().active().order_by("name")])


# --- the columns ---------------------------------------------------------------------------------------------------


def _plain(key: str, label: str, read: Callable[[Cell], Any], help_text: str = "") -> Column:
    return Column(key, label, read, help_text=help_text)


def _one_of(key: str, label: str, *, help_text: str = "", chosen_label: str = "") -> Column:
    words = ONE_OF[key]
    labels = enumeration([f"«{each}»" for each in words.labels], "of")
    return Column(
        key,
        label,
        partial(read_word, words=words),
        help_text=help_text or f"Kies uit: {labels}.",
        choices=tuple((str(value), str(name)) for value, name in words.choices) if chosen_label else (),
        chosen_label=chosen_label,
    )


def _amount(key: str, label: str, *, digits: int = 10) -> Column:
    return Column(key, label, partial(read_amount, digits=digits))


def _title_of(key: str, label: str) -> Column:
    help_text = "Staat het nog niet in het plan, dan komt het erbij."
    return _plain(key, label, partial(read_line, most=LONGEST_TITLE), help_text)


COLUMNS = (
    Column(
        PLAN,
        "Plan",
        as_name,
        help_text="Titel van het plan. Staat het er niet, dan is het het plan dat nu geldt.",
        choices=PlansToChoose(),
        chosen_label="Plan van alle rijen",
        chosen_help="Voor een lijst die geen plan noemt.",
    ),
    _plain(CODE, "Nummer", read_code, "Zoals 4.3. Daaraan herkent het portaal een actie, ook als zij anders heet."),
    Column(
        TITLE,
        "Titel",
        partial(read_line, most=1000),
        is_required=True,
        help_text=f"Van een titel van meer dan {LONGEST_TITLE} tekens komt het geheel in de omschrijving.",
    ),
    _plain(DESCRIPTION, "Omschrijving", partial(read_texts, most=10_000)),
    Column(
        BLOCK,
        "Bouwsteen",
        read_block,
        help_text="1, 2, 3 of 4, of de naam. Staat het er niet, dan volgt het uit het nummer van de actie.",
        choices=tuple((str(value), f"{value}. {name}") for value, name in BuildingBlock.choices),
        chosen_label="Bouwsteen van alle nieuwe acties",
    ),
    Column(
        PILLAR,
        "Pijler",
        as_name,
        help_text="Zoals de pijler in het portaal heet.",
        choices=PillarsToChoose(),
        chosen_label="Pijler van alle nieuwe acties",
    ),
    _title_of(GOAL, "Doel"),
    _title_of(PRIORITY, "Speerpunt"),
    _plain("expected_result", "Beoogd resultaat", partial(read_texts, most=2000)),
    Column(
        LEAD,
        "Trekker",
        as_name,
        help_text="Naam, korte naam of KvK-nummer van de partner.",
        choices=PartnersToChoose(),
        chosen_label="Trekker van alle nieuwe acties",
    ),
    _plain(PARTNERS, "Partners", parts_of, "Met een puntkomma ertussen."),
    _plain(GROUPS, "Doelgroepen", parts_of, "Zoals zij in het portaal heten, met een puntkomma ertussen."),
    _plain(PLACES, "Loopt in", read_places, f"Gemeenten met een komma of puntkomma ertussen, of «{WHOLE_REGION}»."),
    _one_of("form", "Vorm"),
    _plain("national_line", "Lijn van het nationaal actieprogramma", read_line_of_programme, "1 tot en met 5."),
    _plain(CHAIN_LINK, "Ketenschakel", as_name),
    _plain("starts_on", "Begint op", read_first_day, "Een dag, maand, kwartaal of jaar: 3-5-2026, Q2 2026, 2026."),
    _plain("ends_on", "Klaar op", read_last_day, "Een dag, of de laatste van een maand, kwartaal of jaar."),
    _plain("completed_on", "Afgerond op", read_last_day),
    _plain("dropped_on", "Gestopt op", read_last_day),
    _plain(
        MILESTONES,
        "Mijlpalen",
        read_milestones,
        "Zoals «training gegeven (1-9-2027)», met een puntkomma ertussen. Een mijlpaal die er niet staat, blijft.",
    ),
    _plain(
        TARGETS,
        "Streefwaarden",
        read_targets,
        "Zoals «3 tot 5 trajecten», met een puntkomma ertussen. Een streefwaarde die er niet staat, blijft.",
    ),
    _plain(SOURCE, "Financieringsbron", partial(read_line, most=200), "Van een actie met één begrotingspost."),
    _plain(YEAR, "Jaar van het geld", read_year, "Staat het er niet, dan dit jaar."),
    _one_of(FUNDING, "Soort geld", chosen_label="Soort geld van alle nieuwe posten"),
    _one_of("legal_basis", "Wettelijk of facultatief"),
    _amount("hours_per_week", "Uur per week", digits=4),
    _amount("hours_per_year", "Uur per jaar", digits=5),
    _amount("amount_requested", "Gevraagd"),
    _amount("amount_granted", "Toegekend"),
    _amount("amount_spent", "Besteed"),
    _plain("money_ends_on", "Geld tot en met", read_last_day),
    _plain("light", "Stand", or_nothing, "Alleen om te lezen: een lijst verandert dit niet."),
    _plain("reported_on", "Stand van", or_nothing, "Alleen om te lezen."),
    _plain("progress", "Voortgang in procenten", or_nothing, "Alleen om te lezen."),
)
LABELS: Mapping[str, str] = {column.key: column.label for column in COLUMNS}


def as_words(key: str, value: Any) -> str:
    """A value of a list of words as people read it; milestones and targets as they are typed."""
    if key in ONE_OF:
        return str(ONE_OF[key](value).label) if value not in (None, "") else ""
    if key in {MILESTONES, TARGETS}:
        return "; ".join(each.text for each in value)
    return str(value)


def shortened(title: str) -> str:
    """What fits of a title, up to a whole word."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rpartition(' ')[0]}…"


def counts_people(unit: str) -> bool:
    """Whether a target counts persons, so that small numbers are told in words only. When in doubt it does."""
    return bool(_PEOPLE.search(unit))


_PEOPLE = re.compile(
    r"personen|mensen|cli[eë]nt|deelnem|slachtoffer|pleger|naasten|ouder|jonger|kinder|leerling|student|professional|"
    r"medewerker|vrouw|mannen|trajecten|melding|casus",
    re.IGNORECASE,
)

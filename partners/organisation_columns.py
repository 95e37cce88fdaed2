"""The columns of a list of partners, for bringing one in and for downloading it, and how a cell of each reads."""

import re
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from network.dutch import NotReadable, enumeration
from network.imports.kinds import Column
from network.tables import Cell
from network.tables.values import as_date, as_kvk, as_name, as_phone, as_text, as_web_address
from partners.models import Domain, OrganisationKind

NUMBER, SERVED = "id", "municipalities_served"
LONGEST_EMAIL = 254


def read_text(cell: Cell) -> str:
    lines = [" ".join(line.split()) for line in as_text(cell).splitlines()]
    return "\n".join(lines).strip()


def read_number(cell: Cell) -> int:
    text = as_name(cell)
    if not re.fullmatch(r"\d{1,9}", text):
        raise NotReadable(f"«{text[:40]}» is geen nummer van het portaal. Laat de cel leeg bij een nieuwe organisatie.")
    return int(text)


def read_email(cell: Cell) -> str:
    text = as_name(cell)
    try:
        validate_email(text)
    except ValidationError:
        raise NotReadable(f"«{text[:60]}» is geen e-mailadres. Zet één adres in de cel, zoals info@ggd.nl.") from None
    if not text.isascii():
        raise NotReadable("Gebruik in een e-mailadres letters zonder accent.")
    if len(text) > LONGEST_EMAIL:
        raise NotReadable(f"Dit e-mailadres is langer dan {LONGEST_EMAIL} tekens. Controleer het.")
    return text


def read_kind(cell: Cell) -> str:
    return _one_of(OrganisationKind, as_name(cell), "De soort")


def read_domain(cell: Cell) -> str:
    """Zorgdomein, zorg, sociaal domein, sociaal."""
    return _one_of(Domain, as_name(cell), "Het domein")


def read_names(cell: Cell) -> tuple[str, ...]:
    """Names or codes, with a comma, semicolon or line break between them."""
    parts = re.split(r"[,;\n]", as_text(cell))
    return tuple(filter(None, (" ".join(part.split()) for part in parts)))


def _one_of(choices: type[models.TextChoices], text: str, what: str) -> str:
    if found := _by_words(choices).get(_plain_choice(text)):
        return found
    known = enumeration([str(label) for label in choices.labels], "of")
    raise NotReadable(f"{what} «{text[:40]}» kennen we niet. Kies uit: {known}.")


@cache
def _by_words(choices: type[models.TextChoices]) -> dict[str, str]:
    named = {_plain_choice(str(label)): str(value) for value, label in choices.choices}
    return named | {str(value): str(value) for value in choices.values}


def _plain_choice(text: str) -> str:
    """«Veiligheidsdomein» and «veiligheid» are one."""
    return re.sub(r"s?domein$", "", text.casefold()).strip()


def _choices(choices: type[models.TextChoices]) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in choices.choices)


COLUMNS = (
    Column(NUMBER, "Nummer in het portaal", read_number, help_text="Alleen in een lijst die uit dit portaal komt."),
    Column("name", "Naam", as_name, is_required=True),
    Column("short_name", "Korte naam", as_name, help_text="Zoals iedereen de organisatie noemt."),
    Column("kind", "Soort", read_kind, is_required=True, choices=_choices(OrganisationKind)),
    Column("domain", "Domein", read_domain, is_required=True, choices=_choices(Domain)),
    Column("kvk_number", "KvK-nummer", as_kvk),
    Column("phone", "Telefoon", lambda cell: as_phone(cell).display, help_text="Het algemene nummer, één per cel."),
    Column("email", "E-mail", read_email, help_text="Het algemene adres, één per cel."),
    Column("website", "Website", as_web_address),
    Column("description", "Wie zijn wij", read_text),
    Column("municipality", "Gemeente", as_name, help_text="Alleen voor een gemeente als partner: welke het is."),
    Column(SERVED, "Werkgebied", read_names, help_text="Namen of CBS-codes van gemeenten, met een komma ertussen."),
    Column("joined_on", "Doet mee vanaf", as_date),
    Column("left_on", "Doet mee tot en met", as_date),
    Column("leaving_reason", "Waarom de deelname eindigde", as_name),
)
LABELS = {column.key: column.label for column in COLUMNS}
CHOICE_LABELS = {column.key: dict(column.choices) for column in COLUMNS if column.choices}
# What stands in the table itself, as it is; the area is in a table of its own.
OWN_FIELDS = tuple(column.key for column in COLUMNS if column.key not in {NUMBER, "municipality", SERVED})

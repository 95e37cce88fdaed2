"""Finds what could point to a person in a text that others will read. Plain text in, no database.

It looks for what is certain enough to say something about: a name can't be recognised without reading all names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that looks like personal data: what it is in Dutch, and the characters themselves."""

    what: str
    excerpt: str


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NINE_DIGITS = re.compile(r"(?<![\d.,-])\d(?:[ .]?\d){8}(?![\d-])")
_BSN_BEFORE = re.compile(r"(bsn|burgerservicenummer)\W{0,3}(?:is\s+)?$", re.IGNORECASE)
_DATE = r"\d{1,2}(?:[-/. ]\d{1,2}[-/. ]|[-/. ]+[a-z]{3,9}\.?[-/. ]+)(?:\d{4}|\d{2})"
_BORN = re.compile(rf"(?:\bgeb\.|\bgeboren(?:\s+op)?|\bgeboortedatum)\W{{0,3}}({_DATE})", re.IGNORECASE)


def find_personal_data(text: str) -> list[Finding]:
    return [*_mail_addresses(text), *_citizen_numbers(text), *_birth_dates(text)]


def _mail_addresses(text: str) -> Iterator[Finding]:
    return (Finding("een e-mailadres", match.group()) for match in _MAIL.finditer(text))


def _citizen_numbers(text: str) -> Iterator[Finding]:
    """Nine digits that pass the eleven test; one number in eleven does so by chance, hence «lijkt op»."""
    for match in _NINE_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if passes_eleven_test(digits) or _BSN_BEFORE.search(text[: match.start()]):
            yield Finding("een nummer dat op een burgerservicenummer lijkt", match.group())


def passes_eleven_test(digits: str) -> bool:
    """The check of a burgerservicenummer: 9, 8 … 2 and −1 times the digits add up to a multiple of eleven."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0


def _birth_dates(text: str) -> Iterator[Finding]:
    return (Finding("een geboortedatum", match[1]) for match in _BORN.finditer(text))

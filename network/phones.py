"""Phone numbers as people in the Netherlands type, read and dial them."""

import re
from dataclasses import dataclass

from network.dutch import NotReadable

EMERGENCY = {"112", "113"}
EXAMPLE_PREFIX = "0880000"  # 088-0000 xxx is given to nobody: the numbers of the demo region

# Area codes of three digits; all other areas have four.
THREE_DIGIT_AREAS = {
    "010", "013", "015", "020", "023", "024", "026", "030", "033", "035", "036", "038", "040", "043", "045", "046",
    "050", "053", "055", "058", "070", "071", "072", "073", "074", "075", "076", "077", "078", "079",
}  # fmt: skip
COMPANY_NUMBERS = ("084", "085", "087", "088")
PAID_NUMBERS = ("0900", "0906", "0909")

_EXAMPLE = "Vul bijvoorbeeld in: 088-1234 567."
_LENGTHS = "Een nummer heeft 10 cijfers, of begint met 0800, 0900 of 14."


@dataclass(frozen=True)
class PhoneNumber:
    """A number that can be dialled: `digits` as in the Netherlands (0241234567), or with + and a country."""

    digits: str

    @property
    def display(self) -> str:
        """024 123 45 67 · 06 12 34 56 78 · 088-1234 567 · 0800-0188 · 14 024 · 112"""
        digits = self.digits
        if digits.startswith("+"):
            return digits
        if digits.startswith("14"):
            return f"14 {digits[2:]}"
        if not digits.startswith("0"):
            return digits
        if digits.startswith(("0800", *PAID_NUMBERS)):
            return f"{digits[:4]}-{_long_tail(digits[4:])}"
        if digits.startswith(COMPANY_NUMBERS):
            return f"{digits[:3]}-{digits[3:7]} {digits[7:]}"
        if digits.startswith("06"):
            return f"06 {digits[2:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}"
        if digits[:3] in THREE_DIGIT_AREAS:
            return f"{digits[:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}"
        return f"{digits[:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}"

    @property
    def link(self) -> str:
        """What a phone dials. Short and national numbers can't be reached from abroad, so they go without +31."""
        is_full_dutch_number = self.digits.startswith("0") and not self.digits.startswith(("0800", *PAID_NUMBERS))
        return f"tel:+31{self.digits[1:]}" if is_full_dutch_number else f"tel:{self.digits}"

    @property
    def abroad(self) -> str:
        """Only digits, with the country in front: 31612345678, as other services want it."""
        return f"31{self.digits[1:]}" if self.digits.startswith("0") else self.digits.removeprefix("+")

    @property
    def is_long(self) -> bool:
        """Too long for the biggest letters on a small phone."""
        return len(self.display) > 11

    @property
    def is_paid(self) -> bool:
        return self.digits.startswith(PAID_NUMBERS)

    @property
    def has_area_code(self) -> bool:
        """Whether the number tells in which town or municipality somebody answers it: 024…, and 14 024."""
        tells_nothing = ("06", "0800", *PAID_NUMBERS, *COMPANY_NUMBERS)
        return self.digits.startswith(("0", "14")) and not self.digits.startswith(tells_nothing)

    @property
    def is_example(self) -> bool:
        return self.digits.startswith(EXAMPLE_PREFIX)


def read_phone(text: str) -> PhoneNumber:
    """Read 024-1234567, 06-12 34 56 78, +31 (0)24 123 45 67, 0031241234567, 0800-0188, 14 024, 112 and 116006."""
    typed = " ".join(text.split())
    plain = re.sub(r"[\s().,/\-\u2010-\u2015\u2212]", "", _without_trunk_zero(typed))
    if not re.fullmatch(r"\+?\d+", plain):
        raise NotReadable(f"«{typed[:40]}» is geen telefoonnummer. Vul alleen cijfers in. {_EXAMPLE}")
    digits = _as_dialled_in_the_netherlands(plain)
    _check(digits)
    return PhoneNumber(digits)


def _without_trunk_zero(typed: str) -> str:
    """+31 (0)24 → +31 24: the zero in brackets is left out when dialling from abroad."""
    return re.sub(r"^((?:\+|00)\s*\d{1,3})\s*\(0\)", r"\1", typed)


def _as_dialled_in_the_netherlands(plain: str) -> str:
    international = "+" + plain[2:] if plain.startswith("00") else plain
    if international.startswith("+310"):  # +31 024…: the zero was typed though it should not be
        return international[3:]
    if international.startswith("+31"):
        return "0" + international[3:]
    return international


def _check(digits: str) -> None:
    if digits in EMERGENCY or re.fullmatch(r"116\d{3}|140\d{2,3}", digits):
        return
    if digits.startswith("+"):
        _check_length(len(digits) - 1, shortest=8, longest=15)
    elif digits.startswith(("0800", *PAID_NUMBERS)):
        _check_free_or_paid(digits)
    elif digits.startswith("0"):
        _check_length(len(digits), shortest=10, longest=10)
    elif len(digits) < 8:
        raise NotReadable(f"Het nummer is te kort. {_LENGTHS} {_EXAMPLE}")
    else:
        raise NotReadable(f"Een nummer begint met 0 of met +31. Zet het netnummer ervoor. {_EXAMPLE}")


def _check_length(length: int, *, shortest: int, longest: int) -> None:
    if length < shortest:
        raise NotReadable(f"Het nummer is te kort. {_LENGTHS} {_EXAMPLE}")
    if length > longest:
        raise NotReadable(f"Het nummer is te lang. {_LENGTHS} {_EXAMPLE}")


def _check_free_or_paid(digits: str) -> None:
    if len(digits) not in {8, 11}:
        raise NotReadable(
            f"Na {digits[:4]} horen 4 of 7 cijfers. Er staan er nu {len(digits) - 4}. Controleer het nummer."
        )


def _long_tail(tail: str) -> str:
    return tail if len(tail) == 4 else f"{tail[:3]} {tail[3:5]} {tail[5:]}"


def phone_link(text: str) -> str:
    """What a phone dials for a number as somebody typed it; nothing when that can't be dialled."""
    try:
        return read_phone(text).link
    except NotReadable:
        return ""

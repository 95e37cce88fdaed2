"""What organisations are known by, read as people type it: their name, KvK number, phone, postcode and web address."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from network import phones
from network.dutch import NotReadable
from network.phones import PhoneNumber
from network.tables.cells import cleaned, without_link

__all__ = ["PhoneNumber", "read_kvk", "read_phone", "read_postcode", "read_web_address", "same_name_key"]

LONGEST_WEB_ADDRESS = 200


def read_kvk(text: str) -> str:
    """12345678 · 12 34 56 78 · 12.345.678 · KvK 12345678"""
    typed = cleaned(text) or ""
    digits = re.sub(r"^kvk(?:-?(?:nummer|nr))?[.:\s]*|[\s.\-\u2010-\u2015]", "", typed, flags=re.IGNORECASE)
    if re.fullmatch(r"[0-9]{8}", digits):
        return digits
    if re.fullmatch(r"[0-9]{12}", digits):
        raise NotReadable(f"«{typed}» is een vestigingsnummer. Vul het KvK-nummer van 8 cijfers in.")
    if re.fullmatch(r"[0-9]{7}", digits):
        raise NotReadable(
            f"«{typed}» heeft 7 cijfers. Een KvK-nummer heeft er 8. Is de 0 aan het begin weggevallen? "
            f"Vul dan 0{digits} in."
        )
    if re.fullmatch(r"[0-9]+", digits):
        raise NotReadable(
            f"«{typed[:40]}» heeft {len(digits)} cijfers. Een KvK-nummer heeft er 8, zoals 12345678. Controleer het."
        )
    raise NotReadable(f"«{typed[:40]}» is geen KvK-nummer. Vul 8 cijfers in, zoals 12345678.")


_WITHOUT_ZERO = re.compile(r"[1-9][0-9]{8}|(?:800|90[069])(?:[0-9]{4}|[0-9]{7})")
_ONE_MORE_NUMBER = re.compile(r"[;\n]|[0-9]\s*(?:of|en|/)\s")


def read_phone(text: str) -> PhoneNumber:
    """As in a list of organisations: «Tel. 024-1234567», and 612345678 and 31612345678, which a spreadsheet took for
    numbers.
    """
    typed = re.sub(r"^tel(?:efoon)?[.:\s]+", "", cleaned(text) or "", flags=re.IGNORECASE)
    if _WITHOUT_ZERO.fullmatch(typed):
        typed = f"0{typed}"
    elif re.fullmatch(r"31[1-9][0-9]{8}", typed):
        typed = f"+{typed}"
    try:
        return phones.read_phone(typed)
    except NotReadable:
        if sum(letter.isdigit() for letter in typed) > 15 and _ONE_MORE_NUMBER.search(typed):
            raise NotReadable("Hier staat meer dan één telefoonnummer. Laat het algemene nummer staan.") from None
        raise


def read_postcode(text: str) -> str:
    """6511 PP · 6511pp · NL-6511 PP · 6511-PP"""
    typed = cleaned(text) or ""
    plain = re.sub(r"[\s\-\u2010-\u2015]", "", typed).upper()
    plain = plain.removeprefix("NL") if len(plain) == 8 else plain
    match = re.fullmatch(r"([0-9]{4})([A-Z]{2})", plain)
    if not match:
        raise NotReadable(f"«{typed[:40]}» is geen postcode. Vul 4 cijfers en 2 letters in, zoals 6511 PP.")
    digits, letters = match.groups()
    if digits.startswith("0"):
        raise NotReadable(f"«{typed}» is geen postcode. Een postcode begint niet met een 0.")
    if letters in {"SA", "SD", "SS"}:
        raise NotReadable(f"«{typed}» is geen postcode. De letters {letters} komen in geen postcode voor.")
    return f"{digits} {letters}"


_OTHER_SCHEME = re.compile(
    r"(javascript|vbscript|data|mailto|tel|sms|file|ftp|ftps|sftp|about|blob):|(\w[\w+.\-]*)://", re.IGNORECASE
)
_is_web_address = URLValidator(schemes=["http", "https"])


def read_web_address(text: str) -> str:
    """www.voorbeeld.nl · voorbeeld.nl/hulp · HTTPS://Voorbeeld.nl become https://…; an http:// that was typed stays."""
    typed = cleaned(text) or ""
    if behind := re.search(r"\(((?:https?)://[^()\s]+)\)$", typed, re.IGNORECASE):  # a link in a workbook
        typed = behind[1]
    shown = typed[:60]
    match = _OTHER_SCHEME.match(typed)
    scheme = (match[1] or match[2]).lower() if match else ""
    if scheme == "mailto" or (not scheme and re.fullmatch(r"[^\s/@]+@[^\s/@]+", typed)):
        raise NotReadable(f"«{shown}» is een e-mailadres. Vul hier een webadres in, zoals www.voorbeeld.nl.")
    if scheme not in {"", "http", "https"}:
        raise NotReadable(f"«{shown}» begint met {scheme}: en is geen webadres. Vul bijvoorbeeld in: www.voorbeeld.nl.")
    address = _with_small_host(typed if scheme else f"https://{typed}")
    if len(address) > LONGEST_WEB_ADDRESS:
        raise NotReadable(f"Dit webadres is langer dan {LONGEST_WEB_ADDRESS} tekens. Vul de voorpagina van de site in.")
    try:
        _is_web_address(address)
    except ValidationError:
        address = ""
    if (
        not address
        or not re.search(r"\.[^\W\d_][\w\-]+\.?$", urlsplit(address).hostname or "")
        or "@" in address.split("/")[2]
    ):
        raise NotReadable(f"«{shown}» is geen webadres. Vul bijvoorbeeld in: www.voorbeeld.nl.")
    return address


def _with_small_host(address: str) -> str:
    scheme, _, rest = address.partition("://")
    host = re.match(r"[^/?#]*", rest)
    length = host.end() if host else 0
    return f"{scheme.lower()}://{rest[:length].lower()}{rest[length:]}"


# --- names -----------------------------------------------------------------------------------------------------------

# What some write in the name of an organisation, and others leave out.
_LEGAL_FORMS = {
    "bv",
    "nv",
    "cv",
    "vof",
    "ua",
    "ba",
    "stichting",
    "st",
    "vereniging",
    "ver",
    "cooperatie",
    "cooperatieve",
}
_AT_THE_ENDS = {"gemeente", "gem"}


def same_name_key(name: str) -> str:
    """The same for names that people see as one: «Gemeente Nijmegen», «gem. Nijmegen» and «Nijmegen ». Two names with
    one key are shown side by side, and never taken for one without asking.
    """
    plain = unicodedata.normalize("NFKD", without_link(cleaned(name) or "").casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("&", " en ")
    plain = re.sub(r"\b(?:[^\W\d_]\.){2,}", lambda letters: letters[0].replace(".", "") + " ", plain)
    words = re.findall(r"\w+", plain.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", ""))
    telling = [word for word in words if word not in _LEGAL_FORMS] or words
    if len(telling) > 1 and telling[0] in _AT_THE_ENDS:
        telling = telling[1:]
    elif len(telling) > 1 and telling[-1] in _AT_THE_ENDS:
        telling = telling[:-1]
    return "".join(telling)

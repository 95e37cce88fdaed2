"""Finds what could point to a person in a text that others will read. Plain text in, no database.

It looks for patterns, and for names only where a word or a date beside it says that it is somebody in a case: a name
can't be recognised without reading all names. Each look claims its characters, and later looks leave those alone, so
that the phone number of an organisation isn't read as a burgerservicenummer.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from stdnum import iban
from stdnum.nl import bsn


class Kind(StrEnum):
    MAIL = "mail"
    PHONE = "phone"
    BSN = "bsn"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    ADDRESS = "address"
    IBAN = "iban"
    PLATE = "plate"


DUTCH = {
    Kind.MAIL: "een e-mailadres",
    Kind.PHONE: "een privénummer of mobiel nummer",
    Kind.BSN: "een nummer dat op een burgerservicenummer lijkt",
    Kind.BIRTH_DATE: "een geboortedatum",
    Kind.NAME: "de naam van iemand in een zaak",
    Kind.ADDRESS: "een adres of postcode",
    Kind.IBAN: "een rekeningnummer",
    Kind.PLATE: "een kenteken",
}


@dataclass(frozen=True)
class Finding:
    """Something that looks like personal data: its kind, the characters themselves and where they begin."""

    kind: Kind
    excerpt: str
    start: int = field(compare=False, default=0)

    @property
    def what(self) -> str:
        return DUTCH[self.kind]


# From, up to, and what is there; None claims the characters for something that is no personal data.
_Claim = tuple[int, int, Kind | None]


def find_personal_data(text: str, *, in_casework: bool = False) -> list[Finding]:
    """In the order of the text. In casework no label, such as «dossier», makes a number that passes the check quiet."""
    taken = bytearray(len(text))
    findings: list[Finding] = []
    looks = _LOOKS_IN_CASEWORK if in_casework else _LOOKS
    if not any(map(str.isdigit, text)):  # in whatever script
        looks = _LOOKS_WITHOUT_A_DIGIT
    for look in looks:
        for start, end, kind in look(text):
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            if kind:
                findings.append(Finding(kind, text[start:end], start))
    return sorted(findings, key=lambda finding: finding.start)


def passes_eleven_test(digits: str) -> bool:
    """The check of a burgerservicenummer. One number in eleven passes it by chance."""
    return bool(bsn.is_valid(digits)) and len(digits) == 9


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


# --- mail, accounts and plates -----------------------------------------------------------------------------------

_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,5}[\w-]{2,24})")
_ROLE_ADDRESS = re.compile(
    r"(?:aanmeld|administratie|advies|balie|begeleiding|beheer|bestuur|bureau|centrum|communicatie|contact|coordinator|csg|data$|fg$|ggd"
    r"|gegevensbescherming|gemeente|help|hulp|huiselijkgeweld|info|klacht|klant|lezer|loket|mail$|meldpunt|melding|noreply|partner$"
    r"|pers|planning|portaal|post|preventie|privacy|project|receptie|redactie|region?|secretariaat|service"
    r"|stuurgroep|support|team|training|veiligthuis|vertrouwenspersonen|voorlichting|vragen|webmaster|zorg)",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
_SIDES_OF_A_PLATE = (
    r"[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}"
    r"|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}"
    r"|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"
)
_PLATE = re.compile(rf"(?<![\w-])(?:{_SIDES_OF_A_PLATE})(?![\w-])")
_PLATE_SAID = re.compile(
    r"\b(?:kenteken|nummerbord)\W{1,3}(?:is\s+)?([A-Z0-9]{1,3}[- ]?[A-Z0-9]{1,3}[- ]?[A-Z0-9]{1,3})\b", re.IGNORECASE
)


def _mail_addresses(text: str) -> Iterator[_Claim]:
    """The address of a role, such as info@, belongs to an organisation."""
    for match in _MAIL.finditer(text):
        local, domain = match[1].lower(), match[2].lower()
        is_of_a_role = _ROLE_ADDRESS.match(local) or (len(local) > 2 and domain.startswith(local))
        yield match.start(), match.end(), None if is_of_a_role else Kind.MAIL


def _accounts(text: str) -> Iterator[_Claim]:
    return ((m.start(), m.end(), Kind.IBAN) for m in _IBAN.finditer(text) if iban.is_valid(m.group()))


def _plates(text: str) -> Iterator[_Claim]:
    for match in _PLATE.finditer(text):
        yield match.start(), match.end(), Kind.PLATE
    for match in _PLATE_SAID.finditer(text):
        if re.search(r"\d", match[1]):
            yield match.start(1), match.end(1), Kind.PLATE


# --- who was born when, and who is in a case ---------------------------------------------------------------------

_DATE = (
    r"(?:\d{1,2}(?:[-/. ]\d{1,2}[-/. ]|[-/. ]{1,2}[a-zA-Z]{3,9}\.?[-/. ]{1,2})(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)"
)
_BORN = re.compile(
    r"\b(?:geb\.?\s?dat(?:um|\.)?|geboortedat(?:um|a)|geboortedag|geb\.|geb|dob"
    rf"|geboren(?:\s+(?:te|in)\s+[\w-]{{2,30}})?(?:\s+op)?)\W{{0,3}}(?:is\s+|van\s+)?({_DATE})",
    re.IGNORECASE,
)
_DATE_THEN_BORN = re.compile(rf"(?<!\d)({_DATE})\s+(?:is\s+\w+\s+)?geboren\b", re.IGNORECASE)

_WORD = r"[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ'’]{1,30}(?:-[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]{1,30}){0,2}|\.)"
_BETWEEN = r"(?:(?:van|de|der|den|'t|ten|ter|te|el|al|ben|bin|op)\s+){0,3}"
_FULL_NAME = rf"{_WORD}(?:\s+{_BETWEEN}{_WORD}){{1,3}}"
_NAME = rf"{_WORD}(?:\s+{_BETWEEN}{_WORD}){{0,3}}"
_SOMEBODY = (
    r"slachtoffer|cli[eë]nte?|pleger|dader|verdachte|pati[eë]nte?|aangever|aangeefster|meld(?:st)?er|minderjarige|jeugdige"
    r"|meisje|jongen|moeder|vader|dochter|zoon|zusje?|broer(?:tje)?|(?:ex-?)?partner|stiefvader|stiefmoeder|kind"
)
_NAME_AND_DATE = re.compile(rf"({_FULL_NAME})\s*\(\s*(?:\*|geb\.?)?\s*({_DATE})\s*\)")
_SOMEBODY_AND_DATE = re.compile(rf"\b(?i:{_SOMEBODY})(?:\s+{_NAME})?\s*[(,]\s*\*?\s*({_DATE})")
_TITLE = r"(?i:genaamd|heet|mevrouw|meneer|de heer|mw\.?|dhr\.?)\s+"
_SOMEBODY_NAMED = re.compile(
    rf"\b(?i:{_SOMEBODY}),?\s+(?P<title>{_TITLE})?(?P<name>(?:(?:Van|De|Den|Ter)\s+)?{_BETWEEN}{_NAME})"
)
# Words with a capital that follow «slachtoffer» or stand before a date without being anybody's name.
# fmt: off
_NO_NAME = frozenset(
    {
        "Aanpak", "Afdeling", "Algemene", "Beleid", "Besluit", "Brief", "Centrum", "Commissie", "Concept", "De",
        "Den", "Deze", "Dienst", "Dit", "Een", "Europese", "Eerste", "Fonds", "GGD", "Gemeente", "Halt", "Het",
        "Hulp", "In", "Is", "Je", "Kamer", "Kamerbrief", "Landelijke", "Meldcode", "Ministerie", "Nationaal",
        "Nationale", "Nederland", "Nederlandse", "Netwerk", "Nieuwe", "Notitie", "Of", "Om", "Onderzoek", "Ook",
        "Overleg", "Plan", "Politie", "Programma", "Project", "Raad", "Rapport", "Rechten", "Regio", "Regionaal",
        "Regionale", "Rijk", "Rijks", "Rijksoverheid", "Slachtofferhulp", "Staatscourant", "Steunpunt",
        "Stichting", "Tweede", "Uitvoering", "Van", "Veilig", "Vereniging", "Versie", "Voor", "Wat", "Wet",
        "Wie", "Zij", "Zorg",
    }
)
# fmt: on


def _birth_dates(text: str) -> Iterator[_Claim]:
    for pattern in (_BORN, _DATE_THEN_BORN, _SOMEBODY_AND_DATE):
        for match in pattern.finditer(text):
            yield match.start(1), match.end(1), Kind.BIRTH_DATE
    for match in _NAME_AND_DATE.finditer(text):
        if not _NO_NAME.intersection(match[1].split()):
            yield match.start(1), match.end(2), Kind.BIRTH_DATE


def _people_in_a_case(text: str) -> Iterator[_Claim]:
    for match in _SOMEBODY_NAMED.finditer(text):
        words = match["name"].split()
        is_more_than_an_initial = any(len(word) > 2 for word in words)
        if is_more_than_an_initial and (match["title"] or words[0] not in _NO_NAME):
            yield match.start("name"), match.end("name"), Kind.NAME


# --- phone numbers -----------------------------------------------------------------------------------------------

_GAP = r"[ \u00a0.-]"
_COUNTRY = rf"(?:\+|00)31{_GAP}?(?:\(0\){_GAP}?)?"
_MOBILE = re.compile(rf"(?<![\d+])(?:{_COUNTRY}|\(?0)6\)?{_GAP}{{0,3}}(?:\d{_GAP}?){{7}}\d(?!\d)")
_LANDLINE = re.compile(rf"(?<![\d+])(?:{_COUNTRY}|\(?0)[1-57-9]\d{{0,3}}\)?{_GAP}{{0,3}}(?:\d{_GAP}?){{3,8}}\d(?!\d)")
_OF_A_PERSON = re.compile(
    r"(?:\bpriv[eé]\w{0,9}|(?<!veilig\s)\bthuis(?:nummer|telefoon)?|\b(?:haar|zijn|mijn|hun|diens)\s+(?:\w+\s+)?(?:nummer|telefoon\w*|tel\.?))\W{0,3}(?:is\s+)?$",
    re.IGNORECASE,
)
_IS_SOMEBODYS = re.compile(rf"\s+(?:is|was)\s+(?:het\s+nummer\s+)?van\s+{_WORD}")


def _phone_numbers(text: str) -> Iterator[_Claim]:
    """Mobile numbers belong to people; a fixed number does where the words beside it say so."""
    for match in _MOBILE.finditer(text):
        yield match.start(), match.end(), Kind.PHONE
    for match in _LANDLINE.finditer(text):
        digits = re.sub(r"^(?:00)?31(?:0(?=\d{9}))?", "0", _digits(match.group()))
        if len(digits) == 10 or digits.startswith(("0800", "0900")):
            before = text[max(0, match.start() - 40) : match.start()]
            is_private = _OF_A_PERSON.search(before) or _IS_SOMEBODYS.match(text, match.end())
            yield match.start(), match.end(), Kind.PHONE if is_private else None


# --- burgerservicenummers ----------------------------------------------------------------------------------------

_BSN_WORD = r"(?:bsn|b\.s\.n\.|burger\s?service\s?(?:nummer|nr\.?)|sofi(?:-?nummer)?)"
_BSN_NUMBER = r"\d(?:[ \u00a0.-]?\d){7,8}(?!\d)"
_BSN_SAID = re.compile(rf"\b{_BSN_WORD}[^\d\n]{{0,30}}(?<!\d)({_BSN_NUMBER})", re.IGNORECASE)
_BSN_SAID_AFTER = re.compile(rf"(?<![\d-])({_BSN_NUMBER})\W{{0,4}}{_BSN_WORD}", re.IGNORECASE)
_NINE_DIGITS = re.compile(r"(?<![\d.,+/-])\d(?:[ \u00a0.]?\d){8}(?![\d/-]|[.,]\d)")
_PAPERS = re.compile(
    r"(?:€|\b(?:kvk|rsin|dossier|zaak|kenmerk|convenant|besluit|factuur|rapport|document|bestel|order|isbn|issn|doi|agb|btw"
    r"|oin|vestiging|project|beschikking|subsidie|referentie|ref|aanvraag|registratie|crebo|publicatie|id|nr|eur|euro"
    r"|tabel|versie)[\w-]{0,20})"
    r"[.:#\s]{0,3}(?:nr\.?|nummer|is)?[.:#\s]{0,3}([A-Z]{0,4}\d[\d ./-]{3,20})",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?<!\d)\d[\d .]{6,14}\s?(?:euro|inwoners|personen|mensen|bezoekers|%)", re.IGNORECASE)


def _numbers_called_bsn(text: str) -> Iterator[_Claim]:
    """With the word beside it, also when a digit is wrong."""
    for pattern in (_BSN_SAID, _BSN_SAID_AFTER):
        for match in pattern.finditer(text):
            yield match.start(1), match.end(1), Kind.BSN


def _numbers_of_papers(text: str) -> Iterator[_Claim]:
    for match in _PAPERS.finditer(text):
        yield match.start(1), match.end(1), None
    for match in _COUNTED.finditer(text):
        yield match.start(), match.end(), None


def _numbers_that_pass_as_bsn(text: str) -> Iterator[_Claim]:
    for match in _NINE_DIGITS.finditer(text):
        if passes_eleven_test(_digits(match.group())):
            yield match.start(), match.end(), Kind.BSN


# However it is written: with other dashes and spaces, with what nobody sees between, or in digits of another script.
_DASHES, _SPACES = dict.fromkeys(range(0x2010, 0x2016), "-"), dict.fromkeys(range(0x2000, 0x200B), " ")
_PLAIN = _DASHES | _SPACES | {ord(each): " " for each in "\t\u00a0\u00b7\u202f\u205f\u3000"}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NINE_IN_A_ROW = re.compile(r"(?<!\d)\d{9}(?!\d)")
_NINE_IN_GROUPS = re.compile(r"(?<!\d)\d{1,5}([ ./_-]{1,3})\d{1,5}(?:\1\d{1,5}){0,7}(?!\d)")


def _undisguised(text: str) -> tuple[str, Sequence[int]]:
    """With ordinary dashes, spaces and digits and without what nobody sees, and where each letter of it stands."""
    plain = _NOT_ASCII.sub(lambda match: str(unicodedata.digit(match[0], match[0])), text.translate(_PLAIN))
    if _UNSEEN.isdisjoint(plain):
        return plain, range(len(plain))
    places = [place for place, letter in enumerate(plain) if letter not in _UNSEEN]
    return "".join(plain[place] for place in places), places


def _numbers_in_disguise(text: str) -> Iterator[_Claim]:
    """Nine digits that pass the check, whatever stands around them, or in groups with the same between them."""
    plain, places = _undisguised(text)
    for pattern in (_NINE_IN_A_ROW, _NINE_IN_GROUPS):
        for match in pattern.finditer(plain):
            if passes_eleven_test(_digits(match.group())):
                yield places[match.start()], places[match.end() - 1] + 1, Kind.BSN


# --- addresses ---------------------------------------------------------------------------------------------------

_NUMBER = (
    r"(?:(?:op\s)?(?:huis)?(?:nr\.?\s?|nummer\s))?(?!(?:19|20)\d\d(?!\d))[1-9]\d{0,3}(?:\s?-?\s?(?:[a-zA-Z]|hs|bis|I{1,3}))?"
    r"(?![\w%]|[.,]\d)"
)
_NOT_COUNTED = (
    r"(?!\s?(?:keer|maal|x|uur|jaar|minuten|dagen|weken|maanden|km|meter|personen|mensen|partners|partijen|euro)\b)"
)
_SURELY_A_STREET = r"straat|laan|weg|plein|gracht|kade|singel|dijk|steeg|dreef"
_BETWEEN_BOTH = r"(?:[,:]?\s\(?|\s?#)"
_BY_ITS_ENDING = (
    r"straat|str\.|laan|weg|plein|gracht|kade|singel|dijk|steeg|dreef|plantsoen|ring|markt|park|hof|pad|baan|erf|wal|brink|veld"
    r"|meent|gaarde|oord|haven|poort|wijk|hage|horst|donk|akker|kamp|berg|boulevard|allee|es|dal"
)
_STREET = re.compile(
    rf"\b(?:[A-ZÀ-Þ][\w.'’-]{{0,30}}\s(?:(?:van|de|der|den|het|'t|ten|ter)\s){{0,2}}){{0,4}}"
    rf"(?:[A-ZÀ-Þ][\w'’-]{{0,30}}?(?:(?:{_BY_ITS_ENDING})\s|(?:{_SURELY_A_STREET}|{_SURELY_A_STREET.upper()}|str){_BETWEEN_BOTH}?)"
    rf"|(?:Straat|Laan|Weg|Plein|Kade|Dijk|Brink|Markt|Hof|Pad|Erf|Wal)\s){_NUMBER}{_NOT_COUNTED}"
)
_SMALL_STREET = re.compile(
    rf"\b(?!onder|uit|om|snel|spoor|half|van|over|hoofd|zorg|wet|rechts|in|door)[a-zß-öø-ÿ]{{3,30}}"
    rf"(?:{_SURELY_A_STREET})\s{_NUMBER}{_NOT_COUNTED}"
)
_SAID_STREET = re.compile(
    rf"\b(?:woont|wonen|adres|verblijft|zitten|gevestigd|opvang|pand)\b[^.\n]{{0,25}}?\b(?:aan|op|in|is)?\s?(?:de|het|'t)?\s?"
    rf"([A-ZÀ-Þ][\w'’-]{{2,30}}(?:\s[A-ZÀ-Þ][\w'’-]{{2,30}}){{0,2}}\s{_NUMBER}{_NOT_COUNTED})"
)
_POSTCODE = re.compile(
    r"(?<![\w-])[1-9]\d{3}(?P<gap>[ \u00a0.-]?)(?!SA|SD|SS)[A-Z]{2}(?![\w-])"
    r"(?P<number>,?\s(?!(?:19|20)\d\d)\d{1,4}[a-z]?\b)?"
)
# Without a space; what is measured is not where somebody lives.
_SMALL_POSTCODE = re.compile(
    r"(?<![\w.,/-])[1-9]\d{3}(?!km|kg|mg|gr|cm|mm|ml|cl|dl|ha|mb|gb|tb|kb|kw|px|pt|st|de|en|er)[a-z]{2}(?![\w-])"
)
_POSTCODE_SAID = re.compile(r"\bpostcode\W{1,3}(?:is\s+)?([1-9]\d{3}(?:\s?[a-zA-Z]{2})?)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


def _addresses(text: str) -> Iterator[_Claim]:
    plain, places = _undisguised(text)
    for start, end in _addresses_in(plain):
        yield places[start], places[end - 1] + 1, Kind.ADDRESS


def _addresses_in(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_STREET, _SMALL_STREET, _SMALL_POSTCODE):
        for match in pattern.finditer(text):
            yield match.start(), match.end()
    for pattern in (_POSTCODE_SAID, _SAID_STREET):
        for match in pattern.finditer(text):
            yield match.start(1), match.end(1)
    for match in _POSTCODE.finditer(text):
        # «in 2023 OM en politie»: a year and an abbreviation, unless a house number follows.
        if not (_YEAR.match(match.group()) and match["gap"] and not match["number"]):
            yield match.start(), match.end()


_Look = Callable[[str], Iterator[_Claim]]

_LOOKS: list[_Look] = [
    _mail_addresses,
    _accounts,
    _birth_dates,
    _numbers_called_bsn,
    _plates,
    _phone_numbers,
    _numbers_of_papers,
    _numbers_that_pass_as_bsn,
    _addresses,
    _people_in_a_case,
]
_LOOKS_IN_CASEWORK = [
    *(look for look in _LOOKS if look is not _numbers_of_papers),
    _numbers_in_disguise,
]
# All that the others look for has a digit, which most texts have not.
_LOOKS_WITHOUT_A_DIGIT: list[_Look] = [_mail_addresses, _people_in_a_case]

"""Areas as tables name them. The same name with another suffix is another area, with borders of its own."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from network.models import AreaKind

MUNICIPALITY, REST, OTHER = "municipality", "rest", "other"
COUNTRY = AreaKind.COUNTRY.value

KIND_LABELS: dict[str, str] = {
    **dict(AreaKind.choices),
    "corop": "COROP-gebied",
    MUNICIPALITY: "gemeente",
    REST: "niet in te delen",
    OTHER: "ander gebied",
}

# What stands between brackets behind the name in tables of CBS and the police.
_KIND_OF_SUFFIX = {
    "VT": AreaKind.VEILIG_THUIS.value,
    "GG": AreaKind.GGD.value,
    "RE": AreaKind.POLICE_UNIT.value,
    "VR": AreaKind.SAFETY_REGION.value,
    "PV": AreaKind.PROVINCE.value,
    "LD": AreaKind.COUNTRY_PART.value,
    "CR": "corop",
    "GEMEENTE": MUNICIPALITY,
}
_SUFFIX_OF_KIND = {kind: suffix for suffix, kind in _KIND_OF_SUFFIX.items() if kind != MUNICIPALITY}
_WITH_SUFFIX = re.compile(r"(.+?) ?\(([^()]+)\)")
LONGEST_NAME = 120
# What the codes of CBS begin with: two letters, and a number that other codes don't share.
_KIND_OF_CODE = {
    "GM": MUNICIPALITY,
    "LD": AreaKind.COUNTRY_PART.value,
    "PV": AreaKind.PROVINCE.value,
    "CR": "corop",
    "GG": AreaKind.GGD.value,
    "VT": AreaKind.VEILIG_THUIS.value,
    "RE": AreaKind.POLICE_UNIT.value,
    "VR": AreaKind.SAFETY_REGION.value,
    **dict.fromkeys(("AM", "ES", "ET", "JZ", "MC", "RA", "RT", "WK", "BU", "ZK"), OTHER),
}
_CODE = re.compile(rf"(?:{'|'.join(_KIND_OF_CODE)})\d{{2,8}}|NL(?:00|01|10)")
# Codes that stay what they are: CBS gave provinces, parts of the country and police units no other since 2013.
_NAME_OF_CODE = {
    "LD01": "Noord-Nederland",
    "LD02": "Oost-Nederland",
    "LD03": "West-Nederland",
    "LD04": "Zuid-Nederland",
    "PV20": "Groningen",
    "PV21": "Fryslân",
    "PV22": "Drenthe",
    "PV23": "Overijssel",
    "PV24": "Flevoland",
    "PV25": "Gelderland",
    "PV26": "Utrecht",
    "PV27": "Noord-Holland",
    "PV28": "Zuid-Holland",
    "PV29": "Zeeland",
    "PV30": "Noord-Brabant",
    "PV31": "Limburg",
    "RE01": "Noord-Nederland",
    "RE02": "Oost-Nederland",
    "RE03": "Midden-Nederland",
    "RE04": "Noord-Holland",
    "RE05": "Amsterdam",
    "RE06": "Den Haag",
    "RE07": "Rotterdam",
    "RE08": "Zeeland - West-Brabant",
    "RE09": "Oost-Brabant",
    "RE10": "Limburg",
}
_EVERYDAY = {"sgravenhage": "denhaag", "shertogenbosch": "denbosch"}
_NOWHERE = {"buitenland", "onbekend", "overig"}
# Two letters, all capitals, no dot: a kind of area. «(NH.)» and «(L.)» belong to the name of a municipality.
_KIND_OF_AREA = re.compile(r"[A-Z]{2,3}")
# Names that a municipality shares with a province.
_ALSO_A_PROVINCE = {"Utrecht", "Groningen"}


@dataclass(frozen=True, slots=True)
class Area:
    """An area under its own name. `code` only when the table gave the code of CBS instead of a name."""

    kind: str
    name: str
    code: str = ""
    is_stated: bool = field(default=False, compare=False)  # the table itself says what kind of area it is

    @property
    def label(self) -> str:
        return area_label(self.kind, self.name)


class AreaError(ValueError):
    """A label that names no area; the message is Dutch."""


def read_area(text: str) -> Area:
    """«Gelderland-Zuid (VT)», «Nederland», «Bergen (NH.)», «Utrecht (gemeente)», «GM0268   ». Raises AreaError."""
    label = " ".join(text.split())
    if not label:
        raise AreaError("Hier staat geen gebied. Vul in bij welk gebied dit cijfer hoort.")
    if label.casefold() in {"totaal", "eindtotaal", "alle regio's"}:
        raise AreaError(f"«{label}» is geen gebied. Schrijf Nederland, of de naam van de regio.")
    if len(label) > LONGEST_NAME:
        raise AreaError(f"De naam van dit gebied is te lang. Kort hem in tot {LONGEST_NAME} tekens.")
    if _CODE.fullmatch(label):
        return area_of_code(label)
    if label.casefold() == "nederland":
        return Area(COUNTRY, "Nederland")
    if "niet in te delen" in label.casefold() or label.casefold() in _NOWHERE:
        return Area(REST, label)
    if match := _WITH_SUFFIX.fullmatch(label):
        if kind := _KIND_OF_SUFFIX.get(match[2].upper()):
            return Area(kind, match[1], is_stated=True)
        if _KIND_OF_AREA.fullmatch(match[2]):
            return Area(OTHER, label)
    return Area(MUNICIPALITY, _without_word_municipality(label))


def area_of_code(code: str, label: str = "") -> Area:
    """An area of which a table gives the code, with its name where that is known. The code says what kind it is."""
    plain = " ".join(code.split()).upper()
    if plain.startswith("NL") and _CODE.fullmatch(plain):
        return Area(COUNTRY, "Nederland", code=plain)
    kind = _KIND_OF_CODE.get(plain[:2]) if _CODE.fullmatch(plain) else None
    if kind is None:
        return read_area(label or code)
    if not label:
        return Area(kind, _NAME_OF_CODE.get(plain, plain), code=plain)
    named = read_area(label)
    if named.kind in {REST, kind}:
        return Area(named.kind, named.name, code=plain, is_stated=named.is_stated)
    return Area(kind, " ".join(label.split()), code=plain)


def area_of_kind(name: str, kind: str) -> Area | None:
    """An area as somebody names it, with a suffix or with a kind («vt», «VT», «Veilig Thuis-regio»).

    None when that kind doesn't exist, or when the suffix says another one.
    """
    area = read_area(name)
    if not kind:
        return area
    wanted = _kind_called(kind)
    return Area(wanted, area.name) if wanted and area.kind in {MUNICIPALITY, wanted} else None


def _kind_called(word: str) -> str | None:
    known = {value.casefold(): value for value in KIND_LABELS}
    known |= {label.casefold(): value for value, label in KIND_LABELS.items()}
    known |= {suffix.casefold(): value for suffix, value in _KIND_OF_SUFFIX.items()}
    return known.get(word.strip().casefold())


def area_label(kind: str, name: str) -> str:
    """The name with its suffix: («vt», «Gelderland-Zuid») → Gelderland-Zuid (VT)."""
    if suffix := _SUFFIX_OF_KIND.get(kind):
        return f"{name} ({suffix})"
    return f"{name} (gemeente)" if kind == MUNICIPALITY and name in _ALSO_A_PROVINCE else name


def area_id(kind: str, name: str) -> str:
    """How an area is named in an address."""
    return f"{kind}:{name}"


@lru_cache(maxsize=20_000)
def same_name(name: str) -> str:
    """Two ways of writing one name compare equal: capitals, accents, apostrophes, hyphens, dots and spaces don't count,
    and neither does an everyday name: «Den Haag» is «'s-Gravenhage».
    """
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum() or letter in "()"
    )
    return _EVERYDAY.get(bare, bare)


def _without_word_municipality(label: str) -> str:
    return re.sub(r"^(?:gemeente|gem\.) ", "", label, flags=re.IGNORECASE)

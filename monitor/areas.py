"""Areas as tables name them. The same name with another suffix is another area, with borders of its own."""

import re
from dataclasses import dataclass, field

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
_CODE = re.compile(r"GM\d{4}")
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


def read_area(text: str) -> Area:
    """«Gelderland-Zuid (VT)», «Nederland», «Bergen (NH.)», «Utrecht (gemeente)», «GM0268   »."""
    label = " ".join(text.split())
    if _CODE.fullmatch(label):
        return Area(MUNICIPALITY, label, code=label)
    if label.casefold() == "nederland":
        return Area(COUNTRY, "Nederland")
    if "niet in te delen" in label.casefold() or label.casefold() in {"buitenland", "onbekend"}:
        return Area(REST, label)
    if match := _WITH_SUFFIX.fullmatch(label):
        if kind := _KIND_OF_SUFFIX.get(match[2].upper()):
            return Area(kind, match[1], is_stated=True)
        if _KIND_OF_AREA.fullmatch(match[2]):
            return Area(OTHER, label)
    return Area(MUNICIPALITY, _without_word_municipality(label))


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


def same_name(name: str) -> str:
    """Two ways of writing one name compare equal: capitals, hyphens, dots and spaces don't count."""
    return re.sub(r"[\s.\-–]+", " ", name.casefold()).strip()


def _without_word_municipality(label: str) -> str:
    return re.sub(r"^(?:gemeente|gem\.) ", "", label, flags=re.IGNORECASE)

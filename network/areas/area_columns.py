"""The columns of a list of areas, how a cell of each reads, and layouts that others publish."""

from collections.abc import Sequence
from datetime import date

from network.areas.country import BEGIN, as_gm_code
from network.dates import today
from network.dutch import NotReadable, enumeration
from network.imports.kinds import Column, KnownLayout
from network.models import AreaKind
from network.tables import Cell
from network.tables.layout import heading_key
from network.tables.values import as_date, as_name, as_whole_number

# The network's own set is the region itself, and a country has no borders to bring in.
KINDS = {kind.value: str(kind.label) for kind in AreaKind if kind not in {AreaKind.NETWORK, AreaKind.COUNTRY}}
_CALLED = {
    "veilig thuis": AreaKind.VEILIG_THUIS.value,
    "ggd": AreaKind.GGD.value,
    "politie": AreaKind.POLICE_UNIT.value,
    "csg": AreaKind.CSG.value,
    "centrumgemeente": AreaKind.CENTRAL_MUNICIPALITY.value,
    "centrumgemeenteregio": AreaKind.CENTRAL_MUNICIPALITY.value,
}
MOST_INHABITANTS = 20_000_000


def read_code(cell: Cell) -> str:
    """GM0268, and 0268 or 268 as a spreadsheet leaves it."""
    if found := as_gm_code(as_name(cell)):
        return found
    raise NotReadable(f"«{as_name(cell)[:40]}» is geen CBS-code. Een code is GM en vier cijfers, zoals GM0268.")


def read_kind(cell: Cell) -> str:
    """vt, VT, Veilig Thuis, Veilig Thuis-regio."""
    plain = " ".join(as_name(cell).casefold().split())
    known = {label.casefold(): value for value, label in KINDS.items()} | {value: value for value in KINDS} | _CALLED
    if found := known.get(plain):
        return found
    raise NotReadable(
        f"Soort gebied «{plain[:40]}» kennen we niet. Kies uit: {enumeration(list(KINDS.values()), 'of')}."
    )


def read_area(cell: Cell) -> str:
    return _short(as_name(cell), 100)


def read_area_code(cell: Cell) -> str:
    return _short(as_name(cell), 10)


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise NotReadable(f"Dit is langer dan {most} tekens. Kort het in.")
    return text


BEGINNINGS = {
    "begin": "Het begin: 1 januari 2021, of eerder",
    "dit jaar": "1 januari van dit jaar",
    "vandaag": "Vandaag",
    "volgend jaar": "1 januari van volgend jaar",
}


def read_beginning(cell: Cell) -> date:
    """A day, or one of the words that can be chosen for all rows."""
    word, now = as_name(cell).casefold(), today()
    days = {
        "begin": BEGIN,
        "dit jaar": date(now.year, 1, 1),
        "vandaag": now,
        "volgend jaar": date(now.year + 1, 1, 1),
    }
    return days[word] if word in days else as_date(cell)


def read_year(cell: Cell) -> int:
    year = as_whole_number(cell)
    if not 1950 <= year <= 2100:
        raise NotReadable("Dit is geen jaar. Vul vier cijfers in, bijvoorbeeld 2026.")
    return year


def read_inhabitants(cell: Cell) -> int:
    number = as_whole_number(cell)
    if not 0 <= number <= MOST_INHABITANTS:
        raise NotReadable("Dit aantal inwoners kan niet kloppen. Controleer het bij de bron.")
    return number


COLUMNS = (
    Column("code", "Code", read_code, is_required=True, help_text="De CBS-code van de gemeente, met of zonder GM."),
    Column("municipality", "Gemeente", as_name, help_text="Ter controle; de code beslist."),
    Column(
        "kind",
        "Soort gebied",
        read_kind,
        choices=tuple(KINDS.items()),
        chosen_label="Soort gebied van alle rijen",
        chosen_help="Voor een lijst waarin de soort niet staat.",
    ),
    Column("area", "Gebied", read_area, help_text="De naam, bijvoorbeeld Gelderland-Zuid."),
    Column("area_code", "Gebiedscode", read_area_code, help_text="Bijvoorbeeld VR08. Mag leeg blijven."),
    Column(
        "valid_from",
        "Vanaf",
        read_beginning,
        help_text="Sinds wanneer de gemeente bij het gebied hoort. Zonder datum: vanaf vandaag.",
        choices=tuple(BEGINNINGS.items()),
        chosen_label="Geldig vanaf, voor alle rijen",
        chosen_help="Voor een lijst zonder datums. Zonder keuze geldt de lijst vanaf vandaag.",
    ),
    Column("valid_to", "Tot en met", as_date, help_text="Leeg als het nog zo is."),
    Column("year", "Jaar", read_year, help_text="Van het aantal inwoners op 1 januari."),
    Column("inhabitants", "Inwoners", read_inhabitants, help_text="Aantal inwoners op 1 januari van dat jaar."),
)

# Headings under which the regioatlas names the area of a municipality.
_REGION_ATLAS = {
    "veilig thuis regio's": AreaKind.VEILIG_THUIS,
    "ggd's": AreaKind.GGD,
    "politie-eenheden": AreaKind.POLICE_UNIT,
    "centrumgemeenten vrouwenopvang / geweld in huiselijke kring": AreaKind.CENTRAL_MUNICIPALITY,
    "veiligheidsregio's": AreaKind.SAFETY_REGION,
    "provincies": AreaKind.PROVINCE,
}


def layout_of_others(header: Sequence[str]) -> KnownLayout | None:
    """The regioatlas, and lists of safety regions by code; «Inwoneraantal van regio» is of the area and stays out."""
    place = {heading_key(heading): index for index, heading in enumerate(header)}
    if {"gemeente", "cbs"} <= place.keys():
        for heading, kind in _REGION_ATLAS.items():
            if heading in place:
                columns = {"municipality": place["gemeente"], "code": place["cbs"], "area": place[heading]}
                return KnownLayout("regioatlas", columns, {"kind": kind.value})
    if {"gm_code", "naam", "vr_code", "vr_naam"} <= place.keys():
        columns = {
            "municipality": place["naam"],
            "code": place["gm_code"],
            "area": place["vr_naam"],
            "area_code": place["vr_code"],
        }
        return KnownLayout("gemeenten per veiligheidsregio", columns, {"kind": AreaKind.SAFETY_REGION.value})
    return None

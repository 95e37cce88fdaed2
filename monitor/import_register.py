"""Our own register of areas: which municipality a name of a table means, and which names look like another area."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from monitor.areas import COUNTRY, MUNICIPALITY, Area, area_label, read_area, same_name
from monitor.models import Edition, Indicator
from monitor.series import Contents
from network.dates import today
from network.dutch import enumeration, long_date, number
from network.models import AreaSet, Municipality

NATIONAL = "Dit is een landelijk onderzoek. Het zegt niets over één regio of gemeente."
NAMED_AT_MOST = 5


class Place(NamedTuple):
    """An area under the name that the register gives it."""

    kind: str
    name: str
    municipality: int | None = None


class Unplaced(NamedTuple):
    """Why an area can't be placed, what to do, and the area that was probably meant."""

    reason: str
    advice: str
    meant: str = ""


class Register:
    """Places the areas of one file; what was found on the way stands in `notes`.

    `chosen` says what names in the file mean, as whoever imports it said: «Gelderland Zuid» → «Gelderland-Zuid (VT)».
    """

    def __init__(self, indicator: Indicator | None, *, is_national: bool, chosen: Mapping[str, str]) -> None:
        municipalities = list(Municipality.objects.order_by("valid_to").select_related("successor"))
        self._by_code = {municipality.code: municipality for municipality in municipalities}
        # One of today goes before one of the past with the same name: in this order it is the last.
        self._by_name = {same_name(municipality.name): municipality for municipality in municipalities}
        shown = _areas_shown(indicator)
        self._shown = {name for kind, name in shown if kind == MUNICIPALITY}
        self._regions = {same_name(name): area_label(kind, name) for kind, name in shown if kind != MUNICIPALITY}
        self._sets = {same_name(name) for name in AreaSet.objects.values_list("name", flat=True)}
        self._is_national = is_national
        self._chosen = chosen
        self._first: dict[Place, Area] = {}
        self._outside: list[str] = []
        self._ended: dict[str, str] = {}

    def place(self, area: Area) -> Place | Unplaced:
        """Where an area belongs; asked once for each different area, in the order of the file."""
        meant = read_area(self._chosen[area.name]) if area.name in self._chosen else area
        if self._is_national and meant.kind != COUNTRY:
            return Unplaced(NATIONAL, "Laad alleen de regels van Nederland.")
        place = self._place(meant)
        if isinstance(place, Unplaced):
            return place
        first = self._first.setdefault(place, area)
        if first != area:
            what = "dezelfde gemeente" if place.kind == MUNICIPALITY else "hetzelfde gebied"
            return Unplaced(f"Dit is {what} als «{first.name}» in dit bestand.", "Laat één van de twee over.")
        return place

    @property
    def notes(self) -> list[str]:
        outside = [_outside_in_words(self._outside)] if self._outside else []
        return [*outside, *self._ended.values()]

    def _place(self, area: Area) -> Place | Unplaced:
        if area.kind != MUNICIPALITY:
            return Place(area.kind, area.name)
        municipality = self._by_code.get(area.code) or self._by_name.get(same_name(area.name))
        if municipality is None:
            return self._outside_the_register(area)
        if municipality.valid_to and municipality.valid_to < today():
            self._ended[municipality.code] = _ended_in_words(municipality, municipality.valid_to)
        return Place(MUNICIPALITY, municipality.name, municipality.pk)

    def _outside_the_register(self, area: Area) -> Place | Unplaced:
        if area.code == area.name:
            return Unplaced("Deze code kennen we niet.", "Controleer de code bij de bron.")
        name = same_name(area.name)
        if not area.code and not area.is_stated and area.name not in self._shown:
            if (meant := self._regions.get(name)) and read_area(meant).name != area.name:
                return Unplaced("Dit gebied kennen we niet.", f"Bedoelt u «{meant}»?", meant)
            if name in self._sets:
                advice = "Schrijf erachter welke regio het is, zoals (VT) of (GG)."
                return Unplaced("Dit gebied kennen we niet als gemeente.", advice)
        self._outside.append(area.name)
        return Place(MUNICIPALITY, area.name)


def _areas_shown(indicator: Indicator | None) -> tuple[tuple[str, str], ...]:
    """The areas, kind and name, that the newest edition holds."""
    newest = Edition.objects.latest_of(indicator) if indicator else None
    return Contents.from_json(newest.contents).areas if newest else ()


def _outside_in_words(names: list[str]) -> str:
    if len(names) == 1:
        return (
            f"Eén gemeente staat niet in het register van het portaal: {names[0]}. Haar cijfers komen onder haar eigen "
            "naam en tellen nergens bij mee."
        )
    shown = names[:NAMED_AT_MOST]
    which = enumeration(shown) if len(names) <= NAMED_AT_MOST else f"waaronder {enumeration(shown)}"
    return (
        f"{number(len(names))} gemeenten staan niet in het register van het portaal: {which}. Hun cijfers komen onder "
        "hun eigen naam en tellen nergens bij mee."
    )


def _ended_in_words(municipality: Municipality, last: date) -> str:
    """What became of a municipality of the past, whose figures stay its own."""
    name = municipality.name
    if municipality.successor:
        became = f"{name} ging op {long_date(last + timedelta(days=1))} op in {municipality.successor}."
    else:
        became = f"{name} bestond tot en met {long_date(last)}, en hoort niet als geheel bij een andere gemeente."
    return f"{became} De cijfers blijven bij {name} staan."

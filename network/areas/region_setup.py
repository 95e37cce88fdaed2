"""The first thing in an empty portal: which municipalities it is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from network.areas.country import KnownMunicipality, country, in_safety_region, merged_into, safety_regions
from network.database import one_at_a_time
from network.dates import today
from network.dutch import enumeration
from network.history import because
from network.models import AreaKind, AreaMembership, AreaSet, Municipality, Person, Region
from network.terms import begin as begin_terms

THERE_IS_ONE = "Dit portaal heeft al een regio: {name}. Er is niets veranderd. Gemeenten en gebieden wijzigt u apart."


class SetupRefusedError(ValueError):
    """Why the region can't be set up like this; the message is Dutch."""


@dataclass
class SetUp:
    """What was made."""

    region: Region
    municipalities: list[Municipality] = field(default_factory=list)  # of today
    former: list[Municipality] = field(default_factory=list)
    kept: list[Municipality] = field(default_factory=list)  # were there already, and stay as they were

    @property
    def in_words(self) -> list[str]:
        told = [
            f"Regio «{self.region}» is ingericht met {_counted(self.municipalities)}: {_named(self.municipalities)}."
        ]
        if self.former:
            told.append(f"Ook {_counted(self.former, 'vroegere ')} met hun opvolger: {_named(self.former)}.")
        if self.region.central_municipality:
            told.append(f"Centrumgemeente: {self.region.central_municipality}.")
        if self.kept:
            told.append(f"Stond er al en is gelaten zoals het was: {_named(self.kept)}.")
        return told


def _counted(municipalities: Sequence[Municipality], which: str = "") -> str:
    return f"{len(municipalities)} {which}{'gemeente' if len(municipalities) == 1 else 'gemeenten'}"


def _named(municipalities: Sequence[Municipality]) -> str:
    return enumeration([str(each) for each in municipalities])


@transaction.atomic
def set_up_region(
    *,
    name: str,
    safety_region: str = "",
    municipalities: Sequence[str] = (),
    central: str = "",
    by: Person | None = None,
    on: date | None = None,
) -> SetUp:
    """Make the region from a safety region, or from the codes of its municipalities of today.

    All that these ever were come along, each with its first and last day: figures of before a merger keep their name.
    The safety regions around them are kept whole, so that the portal knows where each ends. Refuses when there is a
    region already.
    """
    one_at_a_time("region")
    if region := Region.objects.current():
        raise SetupRefusedError(THERE_IS_ONE.format(name=region))
    chosen = in_safety_region(safety_region) if safety_region else _chosen(municipalities)
    day = on or today()
    central_code = _central(central, chosen, day)
    with because("regio ingericht", by=by):
        keeper = _Keeper()
        around = {each.safety_region for each in chosen}
        for code in sorted(around):
            area = _area(AreaKind.SAFETY_REGION, safety_regions()[code], code=code)
            keeper.put(in_safety_region(code), area)
        area = _area(AreaKind.NETWORK, name)
        keeper.put(chosen, area)
        keeper.know(merged_into(each.code for each in chosen))
        region = Region(name=name, area_set=area, central_municipality=keeper.known.get(central_code))
        region.full_clean()
        region.save()
        begin_terms(by=by)
    ours = [keeper.known[each.code] for each in sorted(chosen, key=lambda each: each.name)]
    here = [each for each in ours if country()[each.code].exists_on(day)]
    return SetUp(
        region,
        here,
        [each for each in ours if each not in here],
        [each for each in keeper.kept if each in ours],
    )


def _chosen(codes: Sequence[str]) -> list[KnownMunicipality]:
    if not codes:
        raise SetupRefusedError("Kies een veiligheidsregio, of noem de gemeenten van de regio.")
    gone = [country()[code] for code in codes if country()[code].valid_to]
    if gone:
        first = gone[0]
        raise SetupRefusedError(
            f"{first.name} bestaat niet meer en ging op in {country()[first.successor].name}. "
            "Noem de gemeenten van nu; wat daarin opging, komt vanzelf mee."
        )
    named = [country()[code] for code in dict.fromkeys(codes)]
    return [*named, *merged_into(codes)]


def _central(code: str, chosen: Iterable[KnownMunicipality], day: date) -> str:
    if code and code not in {each.code for each in chosen if each.exists_on(day)}:
        raise SetupRefusedError(
            f"Centrumgemeente {country()[code].name} hoort niet bij deze gemeenten. Kies een gemeente van de regio."
        )
    return code


def _area(kind: AreaKind, name: str, *, code: str = "") -> AreaSet:
    if found := AreaSet.objects.filter(kind=kind, name=name).first():
        if kind == AreaKind.NETWORK:
            raise SetupRefusedError(f"Er is al een netwerkgebied met de naam «{name}». Kies een andere naam.")
        return found
    area = AreaSet(kind=kind, name=name, code=code)
    try:
        area.full_clean()
    except ValidationError as error:
        raise SetupRefusedError(" ".join(error.messages)) from error
    area.save()
    return area


class _Keeper:
    """Makes municipalities of the list, each once, and leaves those that are there as they are."""

    def __init__(self) -> None:
        self.known: dict[str, Municipality] = {}
        self.kept: list[Municipality] = []
        self._there = {each.code: each for each in Municipality.objects.all()}

    def know(self, wanted: Iterable[KnownMunicipality]) -> None:
        for each in wanted:
            self._one(each)

    def put(self, wanted: Iterable[KnownMunicipality], area: AreaSet) -> None:
        """In the area for as long as they exist; somebody's own dates in an area that is there already stay."""
        held = set(area.parts.values_list("municipality_id", flat=True))
        for each in wanted:
            municipality = self._one(each)
            if municipality.pk not in held:
                AreaMembership.objects.create(
                    area_set=area,
                    municipality=municipality,
                    valid_from=municipality.valid_from,
                    valid_to=municipality.valid_to,
                )

    def _one(self, each: KnownMunicipality) -> Municipality:
        if each.code in self.known:
            return self.known[each.code]
        if each.code in self._there:
            self.known[each.code] = self._there[each.code]
            self.kept.append(self._there[each.code])
        else:
            self.known[each.code] = Municipality.objects.create(
                code=each.code,
                name=each.name,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
                successor=self._one(country()[each.successor]) if each.successor else None,
            )
        return self.known[each.code]


def municipalities_of(codes: Iterable[str]) -> dict[str, Municipality]:
    """Municipalities of the list by their codes, made where the portal doesn't have them yet."""
    keeper = _Keeper()
    keeper.know(country()[code] for code in codes if code in country())
    return keeper.known

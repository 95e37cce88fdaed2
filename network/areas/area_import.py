"""Bringing in a list of areas, or of inhabitants: a municipality per row, by its CBS code.

An area that touches the region is kept whole, with its municipalities elsewhere: otherwise a large area would look as
if it had the borders of the region. Areas that lie elsewhere are left out, and counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.text import capfirst

from network.areas.area_columns import COLUMNS, KINDS, layout_of_others
from network.areas.country import BEGIN, country
from network.areas.region_setup import municipalities_of
from network.database import one_at_a_time
from network.dates import today
from network.dutch import enumeration, long_date, number
from network.imports.kinds import (
    Change,
    ImportKind,
    KnownLayout,
    ReadRow,
    Rejection,
    Result,
    RowLook,
    RowState,
    Tell,
    known,
    tell_nobody,
)
from network.models import AreaMembership, AreaSet, Municipality, Population, Region
from network.policy import Permission

NAMED_AT_MOST = 6
WHOLE_COUNTRY = 200  # municipalities in a file: then what is missing from it is worth telling
NO_REGION = "Er is nog geen regio. Richt eerst de regio in; daarna weet het portaal welke gebieden erbij horen."


class AreaImport(ImportKind):
    key = "areas"
    title = "Gebieden of inwoners inlezen"
    intro = (
        "Een lijst met per gemeente het gebied waar zij bij hoort, zoals die van de regioatlas, of met haar aantal "
        "inwoners. U bekijkt wat er verandert, en slaat dan pas op."
    )
    things = ("gemeente", "gemeenten")
    done_title = "Gebieden"
    permission = Permission.REGION_EDIT
    columns = COLUMNS
    start_url = "network:area-import"
    columns_url = "network:area-import-columns"
    look_url = "network:area-import-look"
    done_url = "network:area-list"

    def layout_of_others(self, header: Sequence[str]) -> KnownLayout | None:
        return layout_of_others(header)

    def bring_in(
        self, rows: Sequence[ReadRow], *, choices: Mapping[str, str], writes: bool, tell: Tell = tell_nobody
    ) -> Result:
        if writes:
            one_at_a_time("areas")
        return _Work(rows).done(writes=writes)


AREAS = known(AreaImport())

AreaKey = tuple[str, str]  # kind, and the name as people see it as the same


def plain(name: str) -> str:
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class _Place:
    """A municipality, whether the portal has it or only our list of the country does."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    successor: str


@dataclass(eq=False)
class _Span:
    """How long a municipality belongs to an area: held, or about to be."""

    area: AreaKey
    valid_from: date
    valid_to: date | None
    held: AreaMembership | None = None
    row: int = 0  # of the file that made or changed it

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


@dataclass
class _AreaRow:
    """A row that places a municipality in an area, from a day on."""

    row: ReadRow
    place: _Place
    area: AreaKey
    values: Mapping[str, Any]
    carried_from: _Place | None = None  # the municipality of the file, that became part of this one

    @property
    def kind(self) -> str:
        return self.area[0]


@dataclass
class _Told:
    """What the notes of a file are made of."""

    outside: int = 0
    unknown: list[str] = field(default_factory=list)
    carried: list[_AreaRow] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


class _Work:
    """All rows of one file, compared with what the portal holds."""

    def __init__(self, rows: Sequence[ReadRow]) -> None:
        self.rows, self.result, self.told = rows, Result(), _Told()
        self.region = Region.objects.current()
        self.looks: dict[int, RowLook] = {}
        stored = list(Municipality.objects.select_related("successor"))
        self.stored = {each.code: each for each in stored}
        self.places = {
            each.code: _Place(each.code, each.name, each.valid_from, each.valid_to, each.successor)
            for each in country().values()
        }
        self.places |= {
            each.code: _Place(
                each.code, each.name, each.valid_from, each.valid_to, each.successor.code if each.successor else ""
            )
            for each in stored
        }
        self.ours: set[str] = set()
        if self.region:
            self.ours = {each.code for each in Municipality.objects.ever_in_region(self.region)}
        self.spans: dict[tuple[str, str], list[_Span]] = {}
        self.areas: dict[AreaKey, AreaSet] = {}
        self._read_what_we_hold()
        self.inhabitants = {
            (each.municipality.code, each.year): each for each in Population.objects.select_related("municipality")
        }
        self.recounted: list[Population] = []

    def _read_what_we_hold(self) -> None:
        for part in AreaMembership.objects.filter(area_set__kind__in=KINDS).select_related("area_set", "municipality"):
            key = (part.area_set.kind, plain(part.area_set.name))
            span = _Span(key, part.valid_from, part.valid_to, part)
            self.spans.setdefault((part.municipality.code, part.area_set.kind), []).append(span)
        self.areas = {(area.kind, plain(area.name)): area for area in AreaSet.objects.filter(kind__in=KINDS)}
        self.touching = {span.area for (code, _), spans in self.spans.items() if code in self.ours for span in spans}

    def done(self, *, writes: bool) -> Result:
        if self.region is None:
            first = self.rows[0].number if self.rows else 1
            self.result.rejected.append(Rejection(first, "", "", NO_REGION))
            return self.result
        area_rows = [found for row in self.rows if (found := self._read(row))]
        area_rows = self._without_doubtful_carried(area_rows)
        self.touching |= {each.area for each in area_rows if each.place.code in self.ours}
        for each in area_rows:
            if each.area in self.touching:
                self._place(each)
            else:
                self.told.outside += 1
        rejected = {each.row for each in self.result.rejected}
        self.result.rows = [look for number, look in sorted(self.looks.items()) if number not in rejected]
        self.result.notes += self._notes(area_rows)
        if writes and not self.result.rejected:
            self._write()
        return self.result

    # --- what a row says ---

    def _read(self, row: ReadRow) -> _AreaRow | None:
        values = {**row.defaults, **row.values}
        if not row.is_whole:
            return None
        if "code" not in values:
            self._reject(row, "code", "", "De code ontbreekt. Vul de CBS-code van de gemeente in, zoals GM0268.")
            return None
        has_area, has_number = "area" in values, "year" in values or "inhabitants" in values
        if not has_area and not has_number:
            self._reject(row, "area", "", "Hier staat geen gebied en geen aantal inwoners. Vul een van de twee in.")
            return None
        place = self.places.get(values["code"])
        if place is None:
            self.told.unknown.append(f"{values['code']} {values.get('municipality', '')[:60]}".strip())
            return None
        if has_number:
            self._count(row, place, values)
        return self._in_area(row, place, values) if has_area else None

    def _in_area(self, row: ReadRow, place: _Place, values: Mapping[str, Any]) -> _AreaRow | None:
        if "kind" not in values:
            self._reject(row, "kind", "", "De soort gebied ontbreekt. Vul haar in, of kies één soort voor alle rijen.")
            return None
        first, last = values.get("valid_from", today()), values.get("valid_to")
        if last and last < first:
            reason = "De laatste dag ligt voor de eerste. Kies een latere laatste dag."
            self._reject(row, "valid_to", long_date(last), reason)
            return None
        said, day = place, max(first, place.valid_from)
        while place.valid_to and place.valid_to < day and place.successor in self.places:
            place = self.places[place.successor]
        area = (values["kind"], plain(values["area"]))
        return _AreaRow(row, place, area, values, said if said is not place else None)

    def _without_doubtful_carried(self, rows: list[_AreaRow]) -> list[_AreaRow]:
        """Rows about municipalities that were merged count for their successor, unless they contradict each other or
        the successor has a row of its own.
        """
        own = {(each.place.code, each.kind) for each in rows if not each.carried_from}
        carried: dict[tuple[str, str], set[AreaKey]] = {}
        for each in rows:
            if each.carried_from:
                carried.setdefault((each.place.code, each.kind), set()).add(each.area)
        doubtful = {key for key, areas in carried.items() if len(areas) > 1 and key not in own}
        kept = []
        for each in rows:
            key = (each.place.code, each.kind)
            if each.carried_from and (key in own or key in doubtful):
                continue
            if each.carried_from:
                self.told.carried.append(each)
            kept.append(each)
        ours = sorted((code, kind) for code, kind in doubtful if code in self.ours)
        self.told.left_out = [f"{self.places[code].name} ({KINDS[kind]})" for code, kind in ours]
        return kept

    # --- what becomes of it ---

    def _place(self, row: _AreaRow) -> None:
        look = self._look(row.row, row.place)
        self._warn_of_another_name(row, look)
        spans = self.spans.setdefault((row.place.code, row.kind), [])
        first = max(row.values.get("valid_from", today()), row.place.valid_from)
        last = row.values.get("valid_to")
        if row.place.valid_to and (last is None or last > row.place.valid_to):
            last = row.place.valid_to
        if last and last < first:
            self._reject(row.row, "", "", f"{row.place.name} bestaat in deze periode niet. Kies andere datums.")
            return
        now = next((span for span in spans if span.covers(first)), None)
        if now and now.area == row.area:
            self._same_area(row, look, now, _before_the_next(spans, now.valid_from, last))
        elif now and now.row and now.valid_from == first:
            reason = f"Rij {now.row} zet {row.place.name} dan in een ander gebied. Haal een van de twee weg."
            self._reject(row.row, "area", row.values["area"], reason)
        elif now:
            self._move(row, look, spans, now, first, last)
        else:
            self._new(row, look, spans, first, last)

    def _same_area(self, row: _AreaRow, look: RowLook, now: _Span, last: date | None) -> None:
        """Without a last day in the file, the one that we hold stays."""
        if row.values.get("valid_to") and last != now.valid_to:
            look.changes.append(Change("Tot en met", self._until(now.valid_to), self._until(last)))
            now.valid_to, now.row = last, row.row.number
            look.state = RowState.CHANGED if look.state == RowState.UNCHANGED else look.state
        self._about(look, now)

    def _move(
        self, row: _AreaRow, look: RowLook, spans: list[_Span], now: _Span, first: date, last: date | None
    ) -> None:
        """The old area gets a last day; one that would have begun this same day is corrected."""
        self._about(look, now)
        old, label = self._name(now.area), capfirst(KINDS[row.kind])
        until = _before_the_next(spans, first, last or now.valid_to)
        if now.valid_from == first:
            look.changes.append(Change(label, old, f"{row.values['area']}, ook vanaf {long_date(first)}"))
            now.area, now.valid_to, now.row = row.area, until, row.row.number
        else:
            yesterday = first - timedelta(days=1)
            words = f"{row.values['area']} vanaf {long_date(first)}"
            look.changes.append(Change(label, f"{old} tot en met {long_date(yesterday)}", words))
            now.valid_to, now.row = yesterday, row.row.number
            spans.append(_Span(row.area, first, until, row=row.row.number))
        look.state = RowState.CHANGED
        self._know(row)

    def _new(self, row: _AreaRow, look: RowLook, spans: list[_Span], first: date, last: date | None) -> None:
        """Nothing is known of that day. What begins later stays, and bounds what is new."""
        later = min((span for span in spans if span.valid_from > first), key=lambda span: span.valid_from, default=None)
        if later and later.area == row.area and not later.row and (last is None or last >= later.valid_from):
            look.changes.append(Change("Vanaf", long_date(later.valid_from), long_date(first)))
            later.valid_from, later.row, look.state = first, row.row.number, RowState.CHANGED
            self._about(look, later)
            return
        last = _before_the_next(spans, first, last)
        spans.append(_Span(row.area, first, last, row=row.row.number))
        self._know(row)
        facts = {capfirst(KINDS[row.kind]): row.values["area"], "Vanaf": long_date(first)}
        if last:
            facts["Tot en met"] = long_date(last)
        if row.carried_from:
            facts["In het bestand"] = row.carried_from.name
        self._is_new(look, facts)

    def _count(self, row: ReadRow, place: _Place, values: Mapping[str, Any]) -> None:
        """How many people live in a municipality of the region on 1 January of a year."""
        if place.code not in self.ours:
            self.told.outside += "area" not in values
            return
        year, inhabitants = values.get("year"), values.get("inhabitants")
        if year is None or inhabitants is None:
            missing, words = ("year", "het jaar") if year is None else ("inhabitants", "het aantal inwoners")
            self._reject(row, missing, "", f"Vul ook {words} in.")
            return
        if why := self._why_not_there(place, date(year, 1, 1)):
            self._reject(row, "year", str(year), why)
            return
        look = self._look(row, place)
        held = self.inhabitants.get((place.code, year))
        if held is None:
            new = Population(municipality=self.stored[place.code], year=year, inhabitants=inhabitants)
            self.inhabitants[place.code, year] = new
            self._is_new(look, {f"Inwoners in {year}": number(inhabitants)})
        elif held.inhabitants != inhabitants and held.pk is None:
            reason = (
                f"Het aantal inwoners van {place.name} in {year} staat vaker in het bestand. Haal een van de twee weg."
            )
            self._reject(row, "inhabitants", str(inhabitants), reason)
        elif held.inhabitants != inhabitants:
            look.changes.append(Change(f"Inwoners in {year}", number(held.inhabitants), number(inhabitants)))
            look.state = RowState.CHANGED
            held.inhabitants = inhabitants
            self.recounted.append(held)

    def _why_not_there(self, place: _Place, day: date) -> str:
        """Who was there when our list begins, may be older than that."""
        if place.valid_to and place.valid_to < day:
            after = f" Zij ging op in {self.places[place.successor].name}." if place.successor in self.places else ""
            return f"{place.name} bestond op {long_date(day)} niet meer.{after}"
        if place.valid_from > BEGIN and day < place.valid_from:
            return f"{place.name} bestaat pas sinds {long_date(place.valid_from)}."
        return ""

    # --- telling ---

    def _look(self, row: ReadRow, place: _Place) -> RowLook:
        return self.looks.setdefault(row.number, RowLook(row.number, place.name, RowState.UNCHANGED))

    def _is_new(self, look: RowLook, facts: dict[str, str]) -> None:
        already = look.facts
        look.tell = lambda: {**already, **facts}
        look.state = RowState.NEW if look.state == RowState.UNCHANGED else look.state

    def _about(self, look: RowLook, span: _Span) -> None:
        if span.held:
            look.about = f"{span.held.pk} {span.held.valid_from} {span.held.valid_to} {span.held.area_set_id}"

    def _know(self, row: _AreaRow) -> None:
        """An area of this name is made when the portal has none."""
        kind, name, code = row.kind, row.values["area"], row.values.get("area_code", "")
        self.areas.setdefault(row.area, AreaSet(kind=kind, name=name, code=code))

    def _name(self, area: AreaKey) -> str:
        return self.areas[area].name

    def _until(self, day: date | None) -> str:
        return long_date(day) if day else "onbepaald"

    def _warn_of_another_name(self, row: _AreaRow, look: RowLook) -> None:
        said, place = row.values.get("municipality", ""), row.carried_from or row.place
        if said and _letters(said) != _letters(place.name):
            look.warnings.append(f"De code {place.code} is van {place.name}; in het bestand staat «{said[:60]}».")

    def _reject(self, row: ReadRow, key: str, value: str, reason: str) -> None:
        self.result.rejected.append(Rejection(row.number, key, value, reason))

    def _notes(self, rows: Sequence[_AreaRow]) -> Iterable[str]:
        told = self.told
        if told.outside:
            one = told.outside == 1
            yield (
                f"{number(told.outside)} {'rij gaat' if one else 'rijen gaan'} over gemeenten en gebieden buiten de "
                f"regio. Die {'is' if one else 'zijn'} overgeslagen."
            )
        if told.unknown:
            yield (
                "Overgeslagen, want niet in onze lijst vanaf 2021 (eerder opgegaan in een andere gemeente, of een "
                f"tikfout): {_some(told.unknown)}."
            )
        by_successor: dict[str, list[str]] = {}
        for each in told.carried:
            if each.carried_from and each.area in self.touching:
                by_successor.setdefault(each.place.code, []).append(each.carried_from.name)
        for code, names in by_successor.items():
            unique = list(dict.fromkeys(names))
            verb = "is" if len(unique) == 1 else "zijn"
            yield (
                f"{enumeration(unique)} {verb} opgegaan in {self.places[code].name}. "
                f"{'De rij telt' if len(unique) == 1 else 'Die rijen tellen'} voor {self.places[code].name}."
            )
        if told.left_out:
            yield (
                "De gemeenten waaruit zij ontstonden, staan in het bestand bij verschillende gebieden. Daarom is "
                f"overgeslagen: {enumeration(told.left_out)}. Zet deze gemeente zelf in de lijst."
            )
        yield from self._missing(rows)

    def _missing(self, rows: Sequence[_AreaRow]) -> Iterable[str]:
        """Of today's municipalities: which the file doesn't have, and which are in no area after it."""
        now = [place for place in self.places.values() if place.valid_from <= today() and _still_there(place)]
        in_file = {row.values["code"] for row in self.rows if "code" in row.values}
        if len(in_file) > WHOLE_COUNTRY and (absent := sorted(p.name for p in now if p.code not in in_file)):
            yield (
                f"Van de {number(len(now))} gemeenten van nu staan er {number(len(absent))} niet in dit bestand: "
                f"{enumeration(absent)}."
            )
        counted = Counter(each.kind for each in rows)
        own = [place for place in now if place.code in self.ours]
        for kind in counted:
            without = [place.name for place in own if not self._ends_up_in(place, kind)]
            if without:
                yield f"{capfirst(KINDS[kind])}: na het opslaan ontbreekt nog {enumeration(sorted(without))}."

    def _ends_up_in(self, place: _Place, kind: str) -> bool:
        spans = self.spans.get((place.code, kind), [])
        return any(span.valid_to is None or span.valid_to >= today() for span in spans)

    # --- writing ---

    def _write(self) -> None:
        changed = {key: [span for span in spans if span.row] for key, spans in self.spans.items()}
        codes = [code for (code, _), spans in changed.items() if spans]
        municipalities = {**self.stored, **municipalities_of([code for code in codes if code not in self.stored])}
        for (code, _), spans in changed.items():
            # The first one first: what ends earlier makes room for what begins earlier.
            for span in sorted(spans, key=lambda span: span.valid_from):
                area = self.areas[span.area]
                if area.pk is None:
                    area.full_clean()
                    area.save()
                part = span.held or AreaMembership(municipality=municipalities[code])
                part.area_set, part.valid_from, part.valid_to = area, span.valid_from, span.valid_to
                part.save()
        for count in (*self.recounted, *(each for each in self.inhabitants.values() if each.pk is None)):
            count.save()


def _before_the_next(spans: Iterable[_Span], first: date, last: date | None) -> date | None:
    """What begins later stays as it is, and bounds what comes before it."""
    following = min((span.valid_from for span in spans if span.valid_from > first), default=None)
    if following and (last is None or last >= following):
        return following - timedelta(days=1)
    return last


def _still_there(place: _Place) -> bool:
    return place.valid_to is None or place.valid_to >= today()


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED_AT_MOST])
    return f"{shown} en nog {len(names) - NAMED_AT_MOST}" if len(names) > NAMED_AT_MOST else shown

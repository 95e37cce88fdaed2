"""Bringing in a list of help: which entries of it we know already, and what changes.

What comes in new is a concept: somebody looks at it before everybody does. What a coordinator brings in of an entry
that we hold is online at once, also a number, an audience or an address: the coordinator is who decides on those.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.urls import reverse

from network.dutch import NotReadable, number
from network.guarded import CASEWORK, check_text
from network.imports.kinds import (
    Candidate,
    Change,
    Choice,
    ImportKind,
    ReadRow,
    Rejection,
    Result,
    RowLook,
    RowState,
    Tell,
    known,
    tell_nobody,
)
from network.numbers_of_organisations import read_postcode, same_name_key
from network.personal_data import Kind
from network.policy import Permission
from network.tables import Table
from partners.completeness import tells_an_address, tells_where
from partners.hsds.reading import read_hsds
from partners.models import CareService, Visibility
from partners.service_columns import (
    ADDRESS,
    AGES,
    AREA,
    CHANNELS,
    COLUMNS,
    GUARDED,
    ID,
    LABELS,
    ORGANISATION,
    PLACE,
    TOLD_ONLY,
    WEEKDAYS,
)
from partners.service_register import NUMBERS, Area, Known, Register, is_same
from partners.service_writing import Written, write

TOLD_EVERY = 500  # rows
MOST_CANDIDATES = 5
MOST_WEEKS = 520


class ServiceImport(ImportKind):
    key = "services"
    title = "Lijst met aanbod inlezen"
    intro = (
        "Een lijst uit Excel, LibreOffice of een ander programma, of open data volgens HSDS (.json). U bekijkt wat er "
        "verandert, en slaat dan pas op. Nieuw aanbod komt binnen als concept."
    )
    things = ("vermelding", "vermeldingen")
    done_title = "Sociale kaart"
    permission = Permission.SERVICE_IMPORT
    columns = COLUMNS
    start_url = "partners:service-import"
    columns_url = "partners:service-import-columns"
    look_url = "partners:service-import-look"
    done_url = "partners:service-list"

    @property
    def downloads(self) -> list[tuple[str, str]]:
        def address(file_format: str) -> str:
            return reverse("partners:service-export", args=[file_format])

        return [
            ("Sociale kaart voor Excel (.xlsx)", address("xlsx")),
            ("Sociale kaart voor LibreOffice (.ods)", address("ods")),
            ("Sociale kaart als CSV", address("csv")),
            ("Wat openbaar is, als open data (HSDS, .json)", address("json")),
        ]

    def read_others(self, content: bytes) -> Table | None:
        return read_hsds(content)

    def bring_in(
        self, rows: Sequence[ReadRow], *, choices: Mapping[str, str], writes: bool, tell: Tell = tell_nobody
    ) -> Result:
        return _Work(rows, choices, Register(locks=writes), tell).done(writes=writes)


SERVICES = known(ServiceImport())


@dataclass
class _Matching:
    """One row on its way: what it says, and which entry it is about."""

    row: ReadRow
    look: RowLook
    values: dict[str, Any] = field(default_factory=dict)
    organisation_id: int | None = None
    name_key: str = ""
    about: Known | None = None
    maybe: list[Known] = field(default_factory=list)  # what we hold of the same name or number
    is_skipped: bool = False  # the same as an earlier row

    @property
    def own_key(self) -> tuple[int | None, str]:
        return self.organisation_id, self.name_key


class _Work:
    """All rows of one file, compared with the sociale kaart."""

    def __init__(self, rows: Sequence[ReadRow], choices: Mapping[str, str], register: Register, tell: Tell) -> None:
        self.rows, self.choices, self.register = rows, choices, register
        self._steps, self._tell_how_far = 0, tell
        self.result = Result()
        self._row_of: dict[int, int] = {}  # number of an entry → the row about it
        self._row_of_mark: dict[str, int] = {}
        self._rows_of_name: dict[str, list[_Matching]] = {}
        self._row_of_phone: dict[str, int] = {}
        self._addresses_left_out = 0

    def done(self, *, writes: bool) -> Result:
        identified = [each for row in self.rows if (each := self._identify(row))]
        wanted = {found.pk for each in identified for found in [each.about, *each.maybe] if found}
        self.register.fetch(wanted)
        matched = [each for each in identified if self._match(each)]
        compared = [each for each in matched if each.look.state != RowState.UNDECIDED and not each.is_skipped]
        is_final = not self.result.rejected and len(compared) + sum(m.is_skipped for m in matched) == len(self.rows)
        written = [told for each in compared if (told := self._compare(each))]
        if writes and is_final and not self.result.rejected:
            write(written, self.register)
        rejected = {each.row for each in self.result.rejected}
        self.result.rows = [each.look for each in matched if each.row.number not in rejected]
        self._note()
        return self.result

    def _note(self) -> None:
        if count := self._addresses_left_out:
            self.result.notes.append(
                f"{number(count)} {'adres' if count == 1 else 'adressen'} niet overgenomen. Van een geheim adres "
                "bewaart het portaal niets, en van een adres dat niet openbaar is alleen de plaats."
            )
        if any(each.state == RowState.NEW for each in self.result.rows):
            self.result.notes.append("Nieuw aanbod komt binnen als concept. Bezoekers zien het nog niet.")

    def _step(self) -> None:
        """Each row is identified first, and compared or written after that."""
        self._steps += 1
        if self._steps % TOLD_EVERY == 0:
            self._tell_how_far(self._steps // 2, len(self.rows))

    def _reject(self, row: ReadRow, key: str, value: str, reason: str) -> None:
        self.result.rejected.append(Rejection(row.number, key, value, reason))

    # --- which entry a row may be about ---

    def _identify(self, row: ReadRow) -> _Matching | None:
        """What can be told of a row before anything is fetched of what it may be about."""
        self._step()
        before = len(self.result.rejected)
        name = row.values.get("name", "")
        look = RowLook(row.number, name, RowState.NEW, choice=self.choices.get(str(row.number), ""))
        matching = _Matching(row, look, {key: value for key, value in row.values.items() if key not in {ID, AGES}})
        self._look_up(matching)
        if not row.is_whole:
            return None
        if not name:
            self._reject(row, "name", "", "De naam ontbreekt. Vul de naam van het aanbod in.")
        if len(self.result.rejected) > before:
            return None
        matching.name_key = same_name_key(name)
        if mark := row.values.get(ID):
            self._find_by_mark(matching, mark)
        elif matching.organisation_id is None:
            self._reject(row, ORGANISATION, "", "De organisatie ontbreekt. Vul in van welke partner dit aanbod is.")
        if len(self.result.rejected) > before:
            return None
        if matching.about is None:
            self._find_by_name_or_number(matching)
        return matching

    def _look_up(self, matching: _Matching) -> None:
        """The organisation and the area, as we know them; both ages where one cell holds them."""
        row, values = matching.row, matching.values
        if ages := row.values.get(AGES):
            values |= {
                key: age for key, age in zip(("minimum_age", "maximum_age"), ages, strict=True) if age is not None
            }
        named = values.pop(ORGANISATION, None)
        text = named or row.defaults.get(ORGANISATION, "")
        if text:
            try:
                partner = self.register.partner(text)
                matching.organisation_id = partner.pk
                if partner.has_left:
                    matching.look.warnings.append(f"{partner} doet niet meer mee. Dat blijft zo.")
            except NotReadable as reason:
                self._reject(row, ORGANISATION, text, str(reason))
        if AREA in values:
            try:
                values[AREA] = self.register.area(values[AREA])
            except NotReadable as reason:
                self._reject(row, AREA, "; ".join(row.values[AREA])[:80], str(reason))

    def _find_by_mark(self, matching: _Matching, mark: str) -> None:
        row = matching.row
        if (earlier := self._row_of_mark.setdefault(mark, row.number)) != row.number:
            self._reject(row, ID, mark, f"Dit kenmerk staat ook op rij {earlier}. Haal een van de twee weg.")
            return
        if pk := self.register.by_mark.get(mark):
            matching.about = about = self.register.by_pk[pk]
            named = matching.organisation_id if ORGANISATION in row.values else None
            if named not in (None, about.organisation_id):
                owner = self.register.partners.by_number[about.organisation_id]
                reason = f"Dit aanbod is van {owner}. Haal het kenmerk weg als dit ander aanbod is."
                self._reject(row, ORGANISATION, row.values[ORGANISATION], reason)
            matching.organisation_id = about.organisation_id
        elif "-" not in mark:
            self._reject(row, ID, mark, "Dit kenmerk kent het portaal niet. Laat de cel leeg als dit nieuw aanbod is.")
        elif matching.organisation_id is None:
            self._reject(row, ORGANISATION, "", "De organisatie ontbreekt. Vul in van welke partner dit aanbod is.")
        else:
            matching.values["uuid"] = mark  # so that the same file finds it again

    def _find_by_name_or_number(self, matching: _Matching) -> None:
        same_name = self.register.by_name.get(matching.name_key, [])
        matching.maybe = [each for each in same_name if each.organisation_id == matching.organisation_id]
        if elsewhere := [each for each in same_name if each.organisation_id != matching.organisation_id]:
            matching.look.warnings.append(
                f"Er is al aanbod met deze naam: {self.register.title(elsewhere[0])}. Dat mag, als het ander aanbod is."
            )
        for phone in matching.values.get("phone", ()) if not matching.maybe else ():
            matching.maybe += [each for each in self.register.by_phone.get(phone, []) if each not in matching.maybe]
        del matching.maybe[MOST_CANDIDATES:]

    # --- which entry it is about ---

    def _match(self, matching: _Matching) -> bool:
        """False when the row turns out to be rejected."""
        row = matching.row
        same_name = self._rows_of_name.setdefault(matching.name_key, [])
        if matching.about is None:
            if earlier := next((each for each in same_name if each.row.values == row.values), None):
                self._skip(matching, earlier.row.number)
                return True
            self._ask_about_doubles(matching, [each for each in same_name if each.own_key == matching.own_key])
        if matching.about:
            if (taken := self._row_of.setdefault(matching.about.pk, row.number)) != row.number:
                self._reject(
                    row, "name", matching.look.title, f"Rij {taken} gaat over hetzelfde aanbod. Laat er één weg."
                )
                return False
        elif not matching.is_skipped:
            defaults = {key: value for key, value in row.defaults.items() if key != ORGANISATION}
            matching.values = {**defaults, **matching.values}
        self._warn_about_numbers(matching)
        same_name.append(matching)
        return True

    def _warn_about_numbers(self, matching: _Matching) -> None:
        """Of two rows with one number that are not about the same."""
        for phone in matching.values.get("phone", ()):
            earlier = self._row_of_phone.setdefault(phone, matching.row.number)
            if earlier != matching.row.number:
                matching.look.warnings.append(f"Rij {earlier} heeft hetzelfde nummer: {phone}. Is dat ander aanbod?")

    def _ask_about_doubles(self, matching: _Matching, earlier_rows: Sequence[_Matching]) -> None:
        ours = [each for each in matching.maybe if each.pk not in self._row_of]
        for each in ours:
            if each.name_key == matching.name_key and self._says_the_same(matching, each):
                self._is(matching, each)
                return
        look = matching.look
        look.candidates = [
            Candidate(str(each.pk), self.register.title(each), self._facts(self.register.held(each.pk), of=matching))
            for each in ours
        ]
        look.candidates += [
            Candidate(f"rij{each.row.number}", f"rij {each.row.number}", self._facts(each.values, of=matching))
            for each in earlier_rows
        ]
        if look.candidates:
            look.tell = partial(self._facts, dict(matching.values), of=matching)
            self._follow_choice(matching)

    def _follow_choice(self, matching: _Matching) -> None:
        look = matching.look
        chosen = next((each for each in look.candidates if Choice.same_as(each.key) == look.choice), None)
        if chosen is None:
            look.state = RowState.NEW if look.choice == Choice.OTHER else RowState.UNDECIDED
        elif chosen.key.startswith("rij"):
            self._skip(matching, int(chosen.key.removeprefix("rij")))
        else:
            self._is(matching, self.register.by_pk[int(chosen.key)])

    def _is(self, matching: _Matching, about: Known) -> None:
        matching.about, matching.organisation_id = about, about.organisation_id
        matching.values.pop("uuid", None)  # it has one already

    def _skip(self, matching: _Matching, earlier: int) -> None:
        matching.is_skipped = True
        matching.look.state = RowState.UNCHANGED
        self.result.notes.append(f"Rij {matching.row.number} is dezelfde als rij {earlier} en telt één keer mee.")

    def _says_the_same(self, matching: _Matching, about: Known) -> bool:
        held = self.register.held(about.pk)
        told = {key: value for key, value in matching.values.items() if key not in {"uuid", *TOLD_ONLY, *PLACE, AREA}}
        return all(is_same(held[key], value) for key, value in told.items())

    def _facts(self, values: Mapping[str, Any], *, of: _Matching) -> dict[str, str]:
        """What both sides say, for the columns that this row fills in; never a street, nor where a secret place is."""
        hidden = PLACE[1:] if of.values.get("visibility") == Visibility.SECRET else ADDRESS
        keys = [key for key in LABELS if key in of.values and key not in hidden]
        return {LABELS[key]: self.register.in_words(key, values.get(key)) for key in keys}

    # --- what becomes of it ---

    def _compare(self, matching: _Matching) -> Written | None:
        """What has to be written for a row, when anything has."""
        self._step()
        look, about = matching.look, matching.about
        held = self.register.held(about.pk) if about else {}
        self._leave_what_is_only_told(matching, held)
        self._leave_out_addresses(matching, held)
        after = {**held, **matching.values}
        self._check(matching, held, after)
        values = {key: value for key, value in matching.values.items() if not is_same(held.get(key), value)}
        if about is None:
            look.tell = partial(self._facts, dict(matching.values), of=matching)
            return Written(None, matching.organisation_id or 0, matching.values)
        service = self.register.services[about.pk]
        look.title, look.about = self.register.title(about), f"{about.pk}:{service.version}"
        look.changes = [
            Change(LABELS[key], self.register.in_words(key, held[key]), self.register.in_words(key, values[key]))
            for key in LABELS
            if key in values
        ]
        look.state = RowState.CHANGED if look.changes else RowState.UNCHANGED
        return Written(service, about.organisation_id, values) if look.changes else None

    def _leave_what_is_only_told(self, matching: _Matching, held: Mapping[str, Any]) -> None:
        for key in TOLD_ONLY:
            value = matching.values.pop(key, None)
            if held and value is not None and value != held[key]:
                told = self.register.in_words(key, value)
                matching.look.warnings.append(
                    f"Uw bestand zegt «{LABELS[key].lower()}: {told}». Dat verandert hier niet, maar op de bladzijde "
                    "van het aanbod."
                )

    def _leave_out_addresses(self, matching: _Matching, held: Mapping[str, Any]) -> None:
        """Of a secret place nothing of the address comes in, and its area is the whole region."""
        values, is_told = matching.values, any(matching.values.get(key) for key in PLACE)
        if not is_told and held.get("visibility") != Visibility.SECRET:
            return
        visibility = values.get("visibility") or held.get("visibility") or Visibility.PLACE_ONLY
        if visibility != Visibility.PUBLIC:
            hidden = ADDRESS if visibility == Visibility.PLACE_ONLY else ("place", *ADDRESS)
            left_out = [values.pop(key, "") for key in hidden]  # each of them, so not by asking for any
            self._addresses_left_out += any(left_out)
            values |= {key: "" for key in hidden if held.get(key)}  # what we held of it goes as well
        if visibility == Visibility.PLACE_ONLY and not (values.get("place") or held.get("place")):
            values.pop("visibility", None)  # there is no place to show
            return
        values["visibility"] = visibility
        if visibility == Visibility.SECRET:
            self._hide_where_it_works(matching, held)

    def _hide_where_it_works(self, matching: _Matching, held: Mapping[str, Any]) -> None:
        area = matching.values.get(AREA) or held.get(AREA)
        is_nationwide = bool(area and area.is_nationwide)
        whole = Area(is_nationwide, frozenset() if is_nationwide else self.register.region)
        if area == whole:
            return
        matching.values[AREA] = whole
        if area:
            matching.look.warnings.append("Bij een geheim adres is het werkgebied ruim: minder verraadt de plek.")

    def _check(self, matching: _Matching, held: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """What the model, the pages and a secret place ask of an entry; of what we hold only what this row touches."""
        row, touched = matching.row, matching.values.keys()
        is_secret = after.get("visibility") == Visibility.SECRET
        for keys, reason in _contradictions(after):
            if key := next((key for key in keys if key in touched), ""):
                self._reject(row, key, self._shown(key, after), reason)
        if not after.get("audiences"):
            self._reject(row, "audiences", "", "Voor wie dit is ontbreekt. Kies ook hier voor wie het aanbod is.")
        if postcode := matching.values.get("postcode"):
            try:
                matching.values["postcode"] = read_postcode(postcode)
            except NotReadable as reason:
                self._reject(row, "postcode", postcode, str(reason))
        if is_secret:
            self._check_numbers(matching, after)
            self._check_channels(matching)
        hours = next((key for key in WEEKDAYS if key in touched), None)
        if hours and not any(after.get(key) for key in CHANNELS):
            self._reject(row, hours, "", "Bij openingstijden hoort een nummer of adres. Vul er een in.")
        self._guard(matching, after, is_secret=is_secret)

    def _shown(self, key: str, after: Mapping[str, Any]) -> str:
        return self.register.in_words(key, after.get(key)) if after.get(key) not in (None, "") else ""

    def _check_numbers(self, matching: _Matching, after: Mapping[str, Any]) -> None:
        for key, (kind, _) in CHANNELS.items():
            for value in after.get(key, ()) if kind in NUMBERS else ():
                if tells_where(value):
                    reason = "Het netnummer verraadt waar een geheime plek is. Vul een 06-, 0800- of 088-nummer in."
                    self._reject(matching.row, key, value, reason)

    def _check_channels(self, matching: _Matching) -> None:
        """What stands at a channel is in no list, and tells the address of a place that becomes secret neither."""
        held = self.register.services[matching.about.pk].channels.all() if matching.about else []
        for each in held:
            if any(map(tells_an_address, each.texts)):
                reason = "Bij dit kanaal staat een adres, en het adres van deze plek is geheim. Haal het daar weg."
                self._reject(matching.row, "visibility", str(each), reason)

    def _guard(self, matching: _Matching, after: Mapping[str, Any], *, is_secret: bool) -> None:
        """Personal data in free text: a number of a citizen never comes in, nor the address of a secret place; of the
        rest somebody is warned.
        """
        refuses = CASEWORK | {Kind.ADDRESS} if is_secret else CASEWORK
        for key in GUARDED if is_secret else [key for key in GUARDED if key in matching.values]:
            if not (text := after.get(key)):
                continue
            check = check_text(text, name=key, element_id=key, refuses=refuses)
            for refusal in check.refusals:
                self._reject(matching.row, key, "", refusal)
            if check.warning and key in matching.values:
                matching.look.warnings.append(f"{LABELS[key]}: {check.warning}")


def _contradictions(after: Mapping[str, Any]) -> Iterator[tuple[Sequence[str], str]]:
    """Columns and reason of what can't be so, in the words that the model has for it."""
    ages = ("minimum_age", "maximum_age")
    lowest, highest = (after.get(key) for key in ages)
    if lowest is not None and highest is not None and lowest > highest:
        yield ages, _words_of("service_ages_run_upwards")
    waiting = ("waiting_time_weeks", "waiting_time_date")
    weeks, measured_on = (after.get(key) for key in waiting)
    if (weeks is None) != (measured_on is None):
        yield waiting, _words_of("a_waiting_time_has_its_date")
    if weeks is not None and not 0 <= weeks <= MOST_WEEKS:
        yield waiting, f"Vul een wachttijd van 0 tot en met {MOST_WEEKS} weken in."
    validity = ("valid_to", "valid_from")
    ends, begins = (after.get(key) for key in validity)
    if begins and ends and ends < begins:
        yield validity, _words_of("service_is_valid_for_a_while")


def _words_of(constraint: str) -> str:
    rule = next(each for each in CareService._meta.constraints if each.name == constraint)
    return str(rule.violation_error_message)

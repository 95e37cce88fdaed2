"""Bringing in a list of partners: who of them we know already, and what changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.urls import reverse
from import_export.results import RowResult

from network.dates import today
from network.dutch import NotReadable, long_date
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
from network.numbers_of_organisations import same_name_key
from network.policy import Permission
from partners.models import Organisation, OrganisationKind
from partners.organisation_columns import COLUMNS, LABELS, NUMBER, OWN_FIELDS, SERVED
from partners.organisation_resource import NOTHING, OrganisationResource, Register, in_words

GUARDED = ("description", "leaving_reason")
TOLD_EVERY = 500  # rows


@dataclass
class _Matching:
    """One row on its way: what it says, and which organisation it is about."""

    row: ReadRow
    look: RowLook
    values: dict[str, Any]
    about: Organisation | None = None
    name_key: str = ""
    is_skipped: bool = False  # the same as an earlier row
    before: dict[str, Any] = field(default_factory=dict)


class OrganisationImport(ImportKind):
    key = "organisations"
    title = "Lijst met partners inlezen"
    intro = "U kiest een lijst, bekijkt wat er verandert, en slaat dan pas op."
    things = ("partner", "partners")
    permission = Permission.ORGANISATION_IMPORT
    columns = COLUMNS
    start_url = "partners:organisation-import"
    columns_url = "partners:import-columns"
    look_url = "partners:import-look"
    done_url = "partners:organisation-list"

    @property
    def downloads(self) -> list[tuple[str, str]]:
        def address(file_format: str) -> str:
            return reverse("partners:organisation-export", args=[file_format])

        return [
            ("Partners voor Excel (.xlsx)", address("xlsx")),
            ("Partners voor LibreOffice (.ods)", address("ods")),
            ("Partners als CSV", address("csv")),
            ("Contactpersonen die genoemd willen worden (.xlsx)", f"{address('xlsx')}?contacten"),
        ]

    def bring_in(
        self, rows: Sequence[ReadRow], *, choices: Mapping[str, str], writes: bool, tell: Tell = tell_nobody
    ) -> Result:
        return _Work(rows, choices, Register(locks=writes), tell).done(writes=writes)


ORGANISATIONS = known(OrganisationImport())


class _Work:
    """All rows of one file, compared with the register."""

    def __init__(
        self, rows: Sequence[ReadRow], choices: Mapping[str, str], register: Register, tell: Tell = tell_nobody
    ) -> None:
        self.rows, self.choices, self.register = rows, choices, register
        self._steps, self._tell_how_far = 0, tell
        self.result = Result()
        self._number_of_kvk: dict[str, int] = {}
        self._row_of: dict[int, int] = {}  # number of an organisation → the row about it
        self._row_of_municipality: dict[int, int] = {}
        self._rows_of_name: dict[str, list[_Matching]] = {}

    def done(self, *, writes: bool) -> Result:
        matched = [each for row in self.rows if (each := self._match(row))]
        self._steps = len(self.rows)
        compared = [each for each in matched if each.look.state != RowState.UNDECIDED and not each.is_skipped]
        is_final = not self.result.rejected and len(compared) + sum(m.is_skipped for m in matched) == len(self.rows)
        self._compare(compared, writes=writes and is_final)
        rejected = {each.row for each in self.result.rejected}
        self.result.rows = [each.look for each in matched if each.row.number not in rejected]
        return self.result

    def _step(self) -> None:
        """Each row is matched first, and compared or written after that."""
        self._steps += 1
        if self._steps % TOLD_EVERY == 0:
            self._tell_how_far(self._steps // 2, len(self.rows))

    # --- which organisation a row is about ---

    def _match(self, row: ReadRow) -> _Matching | None:
        self._step()
        before = len(self.result.rejected)
        name = row.values.get("name", "")
        look = RowLook(row.number, name, RowState.NEW, choice=self.choices.get(str(row.number), ""))
        matching = _Matching(row, look, self._with_municipalities(row))
        self._guard(matching)
        if not row.is_whole:
            return None
        if not name:
            self._reject(row, "name", "", "De naam ontbreekt. Vul de naam van de organisatie in.")
        if len(self.result.rejected) > before:
            return None
        matching.name_key = same_name_key(name)
        same_name = self._rows_of_name.setdefault(matching.name_key, [])
        if earlier := next((each for each in same_name if each.row.values == row.values), None):
            self._skip(matching, earlier.row.number)
            return matching
        matching.about = self._surely(matching)
        if len(self.result.rejected) > before:
            return None
        if matching.about is None:
            self._ask_about_doubles(matching)
        if matching.about is None:
            matching.values = {**row.defaults, **matching.values}
        elif (taken := self._row_of.setdefault(matching.about.pk, row.number)) != row.number:
            self._reject(row, "name", name, f"Rij {taken} gaat over dezelfde organisatie. Haal een van de twee weg.")
            return None
        else:
            self._leave_its_end(matching, matching.about)
        same_name.append(matching)
        return matching

    def _leave_its_end(self, matching: _Matching, organisation: Organisation) -> None:
        """Leaving and coming back are done on the page of the partner: people lose or get their access by it. Of one
        that left, the last day may be put right.
        """
        day = matching.values.get("left_on")
        if day in (None, organisation.left_on) or (organisation.has_left and day <= today()):
            return
        del matching.values["left_on"]
        matching.values.pop("leaving_reason", None)
        matching.look.warnings.append(
            f"Uw bestand zegt «{LABELS['left_on'].lower()} {long_date(day)}». Dat verandert hier niet. Gebruik op de "
            "bladzijde van de partner «Deelname beëindigen» of «Opnieuw meedoen»."
        )

    def _with_municipalities(self, row: ReadRow) -> dict[str, Any]:
        """The values of a row, with municipalities as we know them."""
        values = {key: value for key, value in row.values.items() if key not in {NUMBER, "municipality", SERVED}}
        is_municipality = values.get("kind", row.defaults.get("kind")) == OrganisationKind.MUNICIPALITY
        named = row.values.get("municipality") or (row.values.get("name", "") if is_municipality else "")
        try:
            if named:
                values["municipality"] = self.register.municipality(named)
        except NotReadable as reason:
            key = "municipality" if "municipality" in row.values else "name"
            self._reject(row, key, named, str(reason))
        served = set()
        for each in row.values.get(SERVED, ()):
            try:
                served.add(self.register.municipality(each))
            except NotReadable as reason:
                self._reject(row, SERVED, each, str(reason))
        if SERVED in row.values:
            values[SERVED] = frozenset(served)
        return values

    def _guard(self, matching: _Matching) -> None:
        """Personal data in free text: a number of a citizen never comes in, of the rest somebody is warned."""
        for key in GUARDED:
            text = matching.values.get(key, "")
            if not text:
                continue
            check = check_text(text, name=key, element_id=key, refuses=CASEWORK)
            for refusal in check.refusals:
                self._reject(matching.row, key, "", refusal)
            if check.warning:
                matching.look.warnings.append(f"{LABELS[key]}: {check.warning}")

    def _surely(self, matching: _Matching) -> Organisation | None:
        """By our own number, by KvK number or by municipality: no doubt which organisation is meant."""
        row, values = matching.row, matching.values
        kvk, municipality = values.get("kvk_number", ""), values.get("municipality")
        if self._is_double_in_file(row, kvk, municipality):
            return None
        number = row.values.get(NUMBER)
        by_kvk = self.register.by_kvk.get(kvk)
        by_municipality = self.register.by_municipality.get(municipality or 0)
        if number is None:
            found = by_kvk or by_municipality
        elif number in self.register.by_number:
            found = self.register.survivor(self.register.by_number[number])
        else:
            self._reject(
                row, NUMBER, str(number), "Dit nummer kent het portaal niet. Laat de cel leeg als dit een nieuwe is."
            )
            return None
        if by_kvk and by_kvk is not found:
            self._reject(row, "kvk_number", kvk, f"Dit KvK-nummer hoort bij {by_kvk}. Verbeter het nummer.")
        if by_municipality and by_municipality is not found:
            self._reject(row, "municipality", "", f"Deze gemeente is al partner als {by_municipality}.")
        is_same_name = found and same_name_key(found.name) == matching.name_key
        if is_same_name and number is None:
            del values["name"]  # «gem. Nijmegen» is no better name than the one we hold
        return found

    def _is_double_in_file(self, row: ReadRow, kvk: str, municipality: int | None) -> bool:
        before = len(self.result.rejected)
        if kvk and (earlier := self._number_of_kvk.setdefault(kvk, row.number)) != row.number:
            self._reject(
                row, "kvk_number", kvk, f"Dit KvK-nummer staat ook op rij {earlier}. Haal een van de twee weg."
            )
        if municipality and (earlier := self._row_of_municipality.setdefault(municipality, row.number)) != row.number:
            self._reject(
                row, "municipality", "", f"Deze gemeente staat ook op rij {earlier}. Haal een van de twee weg."
            )
        return len(self.result.rejected) > before

    def _ask_about_doubles(self, matching: _Matching) -> None:
        """The same name: one that we hold, an earlier row of this file, or another one. Somebody has to say."""
        key = matching.name_key
        kvk = matching.values.get("kvk_number", "")
        ours = [each for each in self.register.by_name.get(key, []) if not (kvk and each.kvk_number)]
        for organisation in ours:
            if organisation.pk not in self._row_of and self._says_the_same(matching, organisation):
                return self._is(matching, organisation)
        look = matching.look
        look.candidates = [
            Candidate(str(each.pk), str(each), self._facts(self.register.held(each), of=matching.values))
            for each in ours
            if each.pk not in self._row_of
        ]
        look.candidates += [
            Candidate(f"rij{each.row.number}", f"rij {each.row.number}", self._facts(each.values, of=matching.values))
            for each in self._rows_of_name.get(key, [])
        ]
        if look.candidates:
            look.tell = partial(self._facts, dict(matching.values), of=matching.values)
            self._follow_choice(matching)
        return None

    def _follow_choice(self, matching: _Matching) -> None:
        look = matching.look
        chosen = next((each for each in look.candidates if Choice.same_as(each.key) == look.choice), None)
        if chosen is None:
            look.state = RowState.NEW if look.choice == Choice.OTHER else RowState.UNDECIDED
        elif chosen.key.startswith("rij"):
            self._skip(matching, int(chosen.key.removeprefix("rij")))
        else:
            self._is(matching, self.register.by_number[int(chosen.key)])

    def _is(self, matching: _Matching, organisation: Organisation) -> None:
        matching.about = organisation
        matching.values.pop("name")
        self._row_of[organisation.pk] = matching.row.number

    def _skip(self, matching: _Matching, earlier: int) -> None:
        matching.is_skipped = True
        matching.look.state = RowState.UNCHANGED
        self.result.notes.append(f"Rij {matching.row.number} is dezelfde als rij {earlier} en telt één keer mee.")

    def _says_the_same(self, matching: _Matching, organisation: Organisation) -> bool:
        held = self.register.held(organisation)
        return all(held[key] == value for key, value in matching.values.items() if key != "name")

    def _facts(self, values: Mapping[str, Any], *, of: Mapping[str, Any]) -> dict[str, str]:
        """What both sides say, for the columns that this row fills in."""
        return {LABELS[key]: in_words(key, values.get(key), self.register) for key in LABELS if key in of}

    # --- what becomes of it ---

    def _compare(self, matched: Sequence[_Matching], *, writes: bool) -> None:
        resource = OrganisationResource(self.register, after_row=self._step)
        rows = [self._as_row(each) for each in matched]
        headers = ["id", *OWN_FIELDS, "municipality_id", SERVED, "changed"]
        dataset = tablib.Dataset(*([row[name] for name in headers] for row in rows), headers=headers)
        told = resource.import_data(dataset, dry_run=not writes, raise_errors=False)
        for error in told.base_errors:
            raise error.error
        for _, errors in told.row_errors():
            raise errors[0].error
        for each, row, row_result in zip(matched, rows, told.rows, strict=True):
            self._tell(each, row, row_result)
        if writes:
            resource.write_served()

    def _as_row(self, matching: _Matching) -> dict[str, Any]:
        values = matching.values
        if matching.about:
            matching.before = self.register.held(matching.about)
        row = {key: values.get(key, NOTHING) for key in (*OWN_FIELDS, SERVED)}
        return row | {
            "id": matching.about.pk if matching.about else None,
            "municipality_id": values.get("municipality", NOTHING),
            "changed": [],
        }

    def _tell(self, matching: _Matching, row: Mapping[str, Any], row_result: RowResult) -> None:
        look, organisation = matching.look, matching.about
        if row_result.validation_error:
            self._reject_for(matching, row_result.validation_error)
        if organisation is None:
            look.tell = partial(self._facts, matching.values, of=matching.values)
            return
        look.title, look.about = str(organisation), f"{organisation.pk}"
        if organisation.has_left:
            look.warnings.append("Deze organisatie doet niet meer mee. Dat blijft zo.")
        keys = ["municipality" if key == "municipality_id" else key for key in row["changed"]]
        if row[SERVED] not in (NOTHING, matching.before[SERVED]):
            keys.append(SERVED)
        look.changes = [
            Change(
                LABELS[key],
                in_words(key, matching.before[key], self.register),
                in_words(key, matching.values[key], self.register),
            )
            for key in keys
        ]
        look.state = RowState.CHANGED if look.changes else RowState.UNCHANGED

    def _reject_for(self, matching: _Matching, error: ValidationError) -> None:
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for key, reasons in told.items():
            known = key if key in LABELS else ""
            value = in_words(known, matching.values.get(known), self.register) if known else ""
            for reason in reasons:
                self._reject(matching.row, known, value, reason)

    def _reject(self, row: ReadRow, key: str, value: str, reason: str) -> None:
        self.result.rejected.append(Rejection(row.number, key, value, reason))

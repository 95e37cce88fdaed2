"""Bringing in a list of partners: who of them we know already, what changes, and writing it in bulk.

`OrganisationResource` does the comparing and the writing, for the preview (a dry run) and for saving alike. Look-ups
are made once for the whole file, so that the number of queries doesn't grow with it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property, partial
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.urls import reverse
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult
from import_export.widgets import Widget

from network import dutch
from network.dutch import NOT_FILLED_IN, NotReadable, enumeration, long_date
from network.guarded import CASEWORK, check_text
from network.imports.kinds import (
    Candidate,
    Change,
    Choice,
    Column,
    ImportKind,
    ReadRow,
    Rejection,
    Result,
    RowLook,
    RowState,
)
from network.models import Municipality
from network.numbers_of_organisations import read_kvk, read_phone, read_web_address, same_name_key
from network.policy import Permission
from network.tables import Cell
from network.tables.cells import without_link
from partners.models import Domain, Organisation, OrganisationKind, ServedMunicipality

NUMBER, SERVED = "id", "municipalities_served"
GUARDED = ("description", "leaving_reason")
LONGEST_EMAIL = 254
# What `read` lets through, the model would let through too.
CHECKED_WHILE_READING = {"kind", "domain", "kvk_number", "email", "website", "municipality", "merged_into", "version"}

# --- reading one cell ----------------------------------------------------------------------------------------------


def read_line(cell: Cell) -> str:
    """A text on one line; a line break in a cell is a space. Of a link in a workbook the words."""
    return " ".join(without_link(_text(cell)).split())


def read_text(cell: Cell) -> str:
    lines = [" ".join(line.split()) for line in _text(cell).splitlines()]
    return "\n".join(lines).strip()


def read_number(cell: Cell) -> int:
    text = read_line(cell)
    if not re.fullmatch(r"\d{1,9}", text):
        raise NotReadable(f"«{text[:40]}» is geen nummer van het portaal. Laat de cel leeg bij een nieuwe organisatie.")
    return int(text)


def read_email(cell: Cell) -> str:
    text = read_line(cell)
    try:
        validate_email(text)
    except ValidationError:
        raise NotReadable(f"«{text[:60]}» is geen e-mailadres. Zet één adres in de cel, zoals info@ggd.nl.") from None
    if not text.isascii():
        raise NotReadable("Gebruik in een e-mailadres letters zonder accent.")
    if len(text) > LONGEST_EMAIL:
        raise NotReadable(f"Dit e-mailadres is langer dan {LONGEST_EMAIL} tekens. Controleer het.")
    return text


def read_kind(cell: Cell) -> str:
    return _one_of(OrganisationKind, read_line(cell), "De soort")


def read_domain(cell: Cell) -> str:
    """Zorgdomein, zorg, sociaal domein, sociaal."""
    return _one_of(Domain, read_line(cell), "Het domein")


def read_day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else dutch.read_date(read_line(cell))


def read_names(cell: Cell) -> tuple[str, ...]:
    """Names or codes, with a comma, semicolon or line break between them."""
    parts = re.split(r"[,;\n]", _text(cell))
    return tuple(filter(None, (" ".join(part.split()) for part in parts)))


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _one_of(choices: type[models.TextChoices], text: str, what: str) -> str:
    if found := _by_words(choices).get(_plain_choice(text)):
        return found
    known = enumeration([str(label) for label in choices.labels], "of")
    raise NotReadable(f"{what} «{text[:40]}» kennen we niet. Kies uit: {known}.")


@cache
def _by_words(choices: type[models.TextChoices]) -> dict[str, str]:
    named = {_plain_choice(str(label)): str(value) for value, label in choices.choices}
    return named | {str(value): str(value) for value in choices.values}


def _plain_choice(text: str) -> str:
    """«Zorgdomein» and «zorg» are one."""
    return text.casefold().removesuffix("domein").strip()


def _choices(choices: type[models.TextChoices]) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in choices.choices)


COLUMNS = (
    Column(NUMBER, "Nummer in het portaal", read_number, help_text="Alleen in een lijst die uit dit portaal komt."),
    Column("name", "Naam", read_line, is_required=True),
    Column("short_name", "Korte naam", read_line, help_text="Zoals iedereen hem noemt."),
    Column("kind", "Soort", read_kind, is_required=True, choices=_choices(OrganisationKind)),
    Column("domain", "Domein", read_domain, is_required=True, choices=_choices(Domain)),
    Column("kvk_number", "KvK-nummer", lambda cell: read_kvk(read_line(cell))),
    Column(
        "phone",
        "Telefoon",
        lambda cell: read_phone(read_line(cell)).display,
        help_text="Het algemene nummer, één per cel.",
    ),
    Column("email", "E-mail", read_email, help_text="Het algemene adres, één per cel."),
    Column("website", "Website", lambda cell: read_web_address(_text(cell))),
    Column("description", "Wie zijn wij", read_text),
    Column("municipality", "Gemeente", read_line, help_text="Alleen voor een gemeente als partner: welke het is."),
    Column(SERVED, "Werkgebied", read_names, help_text="Namen of CBS-codes van gemeenten, met een komma ertussen."),
    Column("joined_on", "Doet mee vanaf", read_day),
    Column("left_on", "Doet mee tot en met", read_day),
    Column("leaving_reason", "Waarom de deelname eindigde", read_line),
)
LABELS = {column.key: column.label for column in COLUMNS}
CHOICE_LABELS = {column.key: dict(column.choices) for column in COLUMNS if column.choices}
# What stands in the table itself, as it is; the area is in a table of its own.
OWN_FIELDS = tuple(column.key for column in COLUMNS if column.key not in {NUMBER, "municipality", SERVED})


def in_words(key: str, value: Any, register: "Register") -> str:
    """A value as people read it."""
    if value in (None, "", frozenset()):
        return NOT_FILLED_IN
    if isinstance(value, date):
        return long_date(value)
    if key == "municipality":
        return register.municipality_names[value]
    if key == SERVED:
        return ", ".join(sorted(register.municipality_names[pk] for pk in value))
    return CHOICE_LABELS[key][value] if key in CHOICE_LABELS else str(value)


# --- what we hold --------------------------------------------------------------------------------------------------


class Register:
    """Everything that rows are compared with: five queries, whatever the size of the file."""

    def __init__(self, *, locks: bool) -> None:
        organisations = Organisation.objects.order_by("pk")
        everybody = list(organisations.select_for_update() if locks else organisations)
        self.by_number = {organisation.pk: organisation for organisation in everybody}
        self.standing = [organisation for organisation in everybody if organisation.merged_into_id is None]
        self.by_kvk = {each.kvk_number: each for each in self.standing if each.kvk_number}
        self.by_municipality = {each.municipality_id: each for each in self.standing if each.municipality_id}
        self.served: dict[int, set[int]] = {}
        for organisation_id, municipality_id in ServedMunicipality.objects.values_list("organisation", "municipality"):
            self.served.setdefault(organisation_id, set()).add(municipality_id)
        municipalities = list(Municipality.objects.order_by("valid_from"))
        existing = {municipality.pk for municipality in Municipality.objects.on()}
        self.municipality_names = {each.pk: each.name for each in municipalities}
        # Where two had the same name, the one that exists now comes last and is meant.
        municipalities.sort(key=lambda each: each.pk in existing)
        self._municipalities = {same_name_key(each.name): each.pk for each in municipalities}
        self._municipalities |= {each.code.casefold(): each.pk for each in municipalities}
        self._gone = {each.pk for each in municipalities} - existing

    @cached_property
    def by_name(self) -> dict[str, list[Organisation]]:
        """Every name that is in use, those of merged ones included, → the organisations that stand for it."""
        found: dict[str, list[Organisation]] = {}
        for organisation in self.by_number.values():
            survivor = self.survivor(organisation)
            for name in filter(None, (organisation.name, organisation.short_name)):
                same = found.setdefault(same_name_key(name), [])
                if survivor not in same:
                    same.append(survivor)
        return found

    def survivor(self, organisation: Organisation) -> Organisation:
        while organisation.merged_into_id is not None:
            organisation = self.by_number[organisation.merged_into_id]
        return organisation

    def municipality(self, name: str) -> int:
        """By name, with or without «gemeente», or by code."""
        found = self._municipalities.get(name.casefold()) or self._municipalities.get(same_name_key(name))
        if found is None:
            raise NotReadable(f"De gemeente «{name[:60]}» kent het portaal niet. Verbeter de naam of de CBS-code.")
        if found in self._gone:
            raise NotReadable(f"De gemeente «{name[:60]}» bestaat niet meer. Vul de gemeente in waar zij nu bij hoort.")
        return found

    def held(self, organisation: Organisation) -> dict[str, Any]:
        values: dict[str, Any] = {key: getattr(organisation, key) for key in OWN_FIELDS}
        values["municipality"] = organisation.municipality_id
        values[SERVED] = frozenset(self.served.get(organisation.pk, ()))
        return values


# --- writing -------------------------------------------------------------------------------------------------------

NOTHING = object()  # the file says nothing of it: what we hold stays


class _AsItIs(Widget):
    """A value that was read already."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return value


class _Known(BaseInstanceLoader):
    """The organisation that a row is about, from what was looked up for all rows at once."""

    def get_instance(self, row: Mapping[str, Any]) -> Organisation | None:
        known: Organisation | None = self.resource.register.by_number.get(row["id"])
        return known


class OrganisationResource(resources.ModelResource):
    """Rows whose cells were read and matched already; each passes the model's own checks."""

    class Meta:
        model = Organisation
        fields = ("id", *OWN_FIELDS, "municipality_id")
        import_id_fields = ("id",)
        instance_loader_class = _Known
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True

    def __init__(self, register: Register) -> None:
        super().__init__()
        self.register = register
        for name in self._meta.fields:
            self.fields[name] = Field(attribute=name, column_name=name, widget=_AsItIs())
        self.served: list[tuple[Organisation, frozenset[int]]] = []
        self._passed: set[tuple[Any, ...]] = set()

    def import_instance(self, instance: Organisation, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Values are read already; what differs is noted in the row."""
        for name in (*OWN_FIELDS, "municipality_id"):
            value = row[name]
            if value is not NOTHING and not self._is_same(instance, name, value):
                setattr(instance, name, value)
                row["changed"].append(name)

    def _is_same(self, instance: Organisation, name: str, value: Any) -> bool:
        """Also when what we hold was typed otherwise: 024-1234567 and 024 123 45 67 are one number."""
        held = getattr(instance, name)
        if held == value or not held or name not in {"phone", "website", "kvk_number"}:
            return bool(held == value)
        try:
            return bool(next(column for column in COLUMNS if column.key == name).read(held) == value)
        except NotReadable:
            return False

    def skip_row(self, instance: Organisation, original: Any, row: Mapping[str, Any], errors: Any = None) -> bool:
        is_served_as_before = row[SERVED] in (NOTHING, frozenset(self.register.served.get(instance.pk, ())))
        return instance.pk is not None and not row["changed"] and is_served_as_before

    def validate_instance(
        self, instance: Organisation, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """The model's own checks. What asks the database is asked once for all rows that are alike to that rule; that
        numbers and municipalities are unique was seen while matching.
        """
        problems = dict(import_validation_errors or {})
        try:
            instance.clean_fields(exclude=CHECKED_WHILE_READING)
        except ValidationError as error:
            problems = error.update_error_dict(problems)
        alike = (
            instance.kind == OrganisationKind.MUNICIPALITY,
            instance.municipality_id is None,
            instance.left_on is None or instance.left_on >= instance.joined_on,
            instance.kvk_number == "" or re.fullmatch(r"[0-9]{8}", instance.kvk_number) is not None,
        )
        if not problems and alike not in self._passed:
            instance.validate_constraints(exclude={"kvk_number"} if alike[3] else None)
            self._passed.add(alike)
        if problems:
            raise ValidationError(problems)

    def before_save_instance(self, instance: Organisation, row: Mapping[str, Any], **kwargs: Any) -> None:
        if instance.pk is not None:
            instance.version += 1
        if row[SERVED] is not NOTHING:
            self.served.append((instance, row[SERVED]))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """No sequence has to be set right, since no row brings a number of its own."""

    def bulk_create(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        """A dry run writes nothing, not even to take it back: a page that is only looked at may not."""
        if dry_run:
            self.create_instances.clear()
        else:
            super().bulk_create(using_transactions, dry_run, *args, **kwargs)

    def bulk_update(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        if dry_run:
            self.update_instances.clear()
        else:
            super().bulk_update(using_transactions, dry_run, *args, **kwargs)

    def get_bulk_update_fields(self) -> list[str]:
        return [*OWN_FIELDS, "municipality", "version"]

    def write_served(self) -> None:
        """The areas of all organisations that were saved, in two queries."""
        new, gone = [], models.Q(pk__in=[])
        for organisation, wanted in self.served:
            held = self.register.served.get(organisation.pk, set())
            new += [ServedMunicipality(organisation_id=organisation.pk, municipality_id=pk) for pk in wanted - held]
            if held - wanted:
                gone |= models.Q(organisation=organisation, municipality__in=held - wanted)
        ServedMunicipality.objects.filter(gone).delete()
        ServedMunicipality.objects.bulk_create(new, batch_size=5000)


# --- the kind of list ----------------------------------------------------------------------------------------------


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

    def bring_in(self, rows: Sequence[ReadRow], *, choices: Mapping[str, str], writes: bool) -> Result:
        return _Work(rows, choices, Register(locks=writes)).done(writes=writes)


ORGANISATIONS = OrganisationImport()


class _Work:
    """All rows of one file, compared with the register."""

    def __init__(self, rows: Sequence[ReadRow], choices: Mapping[str, str], register: Register) -> None:
        self.rows, self.choices, self.register = rows, choices, register
        self.result = Result()
        self._number_of_kvk: dict[str, int] = {}
        self._row_of: dict[int, int] = {}  # number of an organisation → the row about it
        self._row_of_municipality: dict[int, int] = {}
        self._rows_of_name: dict[str, list[_Matching]] = {}

    def done(self, *, writes: bool) -> Result:
        matched = [each for row in self.rows if (each := self._match(row))]
        compared = [each for each in matched if each.look.state != RowState.UNDECIDED and not each.is_skipped]
        is_final = not self.result.rejected and len(compared) + sum(m.is_skipped for m in matched) == len(self.rows)
        self._compare(compared, writes=writes and is_final)
        rejected = {each.row for each in self.result.rejected}
        self.result.rows = [each.look for each in matched if each.row.number not in rejected]
        return self.result

    # --- which organisation a row is about ---

    def _match(self, row: ReadRow) -> _Matching | None:
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
        same_name.append(matching)
        return matching

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
        resource = OrganisationResource(self.register)
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

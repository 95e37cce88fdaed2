"""What rows of a list of partners are compared with, and how they are written in bulk.

`OrganisationResource` does the comparing and the writing, for the preview (a dry run) and for saving alike. Look-ups
are made once for the whole file, so that the number of queries doesn't grow with it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult
from import_export.widgets import Widget

from network.bulk import change_rows
from network.database import one_at_a_time
from network.dutch import NOT_FILLED_IN, NotReadable, long_date
from network.models import Municipality
from network.numbers_of_organisations import read_kvk, same_name_key
from partners.models import Organisation, OrganisationKind, ServedMunicipality
from partners.organisation_columns import CHOICE_LABELS, COLUMNS, OWN_FIELDS, SERVED

# What `read` lets through, the model would let through too.
CHECKED_WHILE_READING = {"kind", "domain", "kvk_number", "email", "website", "municipality", "merged_into", "version"}
NOTHING = object()  # the file says nothing of it: what we hold stays


class Register:
    """Everything that rows are compared with: five queries, whatever the size of the file."""

    def __init__(self, *, locks: bool) -> None:
        if locks:
            one_at_a_time("bring partners in")
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

    def partner(self, text: str) -> Organisation:
        """By name, short name, KvK number or our own number."""
        found: list[Organisation] = []
        if text.isdigit() and len(text) < 8:
            found = [each for each in self.standing if str(each.pk) == text]
        elif text.replace(" ", "").replace(".", "").isdigit():
            found = [each for each in [self.by_kvk.get(read_kvk(text))] if each]
        found = found or self.by_name.get(same_name_key(text), [])
        if not found:
            raise NotReadable(
                f"De organisatie «{text[:60]}» kent het portaal niet. Verbeter de naam, of voeg de partner eerst toe."
            )
        if len(found) > 1:
            raise NotReadable(f"Er zijn meer organisaties die «{text[:60]}» heten. Vul het KvK-nummer in.")
        return found[0]

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


# --- writing -------------------------------------------------------------------------------------------------------


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

    def __init__(self, register: Register, after_row: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.register = register
        self._after_row = after_row
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

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        self._after_row()

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """No sequence has to be set right, since no row brings a number of its own."""

    def bulk_create(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        """A dry run writes nothing, not even to take it back: a page that is only looked at may not."""
        if dry_run:
            self.create_instances.clear()
        else:
            super().bulk_create(using_transactions, dry_run, *args, **kwargs)

    def bulk_update(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        if not dry_run:
            change_rows(self.update_instances, self.get_bulk_update_fields())
        self.update_instances.clear()

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

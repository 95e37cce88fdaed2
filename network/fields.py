"""Form fields that read what Dutch people type, and the widgets that go with them."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict

from network import dutch
from network.dates import today

Day = TypeVar("Day", bound=date | None)

# A year outside these is a typing error; a day before or after it would be no day in every zone of time.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def sent_again(data: Mapping[str, Any] | None, **seen: object) -> QueryDict:
    """What somebody sent, to send once more by who has now `seen` what was stored in between."""
    again = QueryDict(mutable=True)
    again.update(data or {})
    for name, value in seen.items():
        again[name] = str(value)
    return again


def not_to_come(day: Day) -> Day:
    """For a day on which something happened: it is over, or today."""
    if day is not None and day > today():
        raise ValidationError(f"Deze dag is nog niet geweest. Kies vandaag of eerder: {dutch.long_date(today())}.")
    return day


class DutchDateField(forms.DateField):
    """Reads 3 mei 2026, 3-5-2026, 3-mrt-2026 and 2026-05-03; shows 3 mei 2026."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            day = dutch.read_date(value)
        except dutch.NotReadable as error:
            raise ValidationError(str(error), code="invalid") from error
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(f"Klopt het jaar {day.year}? Kies een dag tussen {FIRST_YEAR} en {LAST_YEAR}.")
        return day

    def prepare_value(self, value: Any) -> Any:
        return dutch.long_date(value) if isinstance(value, date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "utrecht-textbox--medium", "autocomplete": "off"}


class AddressField(forms.EmailField):
    """An e-mail address in plain letters. A letter that only looks like another would make it look like somebody's."""

    def clean(self, value: Any) -> str:
        address = str(super().clean(value))
        if not address.isascii():
            raise ValidationError("Gebruik in een e-mailadres letters zonder accent.", code="look-alike")
        return address


class DutchDecimalField(forms.DecimalField):
    """Reads 1.234,50, 145.423, 12,5 and € 145.423; shows 1.234,50."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # an IntegerField in the stubs
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return dutch.read_number(value)
        except dutch.NotReadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return dutch.number(value) if isinstance(value, int | float | Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        ours = {"class": "utrecht-textbox--medium", "inputmode": "decimal", "autocomplete": "off"}
        return {**super().widget_attrs(widget), **ours}


class DutchIntegerField(forms.IntegerField):
    """Reads 1.310 as 1310 and refuses 3,7 instead of cutting it off."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return dutch.read_whole_number(value)
        except dutch.NotReadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        ours = {"class": "utrecht-textbox--short", "inputmode": "numeric", "autocomplete": "off"}
        return {**super().widget_attrs(widget), **ours}


class DutchTimeField(forms.TimeField):
    """Reads 9.00, 17:30 and 9 uur; shows 9.00."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return dutch.read_time(value)
        except dutch.NotReadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02d}" if isinstance(value, time) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "utrecht-textbox--short", "autocomplete": "off"}


class LightPicker(forms.RadioSelect):
    """The choice of a light: shape, word and colour side by side. The values are those of `Light`."""

    template_name = "forms/light_picker.html"
    fieldset_class = "light-picker__row"


_DUTCH_FIELDS: "list[tuple[type[models.Field[Any, Any]], type[forms.Field]]]" = [
    (models.DateField, DutchDateField),
    (models.TimeField, DutchTimeField),
    (models.DecimalField, DutchDecimalField),
    (models.IntegerField, DutchIntegerField),
]


def dutch_formfield(db_field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The form field of a model field, Dutch where it matters: `class Meta: formfield_callback = dutch_formfield`."""
    is_plain = not db_field.choices and not isinstance(db_field, models.DateTimeField)
    for model_field, form_field in _DUTCH_FIELDS:
        if is_plain and isinstance(db_field, model_field) and "form_class" not in kwargs:
            kwargs["form_class"] = form_field
    return db_field.formfield(**kwargs)


def offer(form: forms.BaseForm, name: str, choices: "models.QuerySet[Any]", *, empty: str = "") -> None:
    """What can be chosen in a field of this form; `empty` says what choosing nothing means."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} is no choice among rows")
    field.queryset = choices
    field.empty_label = empty or field.empty_label

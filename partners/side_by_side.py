"""Two people at one form: a second save never wipes out the first, and nobody types anything twice.

The form takes along what its reader saw. When somebody else saved in the meantime, what this person changed stands on
top of what is stored by now, and both are shown.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any, Generic, Self, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict

from network.dutch import NOT_FILLED_IN, clock, long_date, number
from partners.contents import Versus

Plain = str | list[str]
Stored = TypeVar("Stored", bound=models.Model)


class ChangedMeanwhileError(Exception, Generic[Stored]):
    """Somebody else saved this after it was opened. `stored` is what it holds by now; `fields` those that both changed,
    where only these stand in the way.
    """

    def __init__(self, stored: Stored, fields: Sequence[str] = ()) -> None:
        super().__init__(f"{stored._meta.label} {stored.pk} was saved by somebody else")
        self.stored = stored
        self.fields = fields


CHOICE, THEIRS, MINE = "keuze", "hun", "mijn"  # «keuze-title=hun» takes the value of «hun-title»


def as_chosen(data: QueryDict) -> QueryDict:
    """What was sent; a field that two people filled in holds the value that was chosen, if not what is typed in it."""
    chosen = data.copy()
    for key, choice in data.items():
        marked, _, name = key.partition("-")
        if marked == CHOICE and choice in (THEIRS, MINE):
            chosen.setlist(name, data.getlist(f"{choice}-{name}"))
            del chosen[key]  # it is chosen now; a form that comes back asks anew
    return chosen


def refuse_what_both_changed(current: models.Model, seen: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """What somebody else changed in other fields meanwhile stays; about the same field a person decides."""
    both = [name for name in changes if getattr(current, name) not in (seen[name], changes[name])]
    if both:
        raise ChangedMeanwhileError(current, both)


class SideBySideForm(forms.Form):
    """A form about something stored. `stored_values` names what it changes, as the form's own cleaned values."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    stored_values: dict[str, Any]
    not_stored: frozenset[str] = frozenset()  # fields that only ask something

    def __init__(self, data: Any = None, *, stored: dict[str, Any], initial: dict[str, Any]) -> None:
        super().__init__(data, initial={**stored, **initial, "seen": _to_json(stored)})
        self.stored_values = stored

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, of the fields that are stored."""
        return {
            name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data and self._counts(name)
        }

    def _counts(self, name: str) -> bool:
        return not self.fields[name].widget.is_hidden and name not in self.not_stored

    @property
    def what_was_seen(self) -> dict[str, Plain]:
        """What this person saw when they began, as plain text; nothing when that got lost on the way."""
        return _from_json(self.cleaned_data.get("seen", ""))

    def _seen_of(self, now: dict[str, Any]) -> dict[str, Plain]:
        """When it got lost on the way, or was touched, everything typed counts as changed."""
        told = self.what_was_seen
        return {name: told.get(name, plain(value)) for name, value in now.items()}

    def merged_with(self, now: dict[str, Any]) -> dict[str, Any]:
        """What this person changed, on top of what is stored by now."""
        seen, mine = self._seen_of(now), self.values
        return {
            name: mine[name] if name in mine and plain(mine[name]) != seen[name] else value
            for name, value in now.items()
        }

    def differences_with(self, now: dict[str, Any]) -> list[Versus]:
        """What somebody else changed since this person saw it, beside what this person made of it."""
        seen, mine = self._seen_of(now), self.values
        return [
            Versus(
                str(self.fields[name].label if name in self.fields else name),
                theirs=in_words(value, self.fields.get(name)),
                mine=in_words(mine.get(name), self.fields.get(name)),
                both_changed_it=name in mine and plain(mine[name]) not in (seen[name], plain(value)),
            )
            for name, value in now.items()
            if plain(value) != seen[name]
        ]


class SideBySideModelForm(forms.ModelForm):
    """The same for a form that changes the fields of a model: it takes along the value of each field as it was.

    Two people can change different fields. Who makes one calls `remember()` once its fields are what they will be.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(as_chosen(data) if isinstance(data, QueryDict) else data, *args, **kwargs)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        """A form like this one, about what is stored by now."""
        raise NotImplementedError

    def remember(self, version: int) -> None:
        self.fields["version"].initial = version
        for name in self.names:
            self.fields[name].show_hidden_initial = True

    @property
    def names(self) -> list[str]:
        """What this person may change."""
        return [name for name in self._meta.fields or () if name in self.fields]

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that this person changed, with their new values."""
        return {name: self.cleaned_data[name] for name in self.names if name in self.changed_data}

    @property
    def seen(self) -> dict[str, Any]:
        """The values that this person started from."""
        return {name: self._seen(name) for name in self.names}

    def _seen(self, name: str) -> Any:
        field = self.fields[name]
        raw = field.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        try:
            return field.to_python(raw)
        except ValidationError:
            return None

    def having_seen(self, current: Any) -> Self:
        """What this person typed, in a form that starts from what is stored by now."""
        now = self.again(None, current)
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(now["version"].value())
        for name in set(now.names) & set(self.names):
            values = as_sent(now[name].value())
            data.setlist(now[name].html_initial_name, values)
            if name not in self.changed_data:
                data.setlist(now[name].html_name, values)
        return self.again(data, current)

    def differences_with(self, current: Any, names: Iterable[str]) -> list[Versus]:
        """These fields as somebody else saved them, beside what was typed here, to choose from."""
        now, sent = self.again(None, current), QueryDict(mutable=True)
        sent.update(self.data)
        return [
            Versus(
                str(self.fields[name].label),
                theirs=in_words(getattr(current, name), self.fields[name]),
                mine=in_words(self.cleaned_data[name], self.fields[name]),
                both_changed_it=True,
                name=now[name].html_name,
                theirs_sent=tuple(as_sent(now[name].value())),
                mine_sent=tuple(sent.getlist(now[name].html_name)),
            )
            for name in names
        ]


def in_words(value: Any, field: forms.Field | None) -> str:
    """A value of a field as people read it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, time):
        return clock(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(sorted(str(each) for each in value)) or NOT_FILLED_IN
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value) or NOT_FILLED_IN)  # type: ignore[arg-type]  # pairs
    return NOT_FILLED_IN if value in (None, "") else str(value)


def plain(value: Any) -> Plain:
    """As text, so that two values can be compared after a journey through the browser."""
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, Iterable):
        return sorted(str(plain(each)) for each in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def as_sent(value: Any) -> list[str]:
    """A value as a browser sends it back."""
    if value is None:
        return [""]
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def _to_json(values: dict[str, Any]) -> str:
    return json.dumps({name: plain(value) for name, value in values.items()}, ensure_ascii=False)


def _from_json(text: str) -> dict[str, Plain]:
    """Nothing when it isn't ours: it travels through the browser, and somebody may have touched it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}

"""Two people at one form: a second save never wipes out the first, and nobody types anything twice.

The form takes along what its reader saw. When somebody else saved in the meantime, what this person changed stands on
top of what is stored by now, and both are shown.
"""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from network.dutch import NOT_FILLED_IN, long_date, number
from partners.contents import Versus

Plain = str | list[str]


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
                theirs=self._in_words(name, value),
                mine=self._in_words(name, mine.get(name)),
                both_changed_it=name in mine and plain(mine[name]) not in (seen[name], plain(value)),
            )
            for name, value in now.items()
            if plain(value) != seen[name]
        ]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return long_date(value)
        if isinstance(value, Decimal):
            return number(value)
        if isinstance(value, Iterable) and not isinstance(value, str):
            return ", ".join(sorted(str(each) for each in value)) or NOT_FILLED_IN
        field = self.fields.get(name)
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


def _to_json(values: dict[str, Any]) -> str:
    return json.dumps({name: plain(value) for name, value in values.items()}, ensure_ascii=False)


def _from_json(text: str) -> dict[str, Plain]:
    """Nothing when it isn't ours: it travels through the browser, and somebody may have touched it."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}

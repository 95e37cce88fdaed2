"""Two people at once, on the side of what is stored: whatever they changed apart is put together."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from partners.side_by_side import ChangedMeanwhileError, Plain, plain


def changes_of(
    stored: models.Model, now: Mapping[str, Any], *, seen: Mapping[str, Plain], values: Mapping[str, Any]
) -> dict[str, Any]:
    """What this person changed since they saw it, by field. ChangedMeanwhileError names what both changed differently.

    `now` is what is stored by now, `seen` what the form started from as plain text, `values` what it holds.
    """
    before = {name: seen.get(name, plain(value)) for name, value in now.items()}
    mine = {name: value for name, value in values.items() if plain(value) != before[name]}
    both = [name for name, value in mine.items() if plain(now[name]) not in (before[name], plain(value))]
    if both:
        raise ChangedMeanwhileError(stored, both)
    return {name: value for name, value in mine.items() if plain(value) != plain(now[name])}

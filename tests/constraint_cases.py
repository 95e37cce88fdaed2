"""Trying a constraint on both sides: a row as it may be is accepted, and the nearest one that may not is refused.

Both by the database and by `full_clean()`, in words that somebody can do something with.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

FILLED_IN_BY_US = {"asked_by", "checked_by", "uploaded_by", "answered_by", "person", "reported_by", "made_by"}
ITSELF = object()  # the row that it is about


@dataclass(frozen=True)
class Case:
    """`right` makes a row in a world of rows, `wrong` says what would make it wrong, and `says` what is said then."""

    constraint: str
    right: Callable[[Any], models.Model]
    wrong: Mapping[str, Any]
    says: str

    def __str__(self) -> str:
        return f"{self.constraint}-{'-'.join(self.wrong)}"


def try_on_both_sides(case: Case, world: Any) -> None:
    row = case.right(world)
    row.full_clean(exclude=FILLED_IN_BY_US)
    model = type(row)
    manager = model._meta.base_manager
    manager.bulk_create([row])

    wrong = {name: row.pk if value is ITSELF else value for name, value in case.wrong.items()}
    wrong = {name: value(world) if callable(value) else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        manager.filter(pk=row.pk).update(**wrong)
    assert refused.value.__cause__.diag.constraint_name == case.constraint  # type: ignore[union-attr]  # of psycopg

    as_typed = manager.get(pk=row.pk)
    for name, value in wrong.items():
        setattr(as_typed, f"{name}_id" if value == row.pk else name, value)
    with pytest.raises(ValidationError) as explained:
        as_typed.full_clean(exclude=FILLED_IN_BY_US)
    assert any(case.says in message for message in explained.value.messages), explained.value.messages


def constraints_of(app: str) -> dict[str, models.BaseConstraint]:
    kept = [model for model in apps.get_app_config(app).get_models() if not hasattr(model, "pgh_tracked_model")]
    return {constraint.name: constraint for model in kept for constraint in model._meta.constraints}


def explain_themselves(app: str, *, nobody_reads: Iterable[str]) -> None:
    """Each has a sentence for a name, and one in Dutch for whoever runs into it."""
    for name, constraint in constraints_of(app).items():
        assert name.count("_") >= 3, f"{name}: give it a sentence for a name"
        if name in nobody_reads:
            continue
        message = str(constraint.violation_error_message)
        assert message != str(models.BaseConstraint.default_violation_error_message), name
        assert message.lstrip("«")[0].isupper(), name
        assert message.endswith("."), name

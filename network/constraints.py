"""What must never be false of rows of several kinds: the database refuses it, and says why."""

from django.db import models
from django.db.models import Q


def says_something(name: str, *, field: str, message: str) -> models.CheckConstraint:
    """A text that is more than spaces."""
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": r"\S"}), name=name, violation_error_message=message)

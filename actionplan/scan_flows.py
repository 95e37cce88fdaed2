"""Answering a question of the scan."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from actionplan.models import ScanAnswer, ScanItem
from actionplan.scans import Side
from network.history import because
from network.models import Person
from partners.side_by_side import refuse_what_both_changed


def answer_of(item: ScanItem, year: int, side: Side) -> ScanAnswer:
    """What this side said of it in that year, or an answer that is still to be given."""
    there = ScanAnswer.objects.filter(item=item, year=year, **side.of_answer).first()
    return there or ScanAnswer(item=item, year=year, version=0, **side.of_answer)


@transaction.atomic
def answer_question(
    item: ScanItem, *, year: int, side: Side, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> ScanAnswer:
    """What somebody else of this side changed in other fields stays; about the same field a person decides."""
    ScanItem.objects.select_for_update().get(pk=item.pk)
    current = answer_of(item, year, side)
    if current.pk:
        refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    for name, value in changes.items():
        setattr(current, name, value)
    current.answered_by = by
    current.version += 1
    current.full_clean()
    with because("Scan ingevuld", by=by):
        current.save()
    return current

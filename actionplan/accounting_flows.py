"""A partner tells what came of a budget line: hours, money and words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from actionplan import changing
from actionplan.models import BudgetLine
from network.history import because
from network.models import Person


@transaction.atomic
def account_for(
    line: BudgetLine, *, by: Person, on: date, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> BudgetLine:
    """Keep what was told, and since when; who tells nothing any more opens the line again.

    Also in a plan that is closed: a year is accounted for when it is over, and a plan may be over by then too.
    """
    current = changing.lock(line)
    changing.take_over(current, seen=seen, changes=changes)
    tells_something = current.hours_realised is not None or current.amount_spent is not None or current.account
    accounted_on = (current.accounted_on or on) if tells_something else None
    if not changes and accounted_on == current.accounted_on:
        return current
    current.accounted_on = on if changes and tells_something else accounted_on
    current.version += 1
    current.full_clean()
    with because("Post verantwoord" if tells_something else "Verantwoording weggehaald", by=by):
        current.save()
    return current

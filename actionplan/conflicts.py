"""Two people at once: what the other saved beside what was typed here, who it was and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Manager, Model

from actionplan.comparison import Versus, versus
from actionplan.forms import ActionForm
from actionplan.models import Action, Contribution, Light, StatusReport
from network.dutch import long_date
from network.history import history_of


@dataclass(frozen=True)
class Conflict:
    who: str
    when: datetime
    fields: tuple[Versus, ...]

    @property
    def labels(self) -> str:
        """«Bijsturing» en «Oorzaak»"""
        names = [f"«{field.label.capitalize()}»" for field in self.fields]
        return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def between_reports(theirs: StatusReport, mine: Mapping[str, str]) -> Conflict:
    """Every field that the two tell differently; both tell the lights."""
    names = [
        name
        for name in (*StatusReport.ASPECTS, *StatusReport.TEXTS)
        if name in StatusReport.ASPECTS or getattr(theirs, name).split() != mine[name].split()
    ]
    return Conflict(
        who=str(theirs.reported_by or "Iemand anders"),
        when=theirs.recorded_at,
        fields=tuple(_between_texts(name, getattr(theirs, name), mine[name]) for name in names),
    )


def _between_texts(name: str, theirs: str, mine: str) -> Versus:
    if name in StatusReport.ASPECTS:
        theirs, mine = str(Light(theirs).label), str(Light(mine).label)
    return versus(_label(StatusReport(), name), theirs, mine)


def between_actions(current: Action, names: list[str], form: ActionForm) -> Conflict:
    """The fields that both changed."""
    [change] = history_of(current, limit=1)
    return Conflict(
        who=change.who,
        when=change.when,
        fields=tuple(
            versus(_label(current, name), _action_text(getattr(current, name)), _action_text(form.cleaned_data[name]))
            for name in names
        ),
    )


def between_contributions(current: Contribution, mine: str) -> Conflict:
    [change] = history_of(current, limit=1)
    return Conflict(change.who, change.when, (versus(_label(current, "text"), current.text, mine),))


def _label(thing: Model, name: str) -> str:
    return str(thing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # each of these fields has one


def _action_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Manager):
        value = value.all()
    return ", ".join(map(str, value)) if isinstance(value, Iterable) else str(value)

"""Two people at once: what the other saved beside what was typed here, who it was and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Manager, Model

from actionplan.comparison import Versus, versus
from actionplan.models import Action, Contribution, Light, StatusReport
from network.dutch import NOT_FILLED_IN, long_date
from network.history import history_of, names_of_people, told_of
from partners.side_by_side import SideBySideModelForm


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


def between_reports(theirs: StatusReport, mine: Mapping[str, Any]) -> Conflict:
    """Every field that the two tell differently; both tell the lights."""
    names = [
        *StatusReport.ASPECTS,
        *(["progress"] if theirs.progress != mine["progress"] else []),
        *(name for name in StatusReport.TEXTS if getattr(theirs, name).split() != mine[name].split()),
    ]
    return Conflict(
        who=str(theirs.reported_by or "Iemand anders"),
        when=theirs.recorded_at,
        fields=tuple(_between_texts(name, getattr(theirs, name), mine[name]) for name in names),
    )


def _between_texts(name: str, theirs: Any, mine: Any) -> Versus:
    if name == "progress":
        theirs, mine = _percentage(theirs), _percentage(mine)
    if name in StatusReport.ASPECTS:
        theirs, mine = str(Light(theirs).label), str(Light(mine).label)
    return versus(_label(StatusReport(), name), theirs, mine)


def _percentage(value: int | None) -> str:
    return NOT_FILLED_IN if value is None else f"{value} %"


def between_actions(current: Action, names: list[str], form: SideBySideModelForm) -> Conflict:
    """The fields that both changed."""
    mine = form.cleaned_data
    who, when = last_saved(current, names)
    return Conflict(
        who=who,
        when=when,
        fields=tuple(
            versus(_label(current, name), *(_action_text(name, each) for each in (getattr(current, name), mine[name])))
            for name in names
        ),
    )


def between_contributions(current: Contribution, mine: str) -> Conflict:
    return Conflict(*last_saved(current, ["text"]), (versus(_label(current, "text"), current.text, mine),))


def last_saved(thing: Model, fields: Iterable[str] = ()) -> tuple[str, datetime]:
    """By whom and when these fields were last changed; of links the history of the thing itself tells only the save."""
    labels = {_label(thing, name) for name in fields}
    found = next((change for change in history_of(thing) if change.field in labels), None)
    if found is not None:
        return found.who, found.when
    events = type(thing).pgh_event_model.objects.filter(pgh_obj_id=thing.pk)  # type: ignore[attr-defined]  # by pghistory
    event = events.select_related("pgh_context").latest("pgh_created_at", "pgh_id")
    about = told_of(event, names_of_people([event]))
    return about["who"], about["when"]


def _label(thing: Model, name: str) -> str:
    return str(thing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # each of these fields has one


def _action_text(name: str, value: Any) -> str:
    if value in (None, ""):
        return NOT_FILLED_IN
    if choices := getattr(Action._meta.get_field(name), "choices", None):
        return str(dict(choices)[value])
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Manager):
        value = value.all()
    return (", ".join(map(str, value)) or NOT_FILLED_IN) if isinstance(value, Iterable) else str(value)

"""Two people at once: what the other saved beside what was typed here, who it was and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Manager, Model
from django.forms.boundfield import BoundField

from actionplan.comparison import Versus, versus
from actionplan.contribution_forms import ContributionForm
from actionplan.forms import StatusReportForm
from actionplan.models import Action, Contribution, Light, StatusReport
from network.dutch import NOT_FILLED_IN, long_date
from network.history import history_of, names_of_people, told_of
from partners.side_by_side import SideBySideModelForm, as_sent


@dataclass(frozen=True)
class TwoValues:
    """One field that two people filled in: what differs, and what a browser sends of each."""

    beside: Versus
    field: BoundField  # as it comes back, with what was typed
    theirs: list[str]
    mine: list[str]

    @property
    def name(self) -> str:
        return self.field.html_name

    @property
    def is_choice(self) -> bool:
        return self.theirs != self.mine


@dataclass(frozen=True)
class Conflict:
    who: str
    when: datetime
    fields: tuple[TwoValues, ...]

    @property
    def labels(self) -> str:
        """«Bijsturing» en «Oorzaak»"""
        names = [f"«{field.beside.label.capitalize()}»" for field in self.fields]
        return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]


def between_reports(theirs: StatusReport, form: StatusReportForm, again: StatusReportForm) -> Conflict:
    """Every field that the two tell differently; both tell the lights. `again` is the form as it comes back."""
    mine = form.answers
    names = [
        *StatusReport.ASPECTS,
        *(["progress"] if theirs.progress != mine["progress"] else []),
        *(name for name in StatusReport.TEXTS if getattr(theirs, name).split() != mine[name].split()),
    ]
    return Conflict(
        who=str(theirs.reported_by or "Iemand anders"),
        when=theirs.recorded_at,
        fields=tuple(
            _two_values(_between_texts(name, getattr(theirs, name), mine[name]), again, name, getattr(theirs, name))
            for name in names
        ),
    )


def _between_texts(name: str, theirs: Any, mine: Any) -> Versus:
    if name == "progress":
        theirs, mine = _percentage(theirs), _percentage(mine)
    if name in StatusReport.ASPECTS:
        theirs, mine = str(Light(theirs).label), str(Light(mine).label)
    return versus(_label(StatusReport(), name), theirs, mine)


def _percentage(value: int | None) -> str:
    return NOT_FILLED_IN if value is None else f"{value}\u00a0%"


def _two_values(beside: Versus, again: Any, name: str, theirs: Any) -> TwoValues:
    """`theirs` is the value that the field of the form `again` would begin with."""
    field = again[name]
    return TwoValues(beside, field, as_sent(theirs), _sent(again, field.html_name))


def _sent(form: Any, name: str) -> list[str]:
    return form.data.getlist(name) or [""]


def between(beside: Iterable[Versus], names: Iterable[str], again: SideBySideModelForm) -> tuple[TwoValues, ...]:
    """Of a form that comes back with, beside what was typed, what is stored by now."""
    return tuple(
        TwoValues(
            each,
            field := again[name],
            _sent(again, field.html_initial_name),
            _sent(again, field.html_name),
        )
        for each, name in zip(beside, names, strict=True)
    )


def between_actions(
    current: Action, names: list[str], form: SideBySideModelForm, again: SideBySideModelForm
) -> Conflict:
    """The fields that both changed."""
    mine = form.cleaned_data
    who, when = last_saved(current, names)
    return Conflict(
        who=who,
        when=when,
        fields=between(
            (
                versus(
                    _label(current, name), *(_action_text(name, each) for each in (getattr(current, name), mine[name]))
                )
                for name in names
            ),
            names,
            again,
        ),
    )


def between_contributions(current: Contribution, mine: str, again: ContributionForm) -> Conflict:
    beside = versus(_label(current, "text"), current.text, mine)
    return Conflict(*last_saved(current, ["text"]), (_two_values(beside, again, "text", current.text),))


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

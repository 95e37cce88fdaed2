"""Forms of the life of a plan: what it is called and when it runs, what municipalities decided, and what comes next."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actionplan.models import Action, AdoptingBody, Plan
from actionplan.models.actions import ActionQuerySet
from actionplan.plan_life_flows import values_of
from network.dutch import long_date
from network.fields import DutchDateField, not_to_come
from network.guarded import GuardedLineField
from partners.life_cycle import add_months
from partners.side_by_side import SideBySideForm

ENDS_TOO_EARLY = "De einddatum ligt voor de begindatum. Kies een latere einddatum."


def _title_field() -> GuardedLineField:
    return GuardedLineField(
        label="Titel",
        max_length=200,
        strict=True,
        help_text="Bijvoorbeeld: Plan van aanpak 2026–2029.",
        error_messages={"required": "De titel ontbreekt. Typ bijvoorbeeld: Plan van aanpak 2026–2029."},
    )


def _starts_on_field() -> DutchDateField:
    return DutchDateField(
        label="Begint op",
        help_text="Bijvoorbeeld: 1 januari 2026.",
        error_messages={"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2026."},
    )


def _ends_on_field() -> DutchDateField:
    return DutchDateField(
        label="Loopt tot en met",
        help_text="De laatste dag. Bijvoorbeeld: 31 december 2029.",
        error_messages={"required": "De einddatum ontbreekt. Typ bijvoorbeeld: 31 december 2029."},
    )


def _refuse_upside_down(form: forms.Form) -> None:
    starts_on, ends_on = form.cleaned_data.get("starts_on"), form.cleaned_data.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", ENDS_TOO_EARLY)


class PlanForm(SideBySideForm):
    """What the plan is called and when it runs."""

    title = _title_field()
    starts_on = _starts_on_field()
    ends_on = _ends_on_field()

    def __init__(self, data: Any = None, *, plan: Plan | None = None) -> None:
        self.plan = plan
        super().__init__(data, stored=values_of(plan) if plan else {}, initial={})

    def clean(self) -> dict[str, Any]:
        _refuse_upside_down(self)
        return self.cleaned_data

    def on_top_of(self, stored: Plan) -> "PlanForm":
        """What this person changed, in a form that starts from what is stored by now."""
        form = PlanForm(plan=stored)
        form.initial.update(self.merged_with(values_of(stored)))
        return form


class OfferForm(forms.Form):
    """Lay the version in the making before the municipalities."""

    reason = GuardedLineField(
        label="Wat is er nieuw in deze versie?",
        max_length=250,
        required=False,
        strict=True,
        help_text="In een zin, voor de gemeenten. Bijvoorbeeld: drie acties over online geweld erbij.",
    )


class AdoptForm(forms.Form):
    """That the plan is adopted, and since when."""

    adopted_on = DutchDateField(
        label="Vastgesteld op",
        help_text="De dag waarop het netwerk de versie vaststelde.",
        error_messages={"required": "De datum ontbreekt. Typ bijvoorbeeld: 11 juni 2026."},
    )

    def clean_adopted_on(self) -> date:
        return not_to_come(self.cleaned_data["adopted_on"])


_DAY_OF_A_DECISION = "Bijvoorbeeld: 10 maart 2026."


def _number_field() -> GuardedLineField:
    return GuardedLineField(
        label="Besluitnummer",
        max_length=60,
        required=False,
        strict=True,
        help_text="Zoals het op het besluit staat. Bijvoorbeeld: B-2026-114.",
    )


class DecisionsForm(SideBySideForm):
    """What the college and the gemeenteraad of one municipality decided."""

    college_on = DutchDateField(label="Datum van het besluit", required=False, help_text=_DAY_OF_A_DECISION)
    college_number = _number_field()
    council_on = DutchDateField(label="Datum van het besluit", required=False, help_text=_DAY_OF_A_DECISION)
    council_number = _number_field()

    def __init__(self, data: Any = None, *, stored: dict[str, Any]) -> None:
        super().__init__(data, stored=stored, initial={})
        for field in self.fields.values():
            field.sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»

    @property
    def bodies(self) -> list[tuple[str, list[Any]]]:
        """The fields of each body, under its name."""
        return [(body.label.capitalize(), [self[f"{body}_on"], self[f"{body}_number"]]) for body in AdoptingBody]

    def on_top_of(self, stored: dict[str, Any]) -> "DecisionsForm":
        """What this person changed, in a form that starts from what is stored by now."""
        form = DecisionsForm(stored=stored)
        form.initial.update(self.merged_with(stored))
        return form

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        for body in AdoptingBody.values:
            self._clean_decision(f"{body}_on", f"{body}_number")
        if not self.errors and not any(values[f"{body}_on"] for body in AdoptingBody.values):
            self.add_error("college_on", "Vul bij het college of bij de gemeenteraad het besluit in.")
        return values

    def _clean_decision(self, on: str, number: str) -> None:
        day = self.cleaned_data.get(on)
        if day and not self.cleaned_data.get(number) and number not in self.errors:
            self.add_error(number, "Het besluitnummer ontbreekt. Neem het over van het besluit.")
        if self.cleaned_data.get(number) and day is None and on not in self.errors:
            self.add_error(on, "De datum van het besluit ontbreekt. Typ bijvoorbeeld: 10 maart 2026.")
        try:
            not_to_come(day)
        except ValidationError as error:
            self.add_error(on, error)


class _ActionChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, action: Any) -> str:
        """4.2 Begeleiding, afgerond op 3 mei 2026"""
        return f"{action}{_what_became_of(action)}"


def _what_became_of(action: Action) -> str:
    if action.dropped_on:
        return f", gestopt op {long_date(action.dropped_on)}"
    return f", afgerond op {long_date(action.completed_on)}" if action.completed_on else ""


class SuccessorForm(forms.Form):
    """The next period, and which actions go along. What is completed or dropped stays behind unless it is ticked."""

    title = _title_field()
    starts_on = _starts_on_field()
    ends_on = _ends_on_field()
    with_goals = forms.BooleanField(label="Neem ambities, doelen en speerpunten mee", required=False, initial=True)
    actions = _ActionChoices(
        Action.objects.none(), label="Acties die meegaan", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, plan: Plan, actions: ActionQuerySet) -> None:
        starts_on, ends_on = _next_period(plan)
        super().__init__(
            data,
            initial={
                "title": _title_for(starts_on, ends_on),
                "starts_on": starts_on,
                "ends_on": ends_on,
                "actions": [each.pk for each in actions if not (each.completed_on or each.dropped_on)],
            },
        )
        self.fields["actions"].queryset = actions  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def clean(self) -> dict[str, Any]:
        _refuse_upside_down(self)
        return self.cleaned_data


def _next_period(plan: Plan) -> tuple[date, date]:
    """Just as long, from the day after."""
    months = (plan.ends_on.year - plan.starts_on.year) * 12 + plan.ends_on.month - plan.starts_on.month + 1
    starts_on = plan.ends_on + timedelta(days=1)
    return starts_on, add_months(starts_on, months) - timedelta(days=1)


def _title_for(starts_on: date, ends_on: date) -> str:
    years = f"{starts_on.year}" if starts_on.year == ends_on.year else f"{starts_on.year}–{ends_on.year}"
    return f"Plan van aanpak {years}"


class ComparisonForm(forms.Form):
    """Which two versions stand beside each other."""

    van = forms.ChoiceField(label="Vergelijk")
    met = forms.ChoiceField(label="met")

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in ("van", "met"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

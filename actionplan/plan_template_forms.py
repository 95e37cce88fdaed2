"""Taking in a speerpunt of another region: the file, and who does what here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from actionplan.models import Action, Pillar, Plan, TargetGroup
from actionplan.plan_register import title_key
from actionplan.plan_template import LARGEST, ActionTemplate, PriorityTemplate, TemplateError, read_template
from network.dutch import enumeration
from partners.models import Organisation

LEAVE_OUT = "overslaan"
CONTENT = "sjabloon"  # what was read goes along in the page, and is read anew when it comes back


class TemplateFileForm(forms.Form):
    """A template on somebody's computer."""

    file = forms.FileField(
        label="Sjabloon",
        help_text="Het bestand (.json) dat een andere regio bij haar speerpunt downloadde. U bekijkt het eerst.",
        error_messages={
            "required": "Kies eerst een bestand op uw computer.",
            "empty": "Het bestand is leeg. Kies het bestand met het sjabloon.",
            "invalid": "Kies eerst een bestand op uw computer.",
        },
    )
    template: PriorityTemplate

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.template = read_template(file.read(LARGEST + 1))
        except TemplateError as refused:
            raise ValidationError(str(refused)) from None
        return file


@dataclass(frozen=True)
class ActionAsked:
    """An action of the template, with the fields that are about it."""

    action: ActionTemplate
    lead: BoundField
    pillar: BoundField
    unknown_groups: Sequence[str]

    @property
    def left_out(self) -> str:
        """Which target groups this portal doesn't know."""
        return enumeration([f"«{name}»" for name in self.unknown_groups])


@dataclass(frozen=True)
class ActionChosen:
    """An action that is taken over, with who leads it here."""

    action: ActionTemplate
    lead: int
    pillar: int
    groups: Sequence[int]


class TemplateForm(forms.Form):
    """Of each action who leads it in this region: nobody is filled in beforehand."""

    all_optional = True

    def __init__(self, template: PriorityTemplate, *, plan: Plan, data: Any = None) -> None:
        super().__init__(data)
        self.template = template
        leads = [(str(each.pk), str(each)) for each in Organisation.objects.standing().active().order_by("name")]
        pillars = [(str(each.pk), each.name) for each in Pillar.objects.all()]
        by_name = {name.casefold(): pk for pk, name in pillars}
        self._groups = {group.name.casefold(): group.pk for group in TargetGroup.objects.all()}
        self._codes = {title_key(each.title): each.code for each in Action.objects.of_plan(plan).in_base()}
        for n, action in enumerate(template.actions):
            self.fields[f"trekker-{n}"] = forms.ChoiceField(
                label="Trekker",
                choices=[("", "Kies een partner"), (LEAVE_OUT, "Neem deze actie niet over"), *leads],
                error_messages={
                    "required": f"Kies wie trekker is van «{action.title}», of neem de actie niet over.",
                    "invalid_choice": "Kies een partner uit de lijst.",
                },
            )
            self.fields[f"pijler-{n}"] = forms.ChoiceField(
                label="Pijler",
                choices=[("", "Kies een pijler"), *pillars],
                initial=by_name.get(action.pillar.casefold(), ""),
                required=False,
                error_messages={"invalid_choice": "Kies een pijler uit de lijst."},
            )

    @property
    def asked(self) -> list[ActionAsked]:
        return [
            ActionAsked(
                action,
                self[f"trekker-{n}"],
                self[f"pijler-{n}"],
                [name for name in action.target_groups if name.casefold() not in self._groups],
            )
            for n, action in enumerate(self.template.actions)
        ]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        for n, action in enumerate(self.template.actions):
            if values.get(f"trekker-{n}") in (None, LEAVE_OUT):
                continue
            if not values.get(f"pijler-{n}") and f"pijler-{n}" not in self.errors:
                self.add_error(f"pijler-{n}", f"Kies de pijler van «{action.title}».")
            if code := self._codes.get(title_key(action.title)):
                self.add_error(
                    f"trekker-{n}", f"«{action.title}» staat al in het plan, als {code}. Neem haar niet over."
                )
        if not self.errors and not self.chosen:
            raise ValidationError("U neemt geen enkele actie over. Kies bij minstens één actie een trekker.")
        return values

    @property
    def chosen(self) -> list[ActionChosen]:
        values = self.cleaned_data
        return [
            ActionChosen(
                action,
                int(values[f"trekker-{n}"]),
                int(values[f"pijler-{n}"]),
                [self._groups[name.casefold()] for name in action.target_groups if name.casefold() in self._groups],
            )
            for n, action in enumerate(self.template.actions)
            if values[f"trekker-{n}"] != LEAVE_OUT
        ]

"""The form that couples an action to what it follows from."""

from typing import Any

from django import forms

from actionplan.models import Action
from actionplan.models.actions import ActionQuerySet


class LinkForm(forms.Form):
    action = forms.ModelChoiceField(
        Action.objects.none(),
        label="Actie",
        empty_label="Kies een actie",
        error_messages={
            "required": "Kies de actie die hieruit volgt.",
            "invalid_choice": "Deze actie kunt u hier niet kiezen. Kies een andere.",
        },
    )

    def __init__(self, *args: Any, actions: ActionQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = actions  # type: ignore[attr-defined]  # a ModelChoiceField

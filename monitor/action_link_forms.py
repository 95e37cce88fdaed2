"""The form that says which indicator an action is meant to move, and why."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from actionplan.models import Action
from monitor.models import ActionIndicator, Indicator
from network.fields import offer
from network.guarded import GuardedLineField
from network.models import Person


class IndicatorForm(forms.ModelForm):
    class Meta:
        model = ActionIndicator
        fields = ("indicator", "why")
        field_classes: ClassVar[dict[str, Any]] = {"why": GuardedLineField}
        help_texts: ClassVar[dict[str, Any]] = {"why": "Bijvoorbeeld: dit cijfer moet dalen als de actie werkt."}
        error_messages: ClassVar[dict[str, Any]] = {
            "indicator": {
                "required": "Kies het cijfer waar de actie om gaat.",
                "invalid_choice": "Dit cijfer is er niet meer. Kies een ander.",
            }
        }

    def __init__(self, data: QueryDict | None, *, action: Action, person: Person) -> None:
        super().__init__(data, instance=ActionIndicator(action=action))
        offer(self, "indicator", Indicator.objects.visible_to(person), empty="Kies een indicator")

    def validate_unique(self) -> None:
        """A second press links once, and other words of why replace the first: the flow sees to that."""

    def validate_constraints(self) -> None:
        """The same."""

"""The form in which a partner tells what came of a budget line."""

from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from actionplan.models import BudgetLine
from network.fields import dutch_formfield
from network.guarded import GuardedTextField
from partners.side_by_side import SideBySideModelForm


class AccountForm(SideBySideModelForm):
    class Meta:
        model = BudgetLine
        formfield_callback = dutch_formfield
        fields = ("hours_realised", "amount_spent", "account")
        field_classes: ClassVar[dict[str, Any]] = {"account": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"account": forms.Textarea(attrs={"rows": 4})}
        labels: ClassVar[dict[str, Any]] = {
            "hours_realised": "Gemaakte uren in het hele jaar",
            "amount_spent": "Besteed",
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "hours_realised": "Bijvoorbeeld 104 of 98,5. Leeg als u het niet weet.",
            "amount_spent": "Bijvoorbeeld 9.058 of 9.407,50.",
            "account": "Wat is er gedaan, en waarom meer of minder dan afgesproken? Noem geen personen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remember(self.instance.version)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance, auto_id=self.auto_id)

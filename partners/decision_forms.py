"""Forms of decisions: the text of one, and why one no longer counts."""

from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from network.dates import today
from network.fields import DutchDateField, not_to_come, offer
from network.guarded import GuardedLineField, GuardedTextField
from partners.decision_flows import NOT_YET, of_another_year
from partners.models import Bottleneck, BottleneckStatus, Decision
from partners.side_by_side import SideBySideModelForm


class DecisionForm(SideBySideModelForm):
    """What was decided. A new one can be about a bottleneck that was put before the same body."""

    title = GuardedLineField(
        label="Besluit",
        max_length=200,
        strict=True,
        help_text="In één zin, zoals: Het protocol voor ziekenhuizen gaat in per 1 januari.",
        error_messages={"required": "Schrijf in één zin wat er besloten is."},
    )
    text = GuardedTextField(
        label="Toelichting",
        required=False,
        strict=True,
        widget=forms.Textarea({"rows": 6}),
        help_text="Waarom, en wat er nu gebeurt. Noem geen personen.",
    )
    decided_on = DutchDateField(
        label="Besloten op",
        help_text="Bijvoorbeeld 3 mei 2026.",
        error_messages={"required": "Typ de dag van het besluit, bijvoorbeeld 3 mei 2026."},
    )
    bottleneck = forms.ModelChoiceField(
        label="Over knelpunt",
        queryset=Bottleneck.objects.none(),
        required=False,
        help_text="Het knelpunt staat daarna op «besloten».",
    )

    class Meta:
        model = Decision
        fields = ("title", "text", "decided_on")
        labels: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.instance.body
        waiting = body.bottlenecks.filter(status=BottleneckStatus.ESCALATED).in_order()
        if self.instance.pk or not waiting.exists():
            del self.fields["bottleneck"]
        else:
            offer(self, "bottleneck", waiting, empty="Geen knelpunt")
        self.remember(self.instance.version)

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > today():
            raise ValidationError(NOT_YET)
        if self.instance.pk and day.year != self.instance.year:
            raise ValidationError(of_another_year(self.instance))
        return day

    @property
    def values(self) -> dict[str, Any]:
        """What the flow that records one asks for."""
        return {name: self.cleaned_data.get(name) for name in (*self.names, "bottleneck")}

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)


class CarriedOutForm(forms.Form):
    """On which day it was done what was decided."""

    carried_out_on = DutchDateField(
        label="Uitgevoerd op",
        help_text="De dag waarop gedaan was wat er besloten is, bijvoorbeeld 3 november 2026.",
        error_messages={"required": "Typ de dag waarop het besluit is uitgevoerd, bijvoorbeeld 3 november 2026."},
        validators=[not_to_come],
    )


class WithdrawDecisionForm(forms.Form):
    """Everybody who finds the decision reads why it no longer counts."""

    reason = GuardedLineField(
        label="Reden",
        max_length=300,
        strict=True,
        help_text="In één zin. Iedereen die het besluit opent, leest dit.",
        error_messages={"required": "Schrijf in één zin waarom het besluit niet meer geldt."},
    )

"""Forms of releasing: why a new edition, and the rule for small numbers of a source."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from monitor.models import LEAST_THRESHOLD, DisclosureRule, Edition
from network.dutch import number
from network.fields import DutchDecimalField
from network.guarded import GuardedLineField


class ReleaseForm(forms.Form):
    """Release what was approved. The first edition needs no reason; a later one does."""

    reason = GuardedLineField(
        label="Waarom een nieuwe editie?",
        help_text="Iedereen leest dit bij de editie. Bijvoorbeeld: het tweede kwartaal is erbij gekomen.",
        max_length=300,
        error_messages={"required": "Schrijf op waarom er een nieuwe editie komt."},
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]


class RuleForm(forms.ModelForm):
    """The rule of one source. Once figures were released under it, it may only become stricter."""

    largest_share = DutchDecimalField(
        label="Hoogste aandeel van één aanleveraar",
        help_text="Van 0,5 tot en met 1. Bijvoorbeeld 0,85: levert één partner meer dan 85 van de 100, dan "
        "verbergen wij het getal. Laat leeg als u geen grens wilt.",
        required=False,
        max_digits=3,
        decimal_places=2,
        min_value=Decimal("0.5"),
        max_value=Decimal(1),
        error_messages={
            "min_value": "Kies een aandeel van 0,5 tot en met 1.",
            "max_value": "Kies een aandeel van 0,5 tot en met 1.",
            "max_decimal_places": "Gebruik hoogstens twee cijfers achter de komma, bijvoorbeeld 0,85.",
            "max_digits": "Kies een aandeel van 0,5 tot en met 1.",
        },
    )

    class Meta:
        model = DisclosureRule
        fields = ("threshold", "shows_zero", "rounds_to", "largest_share")
        labels: ClassVar[dict[str, str]] = {
            "threshold": "Vanaf welk aantal tonen wij een getal?",
            "shows_zero": "Een nul mag getoond worden",
            "rounds_to": "Hoe tonen wij de getallen vanaf de grens?",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "threshold": "10 of hoger. Bij 10 staat er «<10» als het er 1 tot en met 9 zijn.",
            "shows_zero": "Staat dit uit, dan verbergen wij een nul net als een klein aantal.",
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "threshold": {
                "required": "Vul een grens in van 10 of hoger.",
                "invalid": "Vul een heel getal in van 10 of hoger.",
                "min_value": "De grens is 10 of hoger, tot 100. Lager mag niet.",
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.released_with = _strictest(self.instance)

    def clean_threshold(self) -> int:
        threshold: int = self.cleaned_data["threshold"]
        if not LEAST_THRESHOLD <= threshold <= 100:
            raise ValidationError("De grens is 10 of hoger, tot 100. Lager mag niet.")
        before = self.released_with.get("threshold", LEAST_THRESHOLD)
        if threshold < before:
            raise ValidationError(f"Er zijn cijfers vrijgegeven met grens {before}. De grens mag alleen hoger worden.")
        return threshold

    def clean_shows_zero(self) -> bool:
        shows: bool = self.cleaned_data["shows_zero"]
        if shows and not self.released_with.get("shows_zero", True):
            raise ValidationError("Er zijn cijfers vrijgegeven waarin een nul verborgen is. Dat moet zo blijven.")
        return shows

    def clean_rounds_to(self) -> int:
        rounds_to: int = self.cleaned_data["rounds_to"]
        if rounds_to < self.released_with.get("rounds_to", 1):
            raise ValidationError("Er zijn cijfers afgerond vrijgegeven. Dat moet zo blijven.")
        return rounds_to

    def clean_largest_share(self) -> Decimal | None:
        share: Decimal | None = self.cleaned_data["largest_share"]
        before = self.released_with.get("largest_share")
        if before and (share is None or share > Decimal(before)):
            raise ValidationError(
                f"Er zijn cijfers vrijgegeven met aandeel {number(Decimal(before))}. "
                "Het aandeel mag alleen lager worden."
            )
        return share


def _strictest(rule: DisclosureRule) -> dict[str, Any]:
    """What was promised with the newest edition of the source; empty while nothing was released."""
    released = Edition.objects.filter(indicator__source=rule.source_id, is_protected=True).order_by("-released_at")
    return dict(released.values_list("rule", flat=True).first() or {})

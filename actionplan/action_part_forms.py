"""Forms of the parts of an action: milestones, targets with what was reached, remarks and files."""

from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from actionplan.models import ActionTarget, Milestone
from network.dates import today
from network.fields import DutchDateField, DutchDecimalField, dutch_formfield, not_to_come
from network.guarded import GuardedLineField, GuardedTextField
from partners.document_forms import PdfField, read_pdf
from partners.side_by_side import SideBySideModelForm


class PartForm(SideBySideModelForm):
    """A part of an action: a new one, or one that somebody else may be changing too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.remember(self.instance.version)
        else:
            del self.fields["version"]  # nobody else saw it yet

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}


class MilestoneForm(PartForm):
    """A point to reach: what was planned, what is expected by now, and when it was reached."""

    class Meta:
        model = Milestone
        formfield_callback = dutch_formfield
        fields = ("title", "planned_on", "forecast_on", "achieved_on")
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField}
        help_texts: ClassVar[dict[str, Any]] = {
            "title": "Wat is er dan klaar? Bijvoorbeeld: eerste groep gestart.",
            "planned_on": "Zoals afgesproken, bijvoorbeeld 1 april 2027. Laat leeg als de datum nog volgt.",
            "forecast_on": "Alleen als u het op een andere dag verwacht dan gepland.",
            "achieved_on": "Pas invullen als het klaar is.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "De mijlpaal ontbreekt. Schrijf in een paar woorden wat er dan klaar is."},
        }

    def clean_achieved_on(self) -> date | None:
        return not_to_come(self.cleaned_data["achieved_on"])


class MilestoneProgressForm(MilestoneForm):
    """What the lead tells of a milestone. What was planned stays as it was agreed."""

    class Meta(MilestoneForm.Meta):
        fields = ("forecast_on", "achieved_on")  # type: ignore[assignment]  # fewer of them


class TargetForm(PartForm):
    """What an action should bring about: a range in a unit."""

    class Meta:
        model = ActionTarget
        formfield_callback = dutch_formfield
        fields = ("unit", "minimum", "maximum", "counts_persons", "note")
        field_classes: ClassVar[dict[str, Any]] = {"unit": GuardedLineField, "note": GuardedLineField}
        help_texts: ClassVar[dict[str, Any]] = {
            "unit": "Wat u telt, bijvoorbeeld: trajecten.",
            "minimum": "Het laagste getal dat goed genoeg is.",
            "maximum": "Is het precies één getal? Vul het dan twee keer in.",
            "counts_persons": "Een getal onder de 10 zien dan alleen de trekker en de regiocoördinator.",
            "note": "Bijvoorbeeld: van 10 tot 20 weken.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "unit": {"required": "De eenheid ontbreekt. Schrijf wat u telt, bijvoorbeeld trajecten."},
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        low, high = values.get("minimum"), values.get("maximum")
        if low is not None and low < 0:
            self.add_error("minimum", "Een resultaat is niet lager dan 0. Vul een getal vanaf 0 in.")
        elif low is not None and high is not None and high < low:
            self.add_error("maximum", "«Tot» is lager dan «van». Draai de twee getallen om.")
        elif low is None and high is None and not self.errors:
            self.add_error("minimum", "Het getal ontbreekt. Vul «van», «tot» of allebei in.")
        return values


class RealisationForm(forms.Form):
    """What was reached of a target, up to a day."""

    value = DutchDecimalField(
        label="Bereikt",
        min_value=0,
        max_digits=9,
        decimal_places=1,
        help_text="Het totaal tot en met die dag, en niet wat er sinds de vorige keer bij kwam.",
        error_messages={
            "required": "Het getal ontbreekt. Vul in wat er tot nu toe bereikt is.",
            "min_value": "Een resultaat is niet lager dan 0. Vul een getal vanaf 0 in.",
        },
    )
    measured_on = DutchDateField(
        label="Geteld op",
        initial=today,
        help_text="Vergiste u zich? Vul dezelfde dag nog een keer in. Het laatste getal telt.",
        error_messages={"required": "De dag ontbreekt. Vul in tot en met welke dag u telde."},
    )

    def clean_measured_on(self) -> date | None:
        return not_to_come(self.cleaned_data["measured_on"])


class CommentForm(forms.Form):
    """A remark at an action."""

    text = GuardedTextField(
        label="Uw opmerking",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Ieder lid van het netwerk kan dit lezen. Noem geen slachtoffers, plegers of cliënten.",
        error_messages={"required": "De opmerking is leeg. Schrijf wat u wilt zeggen."},
    )


class ActionDocumentForm(forms.Form):
    """A PDF that shows what was done, and what it is called."""

    file = PdfField()
    title = GuardedLineField(
        label="Titel",
        max_length=150,
        strict=True,
        help_text="Bijvoorbeeld: verslag van de tussenevaluatie. Noem geen personen.",
        error_messages={"required": "Vul in wat voor stuk dit is."},
    )

    def clean_file(self) -> Any:
        """The file, with a name that can be shown; its bytes are in `content`."""
        file = self.cleaned_data["file"]
        self.content = read_pdf(file)
        return file

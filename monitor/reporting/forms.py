"""Forms of the reports: from what the coordinator types to Python, with errors that say what to type instead."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from monitor.models import Report, ReportSection, SectionKind
from network.dutch import long_date, number
from network.fields import DutchDateField, not_to_come, sent_again
from network.guarded import GuardedTextField, mark_of

MOST_WORDS_IN_SUMMARY = 120
MOST_CHARACTERS = 20_000  # of a text, some eight pages


class ReferenceDateForm(forms.Form):
    """On which day the figures of a draft are read again."""

    reference_date = DutchDateField(
        label="Peildatum",
        help_text="De cijfers worden opnieuw gelezen, zoals ze op deze dag waren. Uw teksten blijven staan.",
        error_messages={"required": "Vul een datum in, bijvoorbeeld 10 juli 2026."},
        validators=[not_to_come],
    )


class SectionForm(forms.ModelForm):
    """The coordinator's own words in one section; `seen` is the mark of the text that they began with."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReportSection
        fields = ("text",)
        field_classes: ClassVar[dict[str, Any]] = {"text": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 7})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = mark_of([self.instance.text])
        if self.instance.kind == SectionKind.SUMMARY:
            self.fields["text"].label = "Wat moet de stuurgroep onthouden"
            self.fields["text"].help_text = (
                f"Schrijf kort: er passen {MOST_WORDS_IN_SUMMARY} woorden op de bladzijde. "
                "Verversen van de cijfers verandert uw tekst niet."
            )

    def having_seen(self, text: str) -> None:
        """Shown again beside the text of a colleague: whoever saves now, means to replace that one."""
        data = sent_again(self.data, seen=mark_of([text]))
        self.data = data

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(f"Maak de tekst korter: er passen hoogstens {number(MOST_CHARACTERS)} tekens in.")
        words = len(text.split())
        if self.instance.kind == SectionKind.SUMMARY and words > MOST_WORDS_IN_SUMMARY:
            raise ValidationError(
                f"De samenvatting past op één bladzijde met {MOST_WORDS_IN_SUMMARY} woorden; dit zijn er {words}. "
                "Maak de tekst korter."
            )
        return text


class AdoptionForm(forms.Form):
    """On which day the stuurgroep adopted the report."""

    adopted_on = DutchDateField(
        label="Op welke dag heeft de stuurgroep de rapportage vastgesteld?",
        help_text="De dag van het overleg, bijvoorbeeld 17 september 2026.",
        error_messages={"required": "Vul de dag van het overleg in, bijvoorbeeld 17 september 2026."},
        validators=[not_to_come],
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def clean_adopted_on(self) -> date:
        day: date = self.cleaned_data["adopted_on"]
        if day < self.report.reference_date:
            raise ValidationError(
                f"De cijfers zijn van {long_date(self.report.reference_date)}. Vaststellen kan op die dag of later."
            )
        return day

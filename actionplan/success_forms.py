"""Forms of successes: what went well, and in which programme it comes."""

from datetime import date
from functools import partial
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from actionplan.models import Success
from network.dutch import day_and_date
from network.fields import dutch_formfield, not_to_come
from network.guarded import GuardedLineField, GuardedTextField
from partners.models import Meeting
from partners.models.meetings import MeetingQuerySet
from partners.side_by_side import SideBySideModelForm


class SuccessForm(SideBySideModelForm):
    """What went well in an action."""

    class Meta:
        model = Success
        formfield_callback = dutch_formfield
        fields = ("title", "text", "happened_on")
        # It is told in a programme and in the report, so as strict as what is said of casework.
        field_classes: ClassVar[dict[str, Any]] = {
            "title": partial(GuardedLineField, strict=True),
            "text": partial(GuardedTextField, strict=True),
        }
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 5})}
        help_texts: ClassVar[dict[str, Any]] = {
            "title": "In een paar woorden, zoals het in de rapportage of het programma van de regio-dag komt te staan.",
            "text": "Wat gebeurde er, en waardoor lukte het? Noem geen personen.",
            "happened_on": "Bijvoorbeeld: 12 maart 2026.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "De titel ontbreekt. Schrijf in een paar woorden wat er lukte."},
            "happened_on": {"required": "De dag ontbreekt. Vul in wanneer het lukte, bijvoorbeeld 12 maart 2026."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.remember(self.instance.version)
        else:
            del self.fields["version"]  # nobody else saw it yet

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        return not_to_come(day)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)


class _DayChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Any) -> str:
        """«Regio-dag: samen sterk, donderdag 3 december 2026»"""
        return f"{meeting}, {day_and_date(meeting.day)}"


class ProgrammeForm(forms.Form):
    """In the programme of which coming regio-dag."""

    meeting = _DayChoice(
        Meeting.objects.none(),
        label="Regio-dag",
        empty_label="Kies een regio-dag",
        help_text="Het succes komt onderaan in het programma van die dag. De volgorde verandert u daar.",
        error_messages={
            "required": "Kies de regio-dag waarop u dit succes deelt.",
            "invalid_choice": "Deze regio-dag is er niet meer of is al geweest. Kies een andere.",
        },
    )

    def __init__(self, *args: Any, days: MeetingQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = days  # type: ignore[attr-defined]  # a ModelChoiceField

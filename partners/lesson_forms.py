"""Forms of a lesson. Its words are casework: a burgerservicenummer is refused, and nothing typed is lost."""

from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from network.dates import today
from network.dutch import long_date
from network.fields import DutchDateField, dutch_formfield, offer, sent_again
from network.models import Person
from partners.bottleneck_forms import StrictLine, StrictText, not_in_the_future, offer_partners
from partners.bottlenecks import day_of, origin_of
from partners.models import ChainLink, Lesson, LessonStatus, Meeting
from partners.side_by_side import SideBySideModelForm

_WORDS: dict[str, Any] = {"title": StrictLine, "text": StrictText}
_HELP = {
    "title": "Schrijf wat de samenwerking beter kan; nooit over wie het ging.",
    "text": "Hoe merkt u dit, en wat zou helpen? Noem geen personen en geen zaak.",
    "chain_link": "Waar in de keten het beter kan.",
}
_MISSING = {"title": {"required": "Schrijf in één zin wat de samenwerking beter kan."}}
_SETTLE = {
    LessonStatus.TAKEN_UP: "Opgepakt: hier gaat iemand mee verder",
    LessonStatus.SET_ASIDE: "Niet opgepakt: wij doen hier nu niets mee",
}


class AddLessonForm(forms.ModelForm):
    """A new lesson; `meeting` is where it came up, if it did in one."""

    class Meta:
        model = Lesson
        formfield_callback = dutch_formfield
        fields = ("title", "text", "origin", "chain_link", "organisation", "noted_on")
        field_classes: ClassVar[dict[str, Any]] = _WORDS
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = {
            **_HELP,
            "noted_on": "Mag een eerdere dag zijn. Bijvoorbeeld: 3 februari 2026.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            **_MISSING,
            "organisation": {"required": "Kies namens welke partner u dit inbrengt."},
            "noted_on": {"required": "De dag ontbreekt. Typ bijvoorbeeld: 3 februari 2026."},
        }

    def __init__(self, data: QueryDict | None, *, person: Person, meeting: Meeting | None) -> None:
        super().__init__(data, instance=Lesson(meeting=meeting))
        self.meeting = meeting
        self.initial["origin"], self.initial["noted_on"] = origin_of(meeting), day_of(meeting)
        offer(self, "chain_link", ChainLink.objects.in_use().in_order(), empty="Geen, of meer dan één schakel")
        offer_partners(self, person)

    def clean_noted_on(self) -> date:
        return not_in_the_future(self.cleaned_data["noted_on"])

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "meeting": self.meeting}


class LessonForm(SideBySideModelForm):
    """The words of a lesson."""

    class Meta:
        model = Lesson
        formfield_callback = dutch_formfield
        fields = ("title", "text", "origin", "chain_link")
        field_classes: ClassVar[dict[str, Any]] = _WORDS
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = _HELP
        error_messages: ClassVar[dict[str, Any]] = _MISSING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = ChainLink.objects.filter(pk=self.instance.chain_link_id)
        offer(self, "chain_link", (ChainLink.objects.in_use() | own).in_order(), empty="Geen, of meer dan één schakel")
        self.remember(self.instance.version)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)


class SettleForm(forms.Form):
    """What happens with it, and why."""

    status = forms.ChoiceField(
        label="Wat gebeurt ermee?",
        choices=list(_SETTLE.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of dit wordt opgepakt of niet."},
    )
    why = StrictText(
        label="Toelichting",
        widget=forms.Textarea({"rows": 3}),
        help_text="Wie pakt het op en hoe, of waarom niet. Wie het inbracht leest dit. Noem geen personen.",
        error_messages={"required": "Schrijf in één zin wat ermee gebeurt, of waarom niet."},
    )
    on = DutchDateField(
        label="Op welke dag?", error_messages={"required": "De dag ontbreekt. Typ bijvoorbeeld: 3 februari 2026."}
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, lesson: Lesson) -> None:
        stored = {} if lesson.is_new else {"status": lesson.status, "why": lesson.settled_because}
        super().__init__(data, initial={"on": lesson.settled_on or today(), "version": lesson.version, **stored})
        self.lesson = lesson

    def clean_on(self) -> date:
        day = not_in_the_future(self.cleaned_data["on"])
        if day < self.lesson.noted_on:
            noted = long_date(self.lesson.noted_on)
            raise ValidationError(f"Dit verbeterpunt is op {noted} genoteerd. Kies die dag of een latere.")
        return day

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "status": LessonStatus(self.cleaned_data["status"])}

    def on_top_of(self, lesson: Lesson) -> Self:
        """The same words, by somebody who knows by now what happened meanwhile."""
        typed = sent_again(self.data, version=lesson.version)
        return type(self)(typed, lesson=lesson)

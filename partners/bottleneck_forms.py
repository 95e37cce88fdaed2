"""Forms of a bottleneck. Its words are casework: a burgerservicenummer is refused, and nothing typed is lost."""

from datetime import date
from functools import partial
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from network.dates import today
from network.fields import DutchDateField, dutch_formfield, offer, sent_again
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Person
from network.policy import Permission, may
from partners.bottleneck_flows import last_step, why_not_on
from partners.bottlenecks import bodies_above, bodies_below, day_of, origin_of, partners_of, where_it_came_from
from partners.models import Body, Bottleneck, BottleneckStep, ChainLink, Meeting
from partners.side_by_side import SideBySideForm, SideBySideModelForm

NOBODY_IN_IT = "Beschrijf wat er niet werkt, nooit over wie het ging."
FUTURE = "Deze dag ligt in de toekomst. Kies vandaag of een eerdere dag."

StrictLine = partial(GuardedLineField, strict=True)
StrictText = partial(GuardedTextField, strict=True)

_WORDS: dict[str, Any] = {"title": StrictLine, "description": StrictText}
_HELP = {
    "title": "In één zin. Bijvoorbeeld: niemand pakt het op als iemand in twee gemeenten hulp krijgt.",
    "description": NOBODY_IN_IT,
    "chain_link": "Waar in de keten het vastloopt.",
}
_MISSING = {
    "title": {"required": "Schrijf in één zin wat er knelt."},
    "description": {"required": "Beschrijf wat er niet werkt, zodat wie hier niet bij was het begrijpt."},
}


class RaiseForm(forms.ModelForm):
    """A new bottleneck; `meeting` is where it came up, if it did in one."""

    class Meta:
        model = Bottleneck
        formfield_callback = dutch_formfield
        fields = ("title", "description", "origin", "body", "chain_link", "organisation", "raised_on")
        field_classes: ClassVar[dict[str, Any]] = _WORDS
        widgets: ClassVar[dict[str, Any]] = {"description": forms.Textarea({"rows": 5})}
        help_texts: ClassVar[dict[str, Any]] = {
            **_HELP,
            "body": "Wie er nu verder mee gaat. Escaleren kan daarna.",
            "raised_on": "Mag een eerdere dag zijn. Bijvoorbeeld: 3 februari 2026.",
        }
        labels: ClassVar[dict[str, Any]] = {"body": "Bij welk overleg ligt het?", "raised_on": "Ingebracht op"}
        error_messages: ClassVar[dict[str, Any]] = {
            **_MISSING,
            "body": {"required": "Kies het overleg dat er nu mee verder gaat."},
            "organisation": {"required": "Kies namens welke partner u dit inbrengt."},
            "raised_on": {"required": "De dag ontbreekt. Typ bijvoorbeeld: 3 februari 2026."},
        }

    def __init__(self, data: QueryDict | None, *, person: Person, meeting: Meeting | None) -> None:
        super().__init__(data, instance=Bottleneck(meeting=meeting))
        self.meeting = meeting
        self.initial["origin"], self.initial["raised_on"] = origin_of(meeting), day_of(meeting)
        self.initial["body"] = meeting.body_id if meeting else None
        offer(self, "body", Body.objects.on(today()).in_order(), empty="Kies een overleg")
        offer(self, "chain_link", ChainLink.objects.in_use().in_order(), empty="Geen, of meer dan één schakel")
        offer_partners(self, person)

    def clean_raised_on(self) -> date:
        return not_in_the_future(self.cleaned_data["raised_on"])

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "meeting": self.meeting}


class BottleneckForm(SideBySideModelForm):
    """The words of a bottleneck; where it lies and what happened changes by its steps.

    What is asked of a body is for who may ask it, and what changed for who may close: not for whoever raised it.
    """

    class Meta:
        model = Bottleneck
        formfield_callback = dutch_formfield
        fields = ("title", "description", "asked", "outcome", "chain_link")
        field_classes: ClassVar[dict[str, Any]] = {**_WORDS, "asked": StrictText, "outcome": StrictText}
        widgets: ClassVar[dict[str, Any]] = {
            "description": forms.Textarea({"rows": 5}),
            "asked": forms.Textarea({"rows": 3}),
            "outcome": forms.Textarea({"rows": 4}),
        }
        help_texts: ClassVar[dict[str, Any]] = _HELP
        error_messages: ClassVar[dict[str, Any]] = _MISSING

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        own = ChainLink.objects.filter(pk=self.instance.chain_link_id)
        offer(self, "chain_link", (ChainLink.objects.in_use() | own).in_order(), empty="Geen, of meer dan één schakel")
        if not self.instance.asked or not may(person, Permission.BOTTLENECK_ESCALATE, self.instance):
            del self.fields["asked"]
        elif self.instance.body.is_steering_group:
            self.fields["asked"].required = True
            self.fields["asked"].error_messages["required"] = _ASK
        if self.instance.is_closed and may(person, Permission.BOTTLENECK_CLOSE):
            self.fields["outcome"].required = True
            self.fields["outcome"].error_messages["required"] = _OUTCOME
        else:
            del self.fields["outcome"]
        self.remember(self.instance.version)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance, person=self.person)


_ASK = "Schrijf welk besluit u van de stuurgroep vraagt."
_OUTCOME = "Schrijf wat er veranderde. Veranderde er niets? Schrijf dan waarom u toch afrondt."


class _StepForm(forms.Form):
    """A next step: on which day, and after which step this person thought it would come."""

    on = DutchDateField(
        label="Op welke dag?",
        help_text="Mag een eerdere dag zijn. Bijvoorbeeld: 3 februari 2026.",
        error_messages={"required": "De dag ontbreekt. Typ bijvoorbeeld: 3 februari 2026."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, bottleneck: Bottleneck, **initial: Any) -> None:
        last = last_step(bottleneck)
        super().__init__(data, initial={"on": today(), "seen": last and last.pk, **initial})
        self.bottleneck = bottleneck
        self._last = last

    def clean_seen(self) -> int | None:
        """When it got lost on the way, what this person may do was asked with this step as the last one."""
        seen: int | None = self.cleaned_data["seen"]
        return self._last.pk if seen is None and self._last else seen

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if objection := why_not_on(self.bottleneck, day):
            raise ValidationError(objection)
        return day

    def after_that_step(self) -> Self:
        """The same words, by somebody who knows by now what happened meanwhile."""
        last = last_step(self.bottleneck)
        typed = sent_again(self.data, seen=last.pk if last else "")
        return type(self)(typed, bottleneck=Bottleneck.objects.select_related("body").get(pk=self.bottleneck.pk))


class EscalateForm(_StepForm):
    """To whom, and what is asked of them."""

    to = forms.ModelChoiceField(
        Body.objects.none(),
        label="Naar welk overleg?",
        empty_label="Kies een overleg",
        error_messages={"required": "Kies het overleg dat hierover kan besluiten."},
    )
    asked = StrictText(
        label="Gevraagd besluit",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wat moet er besloten worden? Voor de stuurgroep is dit verplicht. Noem geen personen.",
    )
    note = StrictText(
        label="Toelichting",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Waarom het hier niet opgelost kan worden.",
    )
    field_order = ("to", "asked", "note", "on")

    def __init__(self, data: Any = None, *, bottleneck: Bottleneck) -> None:
        above = bodies_above(bottleneck)
        only = above.first() if above.count() == 1 else None
        super().__init__(data, bottleneck=bottleneck, asked=bottleneck.asked, to=only)
        offer(self, "to", above)
        self.fields["asked"].sometimes_required = True  # type: ignore[attr-defined]  # read by the field's template

    def clean(self) -> dict[str, Any]:
        to = self.cleaned_data.get("to")
        if to and to.is_steering_group and not self.cleaned_data.get("asked") and "asked" not in self.errors:
            self.add_error("asked", _ASK)
        return self.cleaned_data


class ReturnForm(_StepForm):
    """To whom it goes back, and why."""

    to = forms.ModelChoiceField(
        Body.objects.none(),
        label="Terug naar welk overleg?",
        empty_label="Kies een overleg",
        error_messages={"required": "Kies het overleg dat er weer mee verder gaat."},
    )
    reason = StrictText(
        label="Waarom gaat het terug?",
        widget=forms.Textarea({"rows": 3}),
        help_text="Bijvoorbeeld: dit kan de werkgroep zelf afspreken. Noem geen personen.",
        error_messages={"required": "Schrijf in één zin waarom het knelpunt teruggaat."},
    )
    field_order = ("to", "reason", "on")

    def __init__(self, data: Any = None, *, bottleneck: Bottleneck) -> None:
        super().__init__(data, bottleneck=bottleneck, to=where_it_came_from(bottleneck))
        offer(self, "to", bodies_below(bottleneck))


class DecideForm(_StepForm):
    """What was decided, in words that stand on the list of decisions."""

    title = StrictLine(
        label="Besluit",
        max_length=200,
        help_text="In één zin, zoals het in de lijst van besluiten komt. Noem geen personen.",
        error_messages={"required": "Schrijf in één zin wat er is besloten."},
    )
    text = StrictText(label="Toelichting", required=False, widget=forms.Textarea({"rows": 4}))
    field_order = ("title", "text", "on")


class CloseForm(_StepForm):
    """What changed on the work floor."""

    outcome = StrictText(
        label="Wat er veranderde",
        widget=forms.Textarea({"rows": 4}),
        help_text="Wat merken de mensen die hier tegenaan liepen er nu van? Noem geen personen.",
        error_messages={"required": _OUTCOME},
    )
    field_order = ("outcome", "on")


class NoteForm(SideBySideForm):
    """The words at a step that was taken."""

    note = StrictText(
        label="Toelichting",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="De stap zelf en de dag blijven staan. Noem geen personen.",
    )

    def on_top_of(self, step: BottleneckStep) -> Self:
        """The same words, by somebody who knows by now what stands there."""
        now = type(self)(stored={"note": step.note}, initial={})
        typed = sent_again(self.data, seen=now["seen"].value())
        return type(self)(typed, stored={"note": step.note}, initial={})


def not_in_the_future(day: date) -> date:
    if day > today():
        raise ValidationError(FUTURE)
    return day


def offer_partners(form: forms.BaseForm, person: Person) -> None:
    """On whose behalf: for the coordinator every partner, for others their own; no field for who has none."""
    own = partners_of(person)
    others = list(own[:2])
    if not others:
        del form.fields["organisation"]
        return
    may_leave_out = not person.editor_of or may(person, Permission.BOTTLENECK_CLOSE)
    offer(form, "organisation", own, empty="Geen partner" if may_leave_out else "Kies een partner")
    form.fields["organisation"].required = not may_leave_out
    form.fields["organisation"].label = "Namens welke partner?"
    if len(others) == 1:
        form.initial["organisation"] = others[0].pk

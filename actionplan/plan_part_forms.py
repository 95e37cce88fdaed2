"""Forms of what a plan is for, of the lists it is divided by, and of looking back on a year."""

from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from actionplan.models import (
    Ambition,
    BuildingBlock,
    Evaluation,
    Goal,
    Outcome,
    Pillar,
    Plan,
    Priority,
    TargetGroup,
    Verdict,
    Vision,
)
from network.dates import today
from network.fields import DutchDateField, dutch_formfield, not_to_come, offer
from network.guarded import GuardedLineField, GuardedTextField
from partners.side_by_side import SideBySideModelForm

WHERE_IN_THE_LIST = "Lagere nummers staan hoger in de lijst."


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class PlanPartForm(SideBySideModelForm):
    """Something new, or something that two people may change at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields and not self.instance.pk:
            del self.fields["position"]  # what is new comes last
        self.offer_choices()
        if self.instance.pk or self.starts_from_stored:
            self.remember(getattr(self.instance, "version", 1))
        else:
            del self.fields["version"]  # nobody else saw it yet

    starts_from_stored = False

    def offer_choices(self) -> None:
        """What can be chosen, for who has to limit that."""

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)

    def clean_position(self) -> int:
        return int(self.cleaned_data.get("position") or 0)


class VisionForm(PlanPartForm):
    starts_from_stored = True  # a new version begins with the texts of the one before it

    class Meta:
        model = Vision
        formfield_callback = dutch_formfield
        fields = Vision.TEXTS
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(Vision.TEXTS, GuardedTextField)
        widgets: ClassVar[dict[str, Any]] = {"shared_vision": _text(6), **dict.fromkeys(Vision.TEXTS[1:], _text(4))}
        help_texts: ClassVar[dict[str, Any]] = {
            "shared_vision": "Wat wil het netwerk samen bereiken, en voor wie?",
            "phased": "Hoe werkt u samen: eerst veiligheid, dan de oorzaken, dan herstel?",
            "coherence": "Met welk ander beleid hangt de aanpak samen, en hoe houdt u rekening met gender?",
            "domains": "Hoe werken sociaal domein, zorg en veiligheid samen?",
            "whole_system": "Hoe krijgt ieder aandacht: wie het meemaakte, wie het deed en wie dichtbij staat?",
            "whole_chain": "Wat doet u van voorkomen en signaleren tot melden, hulp en nazorg?",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "shared_vision": {"required": "De visie ontbreekt. Schrijf in een paar zinnen wat u samen wilt bereiken."}
        }


class AdoptVisionForm(forms.Form):
    """The day on which the network adopted the version in the making."""

    adopted_on = DutchDateField(
        label="Vastgesteld op",
        help_text="De dag van het besluit, bijvoorbeeld: 12 maart 2026.",
        error_messages={"required": "De dag ontbreekt. Vul in wanneer de visie is vastgesteld."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_adopted_on(self) -> date:
        day: date = self.cleaned_data["adopted_on"]
        return not_to_come(day)


class AmbitionForm(PlanPartForm):
    class Meta:
        model = Ambition
        formfield_callback = dutch_formfield
        fields = ("title", "text", "from_year", "until_year", "came_up_in", "position")
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField, "text": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"text": _text(4)}
        help_texts: ClassVar[dict[str, Any]] = {
            "title": "In één zin: wat wil het netwerk bereiken?",
            "until_year": "Leeg: zolang het plan loopt.",
            "came_up_in": "Alleen als de ambitie uit een evaluatie kwam.",
            "position": WHERE_IN_THE_LIST,
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "De ambitie ontbreekt. Schrijf wat u wilt bereiken."},
            "from_year": {"required": "Het jaar ontbreekt. Vul in vanaf welk jaar de ambitie er is."},
        }

    def offer_choices(self) -> None:
        offer(self, "came_up_in", Evaluation.objects.all(), empty="Niet uit een evaluatie")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        plan, first, last = self.instance.plan, values.get("from_year"), values.get("until_year")
        years = f"Het plan loopt van {plan.starts_on.year} tot en met {plan.ends_on.year}. Kies een jaar daarvan."
        for name, year in {"from_year": first, "until_year": last}.items():
            if year is not None and not plan.starts_on.year <= year <= plan.ends_on.year:
                self.add_error(name, years)
        if first and last and last < first and "until_year" not in self.errors:
            self.add_error("until_year", "De ambitie eindigt voordat zij begint. Kies een later jaar.")
        return values


class GoalForm(PlanPartForm):
    class Meta:
        model = Goal
        formfield_callback = dutch_formfield
        fields = ("title", "text", "building_block", "horizon", "ambition", "position")
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField, "text": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"text": _text(4)}
        help_texts: ClassVar[dict[str, Any]] = {
            "title": "Wat is er bereikt als het doel gehaald is?",
            "position": WHERE_IN_THE_LIST,
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "Het doel ontbreekt. Schrijf wat u wilt bereiken."},
            "building_block": {"required": "Kies de bouwsteen waar het doel bij hoort."},
        }

    def offer_choices(self) -> None:
        block, horizon = self.fields["building_block"], self.fields["horizon"]
        numbered = [(each.value, f"{each.value}. {each.label}") for each in BuildingBlock]
        block.choices = [("", "Kies een bouwsteen"), *numbered]  # type: ignore[attr-defined]  # a choice
        horizon.choices = [pair for pair in horizon.choices if pair[0]]  # type: ignore[attr-defined]  # a choice
        offer(self, "ambition", self.instance.plan.ambitions.all(), empty="Geen ambitie")


class PriorityForm(PlanPartForm):
    class Meta:
        model = Priority
        formfield_callback = dutch_formfield
        fields = ("title", "text", "goal", "position")
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField, "text": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"text": _text(4)}
        help_texts: ClassVar[dict[str, Any]] = {
            "title": "Waar werkt de regio het eerst aan?",
            "position": WHERE_IN_THE_LIST,
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "Het speerpunt ontbreekt. Geef het een naam."},
        }

    def offer_choices(self) -> None:
        offer(self, "goal", self.instance.plan.goals.all(), empty="Geen doel")


class PillarForm(PlanPartForm):
    class Meta:
        model = Pillar
        formfield_callback = dutch_formfield
        fields = ("name", "rivm_pillar", "is_overarching", "position")
        field_classes: ClassVar[dict[str, Any]] = {"name": GuardedLineField}
        help_texts: ClassVar[dict[str, Any]] = {
            "rivm_pillar": "De pijler van het Loket Gezond Leven die hier het meest op lijkt.",
            "position": WHERE_IN_THE_LIST,
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {
                "required": "De naam ontbreekt. Geef de pijler een naam.",
                "unique": "Er is al een pijler met deze naam. Kies een andere naam.",
            },
        }

    def offer_choices(self) -> None:
        field = self.fields["rivm_pillar"]
        field.choices = [("", "Geen"), *(pair for pair in field.choices if pair[0])]  # type: ignore[attr-defined]  # a choice


class TargetGroupForm(PlanPartForm):
    class Meta:
        model = TargetGroup
        formfield_callback = dutch_formfield
        fields = ("name", "description", "position")
        field_classes: ClassVar[dict[str, Any]] = {"name": GuardedLineField, "description": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"description": _text(4)}
        help_texts: ClassVar[dict[str, Any]] = {
            "description": "Om wie gaat het? Zo kiest iedereen dezelfde doelgroep.",
            "position": WHERE_IN_THE_LIST,
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {
                "required": "De naam ontbreekt. Geef de doelgroep een naam.",
                "unique": "Er is al een doelgroep met deze naam. Kies een andere naam.",
            },
        }


class StartEvaluationForm(forms.Form):
    """Which year to look back on; only years that have begun."""

    year = forms.TypedChoiceField(
        coerce=int,
        label="Jaar",
        error_messages={
            "required": "Kies het jaar waarop u terugkijkt.",
            "invalid_choice": "Over dit jaar kunt u geen evaluatie beginnen. Kies een ander jaar.",
        },
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begun = years_to_look_back_on(plan)
        self.fields["year"].choices = [(year, str(year)) for year in begun]  # type: ignore[attr-defined]  # a choice


def years_to_look_back_on(plan: Plan) -> list[int]:
    """The newest first; those that have an evaluation already are not there."""
    there = set(Evaluation.objects.values_list("year", flat=True))
    last = min(plan.ends_on.year, today().year)
    return [year for year in range(last, plan.starts_on.year - 1, -1) if year not in there]


class EvaluationForm(PlanPartForm):
    class Meta:
        model = Evaluation
        formfield_callback = dutch_formfield
        fields = ("network_changes", "lessons")
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(("network_changes", "lessons"), GuardedTextField)
        widgets: ClassVar[dict[str, Any]] = dict.fromkeys(("network_changes", "lessons"), _text(6))
        help_texts: ClassVar[dict[str, Any]] = {
            "network_changes": "Wie kwam erbij of ging weg, en wat betekent dat voor de samenwerking?",
            "lessons": "Wat doet u volgend jaar anders?",
        }


class VerdictForm(PlanPartForm):
    class Meta:
        model = Verdict
        formfield_callback = dutch_formfield
        fields = ("outcome", "reason", "goes_on")
        field_classes: ClassVar[dict[str, Any]] = {"reason": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"outcome": forms.RadioSelect, "reason": _text(4)}
        help_texts: ClassVar[dict[str, Any]] = {
            "reason": "Wat lukte er, en wat niet? Waardoor kwam dat?",
            "goes_on": "Haal het vinkje weg als het netwerk er volgend jaar niet meer aan werkt.",
        }

    WHY = "De reden ontbreekt. Schrijf waarom de ambitie niet helemaal lukte."

    def offer_choices(self) -> None:
        outcome = self.fields["outcome"]
        outcome.choices = Outcome.choices  # type: ignore[attr-defined]  # a choice, none of them empty
        outcome.required = True
        outcome.error_messages["required"] = "Kies een oordeel: gerealiseerd, deels of niet gerealiseerd."
        self.fields["reason"].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        did_not_work_out = values.get("outcome") in (Outcome.PARTLY, Outcome.NOT_REALISED)
        if did_not_work_out and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", self.WHY)
        return values

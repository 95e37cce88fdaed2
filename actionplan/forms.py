"""Forms of the plan: from what people type to Python, with errors that say what to type instead."""

from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from actionplan.models import Action, Light, StatusReport
from actionplan.progress import worst_light
from network.dutch import enumeration, long_date
from network.fields import LightPicker, dutch_formfield, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Municipality
from partners.models import ChainLink, Organisation
from partners.side_by_side import SideBySideModelForm

NEEDS_EXPLANATION = frozenset({Light.AMBER.value, Light.RED.value})


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class StatusReportForm(forms.ModelForm):
    """How an action goes: three lights, and at oranje or rood why, what then, and what is done about it."""

    last_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = StatusReport
        fields = [*StatusReport.ASPECTS, *StatusReport.TEXTS]
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(StatusReport.TEXTS, GuardedTextField)
        widgets: ClassVar[dict[str, Any]] = {
            "time": LightPicker,
            "money": LightPicker,
            "quality": LightPicker,
            "explanation": _text(3),
            "cause": _text(4),
            "consequence": _text(4),
            "correction": _text(4),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "explanation": "Wat is er sinds de vorige keer gebeurd? Noem geen personen.",
            "cause": "Wat gebeurde er?",
            "consequence": "Wat lukt er nu niet, en voor wie?",
            "correction": "Wat doet u, en wanneer is het klaar?",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "time": {"required": "Kies een stand voor de tijd: groen, oranje, rood of grijs."},
            "money": {"required": "Kies een stand voor het geld: groen, oranje, rood of grijs."},
            "quality": {"required": "Kies een stand voor de kwaliteit: groen, oranje, rood of grijs."},
        }

    MISSING: ClassVar[dict[str, str]] = {
        "cause": "De oorzaak ontbreekt. Schrijf bij oranje of rood wat er gebeurde.",
        "consequence": "De consequentie ontbreekt. Schrijf bij oranje of rood wat er nu niet lukt, en voor wie.",
        "correction": "De bijsturing ontbreekt. Schrijf bij oranje of rood wat u doet, en wanneer het klaar is.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in StatusReport.ASPECTS:
            self.fields[name].choices = Light.choices  # type: ignore[attr-defined]  # no empty choice among the lights
        for name in self.MISSING:
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»

    @classmethod
    def after(cls, newest: StatusReport | None, **kwargs: Any) -> Self:
        """An empty form that starts from the newest report."""
        seen = {name: getattr(newest, name) for name in cls.Meta.fields} if newest else {}
        return cls(initial={**seen, "last_seen": newest.pk if newest else None}, **kwargs)

    def having_seen(self, newest: StatusReport, **kwargs: Any) -> Self:
        """The same answers, sent by somebody who has now seen this report too."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["last_seen"] = str(newest.pk)
        return type(self)(data, **kwargs)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        lights = [answers[name] for name in StatusReport.ASPECTS if answers.get(name)]
        must_explain = bool(NEEDS_EXPLANATION & set(lights))
        for name, message in self.MISSING.items():
            if must_explain and not answers.get(name) and name not in self.errors:
                self.add_error(name, message)
            elif not must_explain:
                answers[name] = ""  # on course there is nothing to explain; a former explanation is in the history
                self.errors.pop(name, None)
        return answers

    @property
    def answers(self) -> dict[str, str]:
        """What the flow asks for."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def worst(self) -> str:
        return worst_light(*(self.cleaned_data[name] for name in StatusReport.ASPECTS))


class InOrderOfTime(forms.ModelForm):
    """The dates of an action, the last of which doesn't come first."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(
                "ends_on", f"De actie is klaar voordat zij begint. Kies een datum op of na {long_date(starts_on)}."
            )
        return values


class ActionForm(InOrderOfTime, SideBySideModelForm):
    """What an action is."""

    reason = GuardedLineField(
        label="Reden van de wijziging",
        max_length=200,
        required=False,
        help_text="Komt in de geschiedenis, bijvoorbeeld: besluit 2026-07 van de stuurgroep.",
    )

    class Meta:
        model = Action
        formfield_callback = dutch_formfield
        fields = (
            "title",
            "description",
            "pillar",
            "chain_link",
            "target_groups",
            "lead_organisation",
            "municipalities",
            "starts_on",
            "ends_on",
            "completed_on",
            "dropped_on",
        )
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField, "description": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {
            "description": _text(5),
            "target_groups": forms.CheckboxSelectMultiple,
            "municipalities": forms.CheckboxSelectMultiple,
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "chain_link": "De actie staat dan ook bij die schakel van de keten.",
            "municipalities": "Elke gemeente die u aanvinkt, schrijft zelf wat zij voor de actie doet.",
            "starts_on": "Bijvoorbeeld: 1 januari 2026.",
            "completed_on": "Alleen als de actie klaar is.",
            "dropped_on": "Alleen als de actie niet doorgaat. Zij telt dan vanaf die dag niet meer mee.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "title": {"required": "De titel ontbreekt. Schrijf in een paar woorden wat de actie is."},
            "pillar": {"required": "Kies de pijler waar de actie het meest bij hoort."},
            "lead_organisation": {"required": "Kies de partner die trekker is."},
        }

    def __init__(self, *args: Any, places_it: bool, **kwargs: Any) -> None:
        """`places_it`: this person decides in which municipalities the action runs."""
        super().__init__(*args, **kwargs)
        # A partner that left the network can't be chosen any more, but stays where it stands.
        lead = Organisation.objects.filter(pk=self.instance.lead_organisation_id)
        choices = Organisation.objects.standing().active() | lead
        links = ChainLink.objects.filter(Q(is_in_use=True) | Q(pk=self.instance.chain_link_id)).in_order()
        offer(self, "chain_link", links, empty="Geen of meer schakels")
        offer(self, "lead_organisation", choices)
        offer(self, "municipalities", could_run_in(self.instance))
        if not places_it:
            del self.fields["municipalities"]
        self.places_it = places_it
        self.remember(self.instance.version)

    def clean_municipalities(self) -> Any:
        """A municipality that wrote what it does is not taken away with its text."""
        chosen = self.cleaned_data["municipalities"]
        written = self.instance.contributions.exclude(text="").exclude(municipality__in=chosen)
        names = [str(contribution.municipality) for contribution in written.select_related("municipality")]
        if names:
            what_to_do = "Vink de gemeente weer aan, of maak haar bijdrage eerst leeg."
            raise ValidationError(f"{enumeration(names)} schreef al een bijdrage. {what_to_do}")
        return chosen

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance, places_it=self.places_it)


def could_run_in(action: Action) -> Any:
    """The municipalities of the region, and those where the action runs already."""
    of_region = Municipality.objects.of_this_region()
    runs_in = Municipality.objects.filter(contributions__action=action.pk)
    return Municipality.objects.filter(Q(pk__in=of_region.values("pk")) | Q(pk__in=runs_in.values("pk")))

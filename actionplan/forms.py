"""Forms of the plan: from what people type to Python, with errors that say what to type instead."""

from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from actionplan.models import Action, Goal, Light, Priority, StatusReport
from actionplan.progress import worst_light
from network.dates import today
from network.dutch import enumeration, long_date
from network.fields import DutchIntegerField, LightPicker, dutch_formfield, offer, sent_again
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Municipality, Person
from network.policy import Permission, may
from partners.forms import Boxes
from partners.models import ChainLink, Decision, Membership, Organisation
from partners.side_by_side import SideBySideModelForm

NEEDS_EXPLANATION = frozenset({Light.AMBER.value, Light.RED.value})


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class StatusReportForm(forms.ModelForm):
    """How an action goes: three lights, and at oranje or rood why, what then, and what is done about it."""

    last_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = StatusReport
        fields = [*StatusReport.ASPECTS, "progress", *StatusReport.TEXTS]
        field_classes: ClassVar[dict[str, Any]] = {
            **dict.fromkeys(StatusReport.TEXTS, GuardedTextField),
            "progress": DutchIntegerField,
        }
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
            "progress": "Hoeveel van de actie is af? Een getal van 0 tot en met 100.",
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

    def clean_progress(self) -> int | None:
        percent: int | None = self.cleaned_data["progress"]
        if percent is not None and not 0 <= percent <= 100:
            raise ValidationError("De voortgang is hoogstens 100 procent. Vul een getal van 0 tot en met 100 in.")
        return percent

    @classmethod
    def after(cls, newest: StatusReport | None, **kwargs: Any) -> Self:
        """An empty form that starts from the newest report."""
        seen = {name: getattr(newest, name) for name in cls.Meta.fields} if newest else {}
        return cls(initial={**seen, "last_seen": newest.pk if newest else None}, **kwargs)

    def having_seen(self, newest: StatusReport, **kwargs: Any) -> Self:
        """The same answers, sent by somebody who has now seen this report too."""
        data = sent_again(self.data, last_seen=newest.pk)
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
    def answers(self) -> dict[str, Any]:
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


class DecisionField(forms.ModelChoiceField):
    def label_from_instance(self, decision: Any) -> str:
        """«2026-007 Langer begeleiden, Stuurgroep»"""
        return f"{decision}, {decision.body}"


class ActionForm(InOrderOfTime, SideBySideModelForm):
    """What an action is."""

    decision = DecisionField(
        Decision.objects.none(),
        label="Besluit",
        required=False,
        empty_label="Geen besluit",
        help_text="Volgt de wijziging uit een besluit? Zij staat dan ook bij dat besluit.",
        error_messages={"invalid_choice": "Dit besluit is er niet meer. Kies een ander."},
    )
    reason = GuardedLineField(
        label="Reden van de wijziging",
        max_length=200,
        required=False,
        help_text="Komt in de geschiedenis, bijvoorbeeld: de subsidie loopt een half jaar langer.",
    )

    class Meta:
        model = Action
        formfield_callback = dutch_formfield
        fields = (
            "title",
            "description",
            "expected_result",
            "goal",
            "priority",
            "pillar",
            "chain_link",
            "national_line",
            "form",
            "target_groups",
            "lead_organisation",
            "lead_person",
            "partner_organisations",
            "municipalities",
            "starts_on",
            "ends_on",
            "completed_on",
            "dropped_on",
        )
        field_classes: ClassVar[dict[str, Any]] = {
            "title": GuardedLineField,
            "description": GuardedTextField,
            "expected_result": GuardedTextField,
        }
        widgets: ClassVar[dict[str, Any]] = {
            "description": _text(5),
            "expected_result": _text(3),
            "target_groups": Boxes,
            "partner_organisations": Boxes,
            "municipalities": Boxes,
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "expected_result": "Wat is er anders als de actie lukt? Een getal spreekt u af onder «Resultaat».",
            "lead_person": "Wie bij de trekker over de actie gaat. Een andere trekker? Sla dan eerst op.",
            "partner_organisations": "Wie meedoet zonder trekker te zijn.",
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

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, action = person, self.instance
        # A partner that left the network can't be chosen any more, but stays where it stands.
        standing = Organisation.objects.standing().active()
        links = ChainLink.objects.filter(Q(is_in_use=True) | Q(pk=action.chain_link_id)).in_order()
        offer(self, "goal", Goal.objects.filter(plan=action.plan_id), empty="Geen doel")
        offer(self, "priority", Priority.objects.filter(plan=action.plan_id), empty="Geen speerpunt")
        offer(self, "chain_link", links, empty="Geen of meer schakels")
        offer(self, "lead_organisation", standing | Organisation.objects.filter(pk=action.lead_organisation_id))
        offer(self, "lead_person", could_answer_for(action), empty="Niemand in het bijzonder")
        partners = Organisation.objects.filter(Q(pk__in=standing.values("pk")) | Q(partner_actions=action.pk))
        offer(self, "partner_organisations", partners.distinct().order_by("name"))
        offer(self, "municipalities", could_run_in(action))
        offer(self, "decision", decisions_to_name(person))
        for name, none in (("form", "Niet ingevuld"), ("national_line", "Geen actielijn")):
            self.fields[name].choices = [("", none), *_without_empty(self.fields[name])]  # type: ignore[attr-defined]
        if not may(person, Permission.ACTION_EDIT):  # whatever the action: who decides in which municipalities it runs
            del self.fields["municipalities"]
        self.remember(action.version)

    @property
    def decision_named(self) -> Decision | None:
        """What the change follows from."""
        return self.cleaned_data.get("decision")

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
        return type(self)(data, instance=instance, person=self.person)


def _without_empty(field: Any) -> list[Any]:
    return [choice for choice in field.choices if choice[0] != ""]


def could_answer_for(action: Action) -> Any:
    """Whoever works for the lead today, and whoever is named already."""
    at_work = Membership.objects.on(today()).filter(organisation=action.lead_organisation_id)
    people = Person.objects.filter(Q(pk__in=at_work.values("person")) | Q(pk=action.lead_person_id))
    return people.order_by("name")


def decisions_to_name(person: Person) -> Any:
    """Of this year and the year before, the newest first."""
    since = date(today().year - 1, 1, 1)
    return Decision.objects.visible_to(person).between(since, today()).filter(withdrawn_on__isnull=True).newest_first()


def could_run_in(action: Action) -> Any:
    """The municipalities of the region, and those where the action runs already."""
    of_region = Municipality.objects.of_this_region()
    runs_in = Municipality.objects.filter(contributions__action=action.pk)
    return Municipality.objects.filter(Q(pk__in=of_region.values("pk")) | Q(pk__in=runs_in.values("pk")))

"""Forms of the library, and of what an action is tied to."""

from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from actionplan.models import (
    Action,
    AdjoiningPolicy,
    AwarenessCampaign,
    Intervention,
    PolicyConnection,
)
from actionplan.models.actions import ActionQuerySet
from network.dates import today
from network.dutch import long_date
from network.fields import dutch_formfield, not_to_come, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Person
from partners.models import Agreement, Organisation
from partners.register_forms import WebAddressField
from partners.side_by_side import SideBySideModelForm

_GUARDED: dict[str, Any] = {"name": GuardedLineField, "text": GuardedTextField, "url": WebAddressField}


class EntryForm(SideBySideModelForm):
    """One entry of the library. It keeps no count of its changes: what was seen tells whether somebody changed it."""

    def __init__(self, data: QueryDict | None, *, instance: Any) -> None:
        super().__init__(data, instance=instance)
        if self.instance.pk:
            self.remember(1)
        else:
            del self.fields["version"]  # nobody else saw it yet

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)


class InterventionForm(EntryForm):
    """A recognised one says where and when that was looked up."""

    class Meta:
        model = Intervention
        formfield_callback = dutch_formfield
        fields = ("name", "text", "database", "recognition", "url", "checked_on")
        field_classes: ClassVar[dict[str, Any]] = _GUARDED
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = {
            "text": "Voor wie het is, en wat het doet.",
            "recognition": "Neem het niveau over uit de databank.",
            "url": "Van de beschrijving in de databank.",
            "checked_on": "De dag waarop u in de databank keek. Bijvoorbeeld: 3 februari 2026.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {"required": "De naam ontbreekt. Neem hem over uit de databank.", "unique": "Deze staat er al."}
        }

    MISSING: ClassVar[dict[str, str]] = {
        "database": "Kies in welke databank deze interventie erkend is.",
        "url": "Het webadres ontbreekt. Plak het adres van de beschrijving in de databank.",
        "checked_on": "De dag ontbreekt. Vul in wanneer u de erkenning nakeek.",
    }

    def __init__(self, data: QueryDict | None, *, instance: Any) -> None:
        super().__init__(data, instance=instance)
        for name in self.MISSING:
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»

    def clean_checked_on(self) -> date | None:
        return not_to_come(self.cleaned_data["checked_on"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, message in self.MISSING.items():
            if values.get("recognition") and not values.get(name) and name not in self.errors:
                self.add_error(name, message)
        return values


class AwarenessCampaignForm(EntryForm):
    """Its days of this time; next year it gets new ones."""

    class Meta:
        model = AwarenessCampaign
        formfield_callback = dutch_formfield
        fields = ("name", "text", "starts_on", "ends_on", "url", "checked_on")
        field_classes: ClassVar[dict[str, Any]] = _GUARDED
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = {
            "text": "Voor wie de campagne is, en hoe een gemeente of partner kan meedoen.",
            "starts_on": "Leeg als de datum nog niet bekend is.",
            "checked_on": "De dag waarop u de datum nakeek.",
        }
        error_messages: ClassVar[dict[str, Any]] = {"name": {"required": "De naam van de campagne ontbreekt."}}

    def clean_checked_on(self) -> date | None:
        return not_to_come(self.cleaned_data["checked_on"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", f"Zij is klaar voordat zij begint. Kies een datum op of na {long_date(first)}.")
        return values


class AdjoiningPolicyForm(EntryForm):
    class Meta:
        model = AdjoiningPolicy
        formfield_callback = dutch_formfield
        fields = ("name", "text", "owner", "url", "is_in_use")
        field_classes: ClassVar[dict[str, Any]] = _GUARDED
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea({"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = {
            "name": "Bijvoorbeeld: aanpak huiselijk geweld en kindermishandeling.",
            "owner": "De partner die over dit beleid gaat, en bij wie u moet zijn.",
            "is_in_use": "Zonder vinkje staat het niet meer in de lijst.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {"required": "De naam van het beleid ontbreekt.", "unique": "Dit beleid staat er al."},
            "owner": {"required": "Kies de partner die over dit beleid gaat."},
        }

    def __init__(self, data: QueryDict | None, *, instance: Any) -> None:
        super().__init__(data, instance=instance)
        now = Organisation.objects.filter(pk=self.instance.owner_id)
        offer(self, "owner", Organisation.objects.standing().active() | now, empty="Kies een partner")


class ConnectForm(forms.ModelForm):
    """Which action the policy has to do with, and what."""

    class Meta:
        model = PolicyConnection
        fields = ("action", "note")
        field_classes: ClassVar[dict[str, Any]] = {"note": GuardedLineField}
        help_texts: ClassVar[dict[str, Any]] = {
            "note": "In een paar woorden: wat doet u samen, of wat stemt u af?",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "action": {
                "required": "Kies de actie die met dit beleid te maken heeft.",
                "invalid_choice": "Deze actie kunt u hier niet kiezen. Kies een andere.",
            }
        }

    def __init__(self, data: QueryDict | None, *, policy: AdjoiningPolicy, actions: ActionQuerySet) -> None:
        super().__init__(data, instance=PolicyConnection(policy=policy))
        offer(self, "action", actions, empty="Kies een actie")

    def validate_unique(self) -> None:
        """A second press connects once: the flow sees to that."""


class _InterventionChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, intervention: Any) -> str:
        return f"{intervention}. {intervention.recognition_in_words}"


class TiesForm(forms.Form):
    """What an action uses, joins, and is bound by. It takes along what was ticked when the form was opened."""

    interventions = _InterventionChoice(
        Intervention.objects.none(), label="Interventies", required=False, widget=forms.CheckboxSelectMultiple
    )
    campaigns = forms.ModelMultipleChoiceField(
        AwarenessCampaign.objects.none(),
        label="Landelijke campagnes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agreements = forms.ModelMultipleChoiceField(
        Agreement.objects.none(),
        label="Overeenkomsten waarin dit is afgesproken",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None, *, action: Action, person: Person) -> None:
        stored = {
            "interventions": list(action.interventions.values_list("pk", flat=True)),
            "campaigns": list(action.campaigns.values_list("pk", flat=True)),
            "agreements": list(action.agreement_links.values_list("agreement", flat=True)),
        }
        super().__init__(data, initial=stored)
        offer(self, "interventions", Intervention.objects.order_by("name"))
        offer(self, "campaigns", AwarenessCampaign.objects.order_by("name"))
        offer(self, "agreements", agreements_to_name(person, stored["agreements"]))
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def chosen(self) -> dict[str, set[int]]:
        return {name: {each.pk for each in self.cleaned_data[name]} for name in self.fields}

    @property
    def seen(self) -> dict[str, set[int]]:
        """What was ticked when this person opened the form, of what they can see."""
        return {name: self._seen(name) for name in self.fields}

    def _seen(self, name: str) -> set[int]:
        field: Any = self.fields[name]
        sent = QueryDict.getlist(self.data, self.add_initial_prefix(name))  # type: ignore[arg-type]  # of a request
        offered = set(field.queryset.values_list("pk", flat=True))
        return {int(each) for each in sent if each.isascii() and each.isdigit() and len(each) < 10} & offered


def agreements_to_name(person: Person, stored: list[int]) -> QuerySet[Agreement]:
    """Those that count now or will, and what stands there already; only what the person may see."""
    not_over = Q(pk__in=Agreement.objects.not_over(today()).values("pk"))
    return Agreement.objects.visible_to(person).filter(not_over | Q(pk__in=stored)).order_by("title", "pk")

"""The form of an activity: a line of the matrix doelgroep × partner."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from actionplan.activity_flows import values_of
from actionplan.models import Action, Activity, Form, FundingType, Plan, TargetGroup
from network.fields import offer
from network.guarded import GuardedLineField
from network.models import Person
from network.pages import number_in
from network.policy import Permission, may
from partners.models import Organisation
from partners.side_by_side import SideBySideForm


def partners_for(person: Person) -> QuerySet[Organisation]:
    """For whom this person may write an activity."""
    standing = Organisation.objects.standing().active()
    return standing if may(person, Permission.ACTIVITY_EDIT) else standing.filter(pk__in=person.editor_of)


class ActivityForm(SideBySideForm):
    """What a partner does, for whom, in which form and with which money."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Partner",
        empty_label="Kies een partner",
        error_messages={"required": "Kies de partner die dit doet."},
    )
    title = GuardedLineField(
        label="Activiteit",
        max_length=150,
        help_text="In een paar woorden. Bijvoorbeeld: begeleiding, 3 tot 5 trajecten.",
        error_messages={"required": "De activiteit ontbreekt. Schrijf in een paar woorden wat de partner doet."},
    )
    target_groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.all(),
        label="Doelgroepen",
        widget=forms.CheckboxSelectMultiple,
        help_text="Bij meer doelgroepen telt de activiteit één keer, bij de eerste.",
        error_messages={"required": "Kies ten minste één doelgroep."},
    )
    form = forms.ChoiceField(
        label="Vorm",
        choices=Form.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de activiteit individueel of collectief is."},
    )
    theme = GuardedLineField(
        label="Soort activiteit",
        max_length=80,
        required=False,
        help_text="Gebruik dezelfde woorden als andere partners. Dan ziet u waar twee partners hetzelfde doen.",
    )
    funding_type = forms.ChoiceField(
        label="Geld", choices=[("", "Niet ingevuld"), *FundingType.choices], required=False
    )
    action = forms.ModelChoiceField(
        Action.objects.none(),
        label="Actie uit het plan",
        required=False,
        help_text="Leeg: dit is werk buiten de acties om.",
    )
    note = GuardedLineField(
        label="Toelichting", max_length=250, required=False, help_text="Bijvoorbeeld: 1 training per jaar."
    )

    def __init__(
        self,
        data: Any = None,
        *,
        person: Person,
        plan: Plan | None,
        activity: Activity | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, stored=values_of(activity) if activity else {}, initial=dict(initial or {}))
        self.person, self.plan, self.activity = person, plan, activity
        own = Organisation.objects.filter(pk__in=[activity.organisation_id] if activity else [])
        offer(self, "organisation", partners_for(person) | own)
        offer(self, "action", self._actions(), empty="Geen actie")
        self.fields["theme"].widget.attrs["list"] = "soorten-activiteit"

    def _actions(self) -> QuerySet[Action]:
        """Those of this plan that go on; the one that was chosen before stays."""
        going_on = Action.objects.visible_to(self.person).in_base().filter(plan=self.plan)
        chosen = self.activity.action_id if self.activity else None
        return Action.objects.filter(Q(pk__in=going_on.values("pk")) | Q(pk=chosen))

    @property
    def themes(self) -> QuerySet[Activity, str]:
        """Words that were used before."""
        used = Activity.objects.visible_to(self.person).exclude(theme="")
        return used.order_by("theme").values_list("theme", flat=True).distinct()

    def clean_organisation(self) -> Organisation:
        """Whoever keeps the data of one partner doesn't write for another."""
        organisation: Organisation = self.cleaned_data["organisation"]
        if not may(self.person, Permission.ACTIVITY_EDIT, Activity(organisation=organisation)):
            raise ValidationError("U kunt dit alleen voor uw eigen organisatie opschrijven.")
        return organisation

    def on_top_of(self, stored: Activity) -> "ActivityForm":
        """The same form on what stands there now: what was typed is kept, the rest is what others made of it."""
        merged = self.merged_with(values_of(stored))
        return ActivityForm(person=self.person, plan=self.plan, activity=stored, initial=merged)


def wanted_activity(query: Mapping[str, str]) -> dict[str, Any]:
    """Reads `?partner=4&doelgroep=2` of an empty cell."""
    partner, group = number_in(query, "partner"), number_in(query, "doelgroep")
    return {"organisation": partner, "target_groups": [group] if group is not None else []}

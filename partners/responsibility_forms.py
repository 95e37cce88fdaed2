"""The form of a task, responsibility or power: first what, then on which ground."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from network.dates import today
from network.dutch import long_date
from network.fields import dutch_formfield, offer
from network.guarded import GuardedLineField
from network.models import Person
from partners.agreement_choice import FindsAgreementsForm
from partners.models import Agreement, ChainLink, Responsibility, ResponsibilityBasis

# Which fields belong to which ground; what was typed under another one is not kept.
BELONGS_TO = {
    ResponsibilityBasis.LAW: ("law", "article"),
    ResponsibilityBasis.AGREEMENT: ("agreement",),
    ResponsibilityBasis.NONE: (),
}
EMPTY: dict[str, Any] = {"law": "", "article": "", "agreement": None}


class ResponsibilityForm(FindsAgreementsForm):
    """Only the fields of the chosen ground count: who changes their mind need not empty the others."""

    class Meta:
        model = Responsibility
        formfield_callback = dutch_formfield
        fields = ("kind", "description", "link", "basis", "law", "article", "agreement", "funding", "starts_on")
        field_classes: ClassVar[dict[str, Any]] = {
            "description": GuardedLineField,
            "law": GuardedLineField,
            "article": GuardedLineField,
        }
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "basis": forms.RadioSelect,
            "funding": forms.RadioSelect,
        }
        labels: ClassVar[dict[str, Any]] = {"basis": "Waar rust dit op?"}
        help_texts: ClassVar[dict[str, Any]] = {
            "description": "In een paar woorden, bijvoorbeeld: meldingen wegen.",
            "starts_on": "Bijvoorbeeld 1 januari 2026.",
            "article": "Bijvoorbeeld: 2.2.4. Leeg als het om de hele wet gaat.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "description": {"required": "Schrijf op wat de partner doet, bijvoorbeeld: meldingen wegen."},
            "kind": {"required": "Kies: taak, verantwoordelijkheid of bevoegdheid."},
            "basis": {"required": "Kies: wettelijk, regionale afspraak of zonder grondslag."},
            "starts_on": {"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2026."},
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        links = ChainLink.objects.filter(Q(is_in_use=True) | Q(pk=self.instance.link_id)).in_order()
        offer(self, "link", links, empty="Alle schakels")
        self.fields["link"].help_text = ""
        going = Agreement.objects.not_over(today()).values("pk")
        agreements = Agreement.objects.visible_to(person).filter(Q(pk__in=going) | Q(pk=self.instance.agreement_id))
        self.offer_agreements("agreement", agreements, empty="Kies een overeenkomst")
        self.only_find_where_needed()
        for name in ("law", "agreement", "link"):
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»
        for name in ("kind", "basis", "funding"):
            field = self.fields[name]
            field.choices = [choice for choice in field.choices if choice[0]]  # type: ignore[attr-defined]  # of the radios
        if self.instance.pk is None:
            self.initial["basis"] = ""  # nothing is chosen before somebody chooses

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        basis = values.get("basis")
        if not basis:
            return values
        for name in EMPTY.keys() - set(BELONGS_TO[ResponsibilityBasis(basis)]):
            values[name] = EMPTY[name]
            self.errors.pop(name, None)
        if basis == ResponsibilityBasis.LAW and not values.get("law") and "law" not in self.errors:
            self.add_error("law", "De wet ontbreekt. Typ bijvoorbeeld: Wmo 2015. Of kies een andere grondslag.")
        if basis == ResponsibilityBasis.AGREEMENT and not values.get("agreement") and "agreement" not in self.errors:
            self.add_error("agreement", "Kies de overeenkomst waar dit op rust. Of kies een andere grondslag.")
        return values

    def clean_starts_on(self) -> Any:
        day = self.cleaned_data["starts_on"]
        if self.instance.ends_on and day > self.instance.ends_on:
            last = long_date(self.instance.ends_on)
            raise ValidationError(f"Dit eindigt op {last}. Kies een datum op of voor die dag.")
        return day

    @property
    def values(self) -> dict[str, Any]:
        """What the flow asks for."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

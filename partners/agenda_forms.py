"""The form of a point on the agenda."""

from typing import Any, cast

from django import forms
from django.db.models import Q

from network.fields import DutchTimeField, offer
from network.guarded import GuardedLineField, GuardedTextField
from partners.models import AgendaItem, AgendaItemKind, Bottleneck, BottleneckStatus, Meeting, Organisation


class AgendaItemForm(forms.Form):
    """What it is about, and what is asked. Texts about casework: a burgerservicenummer is refused.

    Each field takes along what stood there, so that a colleague's change to another field stays.
    """

    title = GuardedLineField(
        label="Onderwerp",
        max_length=200,
        strict=True,
        required=False,
        help_text="Noem geen personen. Leeg bij een knelpunt: dan staat de naam van het knelpunt er.",
    )
    kind = forms.ChoiceField(
        label="Wat wordt er gevraagd?",
        choices=AgendaItemKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er bij dit punt gebeurt."},
    )
    starts = DutchTimeField(label="Tijd", required=False, help_text="Bijvoorbeeld 9.30.")
    explanation = GuardedTextField(
        label="Toelichting",
        max_length=4000,
        strict=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In een paar zinnen. Schrijf niets op over een zaak of een persoon.",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Ingebracht door",
        required=False,
        empty_label="Geen partner in het bijzonder",
    )
    bottleneck = forms.ModelChoiceField(
        Bottleneck.objects.none(),
        label="Over een knelpunt",
        required=False,
        empty_label="Niet over een knelpunt",
        help_text="Knelpunten die bij dit overleg liggen en een besluit vragen.",
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        day, known = meeting.day, item and (item.organisation_id, item.bottleneck_id)
        organisation, bottleneck = known or (None, None)
        active = Organisation.objects.standing().active(day).order_by().values("pk")
        partners = Organisation.objects.filter(Q(pk__in=active) | Q(pk=organisation))
        offer(self, "organisation", partners.order_by("name", "pk"))
        waiting = Q(body=meeting.body_id, status=BottleneckStatus.ESCALATED)
        found = Bottleneck.objects.filter(waiting | Q(pk=bottleneck)).order_by("raised_on", "pk")
        offer(self, "bottleneck", found)
        if meeting.body.level == 1 and bottleneck is None:
            del self.fields["bottleneck"]
            self.fields["title"].help_text = "Noem geen personen."
        self.fields["title"].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»
        if not (meeting.is_regional_day or (item and item.kind == AgendaItemKind.PROGRAMME)):
            kinds = [choice for choice in AgendaItemKind.choices if choice[0] != AgendaItemKind.PROGRAMME]
            cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        for field in self.fields.values():
            field.show_hidden_initial = item is not None

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not values.get("title") and "title" not in self.errors:
            if values.get("bottleneck"):
                values["title"] = str(values["bottleneck"])
            else:
                self.add_error("title", "Het onderwerp ontbreekt. Schrijf waar het over gaat.")
        return values

    @property
    def changes(self) -> dict[str, Any]:
        """What this person changed, besides what had to be filled in for it."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.changed_data}


def initial_of(item: AgendaItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "kind": item.kind,
        "starts": item.starts,
        "explanation": item.explanation,
        "organisation": item.organisation_id,
        "bottleneck": item.bottleneck_id,
    }


def initial_for(meeting: Meeting, bottleneck: Bottleneck | None) -> dict[str, Any]:
    """A new point: part of the programme on a regio-dag, and asking a decision when it is about a bottleneck."""
    if bottleneck:
        return {"title": bottleneck.title, "kind": AgendaItemKind.DECIDE, "bottleneck": bottleneck.pk}
    return {"kind": AgendaItemKind.PROGRAMME if meeting.is_regional_day else AgendaItemKind.DISCUSS}

"""«Geschiedenis»: every change of the portal, and what was removed from that list."""

from typing import Any

from django import forms
from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.fields import DutchDateField
from network.history_list import Place, Wanted, all_changes, kinds_for
from network.keeping import FOUND, head_of_the_seals
from network.models import HistoryRemoval, Person, Region
from network.pages import SignedInRequest
from network.policy import Permission, require

REMOVALS_SHOWN = 10


class HistoryFilter(forms.Form):
    """Names are those of the address, so Dutch."""

    soort = forms.ChoiceField(label="Soort", required=False)
    persoon = forms.ModelChoiceField(
        label="Wie", queryset=Person.objects.order_by("name").only("name"), required=False, empty_label="Iedereen"
    )
    vanaf = DutchDateField(label="Vanaf", required=False)
    tot = DutchDateField(label="Tot en met", required=False)
    reden = forms.CharField(
        label="Woorden in de reden", required=False, max_length=60, widget=forms.TextInput({"type": "search"})
    )

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((str(kind._meta.verbose_name), label) for label, kind in kinds_for(reader).items())
        self.fields["soort"].choices = [("", "Alle soorten"), *((label, name) for name, label in kinds)]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if chosen.get("vanaf") and chosen.get("tot") and chosen["tot"] < chosen["vanaf"]:
            self.add_error("tot", "Deze dag ligt voor de eerste. Kies een latere dag.")
        return chosen

    @property
    def wanted(self) -> Wanted:
        chosen = self.cleaned_data
        return Wanted(chosen["soort"], chosen["persoon"], chosen["vanaf"], chosen["tot"], chosen["reden"])


@require_safe
def history(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.HISTORY_VIEW)
    form = HistoryFilter(request.GET, reader=request.user)
    after = Place.read(request.GET.get("na", ""))
    found = all_changes(request.user, form.wanted, after=after) if form.is_valid() else None
    context = {
        "form": form,
        "found": found,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "after": after,
        "region": Region.objects.current(),
        "head": head_of_the_seals(),
        "removals": HistoryRemoval.objects.with_names()[:REMOVALS_SHOWN],
        "problems": caches["shared"].get(FOUND),
    }
    return render(request, "network/history.html", context)

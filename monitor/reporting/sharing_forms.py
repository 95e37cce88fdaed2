"""Whom a version of a report is shared with."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from monitor.models import Report, ReportEdition
from monitor.reporting.mails import steering_group
from monitor.reporting.sharing import editions_to_share, people_to_share_with
from network.dutch import long_date
from network.fields import offer
from network.models import Person

MOST_SHOWN = 25


class SearchForm(forms.Form):
    """People by name. Without a name: the members of the stuurgroep."""

    all_optional = True

    zoek = forms.CharField(
        label="Zoek iemand op naam",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def words(self) -> list[str]:
        return self.cleaned_data.get("zoek", "").split() if self.is_valid() else []

    @property
    def found(self) -> QuerySet[Person]:
        people = people_to_share_with()
        if not self.words:
            return people.filter(pk__in=steering_group().values("pk"))
        for word in self.words:
            people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return people.filter(pk__in=list(people.values_list("pk", flat=True)[:MOST_SHOWN]))


class _VersionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, gemaakt op {long_date(obj.made_at)}"


class _PeopleChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.email})"


class ShareForm(forms.Form):
    """One version, with the whole stuurgroep or with people by name."""

    edition = _VersionChoice(
        ReportEdition.objects.none(),
        label="Welke versie",
        empty_label=None,
        error_messages={
            "required": "Kies welke versie u deelt.",
            "invalid_choice": "Deze versie kan niet worden gedeeld. Kies er een uit de lijst.",
        },
    )
    whole_group = forms.BooleanField(label="Alle leden van de stuurgroep", required=False)
    people = _PeopleChoice(
        Person.objects.none(),
        label="Leden bij naam",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Deze persoon staat niet in de lijst. Zoek opnieuw op naam."},
    )

    def __init__(self, data: Any, *, report: Report, people: QuerySet[Person]) -> None:
        super().__init__(data)
        offer(self, "edition", editions_to_share(report))
        offer(self, "people", people)
        self.has_versions = editions_to_share(report).exists()
        self.has_people = people.exists()
        if not self.has_people:
            del self.fields["people"]
        names = ", ".join(person.name for person in steering_group())
        self.fields["whole_group"].help_text = f"{names}." if names else "De stuurgroep heeft nog geen leden."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.chosen:
            self.add_error("whole_group", "Kies met wie u deze versie deelt.")
        return cleaned

    @property
    def chosen(self) -> list[Person]:
        chosen = list(self.cleaned_data.get("people") or [])
        return [*chosen, *steering_group()] if self.cleaned_data.get("whole_group") else chosen

"""Whom a version of a report is shared with."""

from typing import Any

from django import forms
from django.db.models import Q

from monitor.models import Report, ReportEdition
from monitor.reporting.mails import steering_group
from monitor.reporting.sharing import editions_to_share, people_to_share_with
from network.dutch import long_date
from network.models import Person

MOST_SHOWN = 25


class SearchForm(forms.Form):
    """People by name. Without a name: the members of the stuurgroep."""

    all_optional = True

    zoek = forms.CharField(
        label="Zoek iemand op naam",
        help_text="Zonder naam ziet u hieronder de leden van de stuurgroep.",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def words(self) -> list[str]:
        return self.cleaned_data.get("zoek", "").split() if self.is_valid() else []

    @property
    def found(self) -> list[Person]:
        people = people_to_share_with()
        if not self.words:
            return list(people.filter(pk__in=steering_group().values("pk")))
        for word in self.words:
            people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return list(people[:MOST_SHOWN])


class ShareForm(forms.Form):
    """One version, with the whole stuurgroep or with people by name."""

    edition = forms.ChoiceField(
        label="Welke versie",
        error_messages={
            "required": "Kies welke versie u deelt.",
            "invalid_choice": "Deze versie kan niet worden gedeeld. Kies er een uit de lijst.",
        },
    )
    whole_group = forms.BooleanField(label="Alle leden van de stuurgroep", required=False)
    people = forms.MultipleChoiceField(
        label="Leden bij naam",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Deze persoon staat niet in de lijst. Zoek opnieuw op naam."},
    )

    def __init__(self, data: Any, *, report: Report, people: list[Person]) -> None:
        super().__init__(data)
        self.editions = {str(edition.version): edition for edition in editions_to_share(report)}
        self.offered = {str(person.pk): person for person in people}
        self.group = list(steering_group())
        self._offer(
            "edition",
            {key: f"{each.title}, gemaakt op {long_date(each.made_at)}" for key, each in self.editions.items()},
        )
        self._offer("people", {key: f"{each.name} ({each.email})" for key, each in self.offered.items()})
        if not people:
            del self.fields["people"]
        names = ", ".join(person.name for person in self.group)
        self.fields["whole_group"].help_text = f"{names}." if names else "De stuurgroep heeft nog geen leden."

    def _offer(self, name: str, choices: dict[str, str]) -> None:
        field: Any = self.fields[name]
        field.choices = list(choices.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.chosen:
            self.add_error("whole_group", "Kies met wie u deze versie deelt.")
        return cleaned

    @property
    def edition_to_share(self) -> ReportEdition:
        return self.editions[self.cleaned_data["edition"]]

    @property
    def chosen(self) -> list[Person]:
        by_name = [self.offered[key] for key in self.cleaned_data.get("people", [])]
        return [*by_name, *self.group] if self.cleaned_data.get("whole_group") else by_name

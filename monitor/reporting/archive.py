"""/rapportages/: which reports somebody finds there, and what of them to show. Names are those of the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from monitor.models import Report, ReportEdition, ReportKind, ReportReader
from monitor.models.reports import adopted_for
from network.models import Person
from network.policy import Permission, may


def adopted_editions(person: Person) -> QuerySet[ReportEdition]:
    """The adopted ones that this person may read, the newest first."""
    adopted = ReportEdition.objects.adopted().filter(report__in=Report.objects.filter(adopted_for(person)))
    with_subject = adopted.select_related("report__municipality", "report__organisation").defer("content")
    return with_subject.order_by("-report__year", "-adopted_on", "-report__number", "pk")


def shared_with(person: Person) -> QuerySet[ReportReader]:
    """Versions to read before they are adopted; who makes reports sees them all anyway."""
    if may(person, Permission.REPORT_MAKE):
        return ReportReader.objects.none()
    shared = ReportReader.objects.of(person).exclude(edition__report__in=Report.objects.filter(adopted_for(person)))
    related = (f"edition__report__{name}" for name in ("municipality", "organisation", "meeting__body"))
    return shared.select_related(*related).defer("edition__content").order_by("-shared_at", "pk")


def reports_under_way(person: Person) -> QuerySet[Report]:
    """For who makes them: everything that is not adopted."""
    if not may(person, Permission.REPORT_MAKE):
        return Report.objects.none()
    not_adopted = Report.objects.exclude(pk__in=Report.objects.adopted())
    return not_adopted.select_related("municipality", "organisation", "meeting__body").newest_first()


class ArchiveFilter(forms.Form):
    """Offers only what there is: kinds, years and subjects of reports that this person may read."""

    all_optional = True

    soort = forms.ChoiceField(label="Soort", required=False)
    jaar = forms.ChoiceField(label="Jaar", required=False)
    over = forms.ChoiceField(label="Gemeente of partner", required=False)

    def __init__(self, data: Any, editions: QuerySet[ReportEdition]) -> None:
        super().__init__(data)
        self.editions = editions
        place = ("report__municipality", "report__municipality__name")
        partner = ("report__organisation", "report__organisation__name")
        known = list(editions.order_by().values_list("report__kind", "report__year", *place, *partner).distinct())
        kinds, years = {kind for kind, *_ in known}, {year for _, year, *_ in known}
        self._offer("soort", "Alle soorten", [choice for choice in ReportKind.choices if choice[0] in kinds])
        self._offer("jaar", "Alle jaren", [(str(year), str(year)) for year in sorted(years, reverse=True)])
        places = {(f"gemeente-{pk}", f"Gemeente {name}") for *_, pk, name, _, _ in known if pk}
        partners = {(f"partner-{pk}", name) for *_, pk, name in known if pk}
        self._offer("over", "De hele regio en elk deel", sorted(places | partners, key=lambda choice: choice[1]))
        self.is_valid()

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]

    @property
    def offers_a_choice(self) -> bool:
        """Not while every filter could say one thing only."""
        fields: list[Any] = list(self.fields.values())
        return any(len(field.choices) > 2 for field in fields)

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def chosen(self) -> QuerySet[ReportEdition]:
        """A filter that says something else is no filter."""
        found = self.editions
        if kind := self.cleaned_data.get("soort"):
            found = found.filter(report__kind=kind)
        if year := self.cleaned_data.get("jaar"):
            found = found.filter(report__year=year)
        if subject := self.cleaned_data.get("over"):
            what, pk = subject.split("-")
            found = found.filter(**{"report__municipality" if what == "gemeente" else "report__organisation": pk})
        return found

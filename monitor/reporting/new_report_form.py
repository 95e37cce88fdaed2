"""What is asked for a new report: of every kind the period and the day of its figures, of some what it is about."""

from datetime import date
from typing import Any

from django import forms

from monitor.models import Report, ReportKind, SectionKind
from monitor.reporting.flows import sections_of
from monitor.reporting.half_years import HalfYear, OwnPeriod, Period
from monitor.reporting.kinds import KINDS, is_about_a_municipality, is_about_an_organisation
from network.dutch import long_date
from network.fields import DutchDateField, not_to_come
from network.models import Municipality
from partners.models import BodyKind, Meeting, Organisation

HALF_YEARS_TO_CHOOSE = 6
YEARS_TO_CHOOSE = 4
OTHER = "anders"

WHAT_FOR = {
    ReportKind.PROGRESS: "Hoe het plan ervoor staat en wat wij de stuurgroep vragen. Twee keer per jaar.",
    ReportKind.PICTURE: "Cijfers, aanbod, acties en gaten van één gemeente. Voor een wethouder of de raad.",
    ReportKind.EVALUATION: "Wat een jaar heeft opgeleverd en wat wij meenemen. Als het jaar voorbij is.",
    ReportKind.ACCOUNT: "Activiteiten, uren en geld van één partner. Als de partner een jaar heeft verantwoord.",
    ReportKind.SERVICES: "De hulp in één gemeente, per soort. Als overzicht op papier.",
}


def half_years_to_report(on: date) -> list[HalfYear]:
    """Half-years without a progress report, newest first; the current one is among them."""
    reported = set(Report.objects.of_kind(ReportKind.PROGRESS).values_list("period_start", "period_end"))
    return [each for each in HalfYear.of(on).and_before(HALF_YEARS_TO_CHOOSE) if (each.start, each.end) not in reported]


class MeetingChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Meeting) -> str:
        return f"{meeting}, {long_date(meeting.day)}"


class NewReportForm(forms.Form):
    """Over which period, about what, as of which day, and with which sections."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Over welke gemeente gaat het?",
        empty_label="Kies een gemeente",
        error_messages={"required": "Kies een gemeente."},
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Over welke partner gaat het?",
        empty_label="Kies een partner",
        error_messages={"required": "Kies een partner."},
    )
    period = forms.ChoiceField(label="Over welke periode gaat het?", error_messages={"required": "Kies een periode."})
    first_day = DutchDateField(
        label="Eerste dag", required=False, help_text="Alleen bij een andere periode, bijvoorbeeld 1 april 2026."
    )
    last_day = DutchDateField(
        label="Laatste dag", required=False, help_text="Alleen bij een andere periode, bijvoorbeeld 15 september 2026."
    )
    reference_date = DutchDateField(
        label="Peildatum",
        help_text="De rapportage laat zien wat op deze dag bekend was.",
        validators=[not_to_come],
        error_messages={"required": "Vul een peildatum in, bijvoorbeeld 10 juli 2026."},
    )
    meeting = MeetingChoiceField(
        Meeting.objects.none(),
        label="In welke bijeenkomst van de stuurgroep ligt zij voor?",
        required=False,
        empty_label="Nog niet bekend",
    )
    sections = forms.MultipleChoiceField(
        label="Welke onderdelen staan erin?",
        help_text="U kunt dit later nog wijzigen.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één onderdeel."},
    )

    def __init__(self, *args: Any, kind: ReportKind, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._ask_what_it_is_about()
        periods = self._periods(on)
        self.fields["period"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *((code, label) for code, label, _ in periods),
            (OTHER, "Een andere periode"),
        ]
        self.periods: dict[str, Period] = {code: period for code, _, period in periods}
        coming = Meeting.objects.planned().coming().filter(body__kind=BodyKind.STEERING_GROUP).select_related("body")
        self.fields["meeting"].queryset = coming  # type: ignore[attr-defined]  # a ModelChoiceField
        sections = [(str(each), str(each.label)) for each in sections_of(kind)]
        self.fields["sections"].choices = sections  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["sections"].initial = [code for code, _ in sections]
        self.fields["reference_date"].initial = on

    def _ask_what_it_is_about(self) -> None:
        choices = {
            "municipality": (is_about_a_municipality, Municipality.objects.to_choose_from()),
            "organisation": (is_about_an_organisation, Organisation.objects.active().order_by("name")),
        }
        for name, (is_about_it, queryset) in choices.items():
            if is_about_it(self.kind):
                self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a ModelChoiceField
            else:
                del self.fields[name]

    def _periods(self, on: date) -> list[tuple[str, str, Period]]:
        years = [OwnPeriod.of_year(year) for year in range(on.year, on.year - YEARS_TO_CHOOSE, -1)]
        found: list[tuple[str, str, Period]] = [(str(each.year), each.label.capitalize(), each) for each in years]
        if KINDS[self.kind].is_half_yearly:
            halves = half_years_to_report(on)
            return [*((each.code, each.label.capitalize(), each) for each in halves), *found]
        return found

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        period = self._period(answers)
        if period is None:
            return answers
        answers["period"] = period
        day = answers.get("reference_date")
        if day and day < period.start:
            first = long_date(period.start)
            self.add_error("reference_date", f"Deze dag ligt voor de periode. Kies {first} of later.")
        if there := self._there_already(period, answers):
            self.add_error("period", f"Over deze periode is er al {there}. Open die, of kies een andere periode.")
        return answers

    def _period(self, answers: dict[str, Any]) -> Period | None:
        if answers.get("period") != OTHER:
            return self.periods.get(answers.get("period", ""))
        first, last = answers.get("first_day"), answers.get("last_day")
        for name, day in (("first_day", first), ("last_day", last)):
            if day is None and name not in self.errors:
                self.add_error(name, "Vul deze dag in, bijvoorbeeld 1 april 2026.")
        if first is None or last is None:
            return None
        if last < first:
            self.add_error("last_day", f"Deze dag ligt voor de eerste dag. Kies {long_date(first)} of later.")
            return None
        return OwnPeriod(first, last)

    def _there_already(self, period: Period, answers: dict[str, Any]) -> Report | None:
        about = {"municipality": answers.get("municipality"), "organisation": answers.get("organisation")}
        same = Report.objects.of_kind(self.kind).filter(period_start=period.start, period_end=period.end, **about)
        return same.select_related("municipality", "organisation").first()

    @property
    def chosen(self) -> dict[str, Any]:
        """As the flow wants it."""
        answers = self.cleaned_data
        kept = {SectionKind(each) for each in answers["sections"]}
        return {
            "kind": self.kind,
            "without": set(sections_of(self.kind)) - kept,
            **{
                name: answers[name]
                for name in ("period", "reference_date", "municipality", "organisation", "meeting")
                if name in answers
            },
        }

"""Forms of trainings: whom a training reached, and how many people the network wants to reach in a year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actionplan.models import Sector, Training, TrainingAttendance
from actionplan.training_flows import Came, targets_of, values_of
from network import dutch
from network.fields import DutchDateField, DutchIntegerField, not_to_come
from network.guarded import GuardedLineField
from network.personal_data import find_personal_data
from partners.side_by_side import SideBySideForm

ROWS_TO_SPARE = 4
MOST_ROWS = 60
MOST_PARTICIPANTS = 10_000
LONGEST_NAME = TrainingAttendance._meta.get_field("organisation_name").max_length or 0


class CameWidget(forms.Widget):
    """A row per organisation: its name, its sector and how many people came. Works without JavaScript."""

    template_name = "actionplan/came_rows.html"
    use_fieldset = True
    PARTS = ("organisatie", "sector", "deelnemers")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        rows = [
            {part: str(data.get(f"{name}-{number}-{part}", "")).strip() for part in self.PARTS}
            for number in range(MOST_ROWS)
        ]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        filled = list(value or [])
        spare = min(ROWS_TO_SPARE, MOST_ROWS - len(filled))
        context["widget"]["rows"] = [*filled, *[dict.fromkeys(self.PARTS, "")] * max(spare, 0)]
        context["widget"]["sectors"] = Sector.choices
        return context


class CameField(forms.Field):
    """Reads the rows as a list of Came, and says per row what is missing."""

    widget = CameWidget

    def prepare_value(self, value: Any) -> Any:
        return [_as_typed(each) if isinstance(each, Came) else each for each in value or []]

    def to_python(self, value: Any) -> list[Came]:
        read, problems, names = [], [], set()
        for number, row in enumerate(value or [], start=1):
            try:
                came = _read(row)
            except ValidationError as problem:
                problems += [f"Rij {number}: {words}" for words in problem.messages]
                continue
            if came.organisation.casefold() in names:
                twice = f"{came.organisation} staat er twee keer. Tel de deelnemers bij elkaar op."
                problems.append(f"Rij {number}: {twice}")
            names.add(came.organisation.casefold())
            read.append(came)
        if problems:
            raise ValidationError(problems)
        return read


def _as_typed(came: Came) -> dict[str, str]:
    return {
        "organisatie": came.organisation,
        "sector": came.sector,
        "deelnemers": dutch.number(came.participants),
    }


def _read(row: Mapping[str, str]) -> Came:
    name = " ".join(row["organisatie"].split())
    if not name:
        raise ValidationError("de organisatie ontbreekt. Schrijf waar deze mensen werken.")
    if len(name) > LONGEST_NAME:
        raise ValidationError(f"de naam is te lang. Gebruik hoogstens {LONGEST_NAME} tekens.")
    if find_personal_data(name):
        raise ValidationError("schrijf alleen de naam van de organisatie, geen gegevens van personen.")
    if row["sector"] not in Sector.values:
        raise ValidationError("kies een sector.")
    try:
        participants = dutch.read_whole_number(row["deelnemers"])
    except dutch.NotReadable:
        raise ValidationError("vul in hoeveel mensen er waren, bijvoorbeeld 8.") from None
    if not 1 <= participants <= MOST_PARTICIPANTS:
        most = dutch.number(MOST_PARTICIPANTS)
        raise ValidationError(f"het aantal deelnemers is minstens 1 en hoogstens {most}.")
    return Came(name, row["sector"], participants)


class TrainingForm(SideBySideForm):
    """A training that was given, with numbers of people and never their names."""

    title = GuardedLineField(
        label="Training",
        max_length=150,
        help_text="Bijvoorbeeld: workshop LVB en Uitbuiting.",
        error_messages={"required": "De naam van de training ontbreekt."},
    )
    given_on = DutchDateField(
        label="Gegeven op",
        help_text="Bijvoorbeeld: 12 maart 2026.",
        error_messages={"required": "De dag ontbreekt. Vul in wanneer de training was, bijvoorbeeld 12 maart 2026."},
    )
    came = CameField(
        label="Wie kwamen er",
        help_text="Een organisatie komt één keer voor. Een rij te weinig? Sla op, dan komen er lege rijen bij.",
        error_messages={"required": "Vul bij minstens één organisatie in hoeveel mensen er waren."},
    )

    def __init__(
        self, data: Any = None, *, training: Training | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, stored=values_of(training) if training else {}, initial=dict(initial or {}))

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        return not_to_come(day)

    def on_top_of(self, stored: Training) -> "TrainingForm":
        """The same form on what stands there now: what was typed is kept, the rest is what others made of it."""
        return TrainingForm(training=stored, initial=self.merged_with(values_of(stored)))


class TargetForm(SideBySideForm):
    """How many people of each sector the network wants to train in a year."""

    def __init__(self, data: Any = None, *, year: int, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, stored=targets_of(year), initial=dict(initial or {}))
        self.year = year
        for sector, name in Sector.choices:
            self.fields[sector] = DutchIntegerField(
                label=name.capitalize(), required=False, min_value=1, max_value=MOST_PARTICIPANTS
            )

    def on_top_of_what_is_stored(self) -> "TargetForm":
        return TargetForm(year=self.year, initial=self.merged_with(targets_of(self.year)))

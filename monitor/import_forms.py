"""Forms with which figures are brought in."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from monitor.areas import REST, Area, area_of_kind
from monitor.import_columns import problem_with
from monitor.import_indicators import NewIndicator, source_name, suggested_indicator
from monitor.models import AREA_KINDS, Direction, ImportRun, Indicator
from monitor.statline import ColumnMapping, Columns, Role
from network.dates import today
from network.fields import DutchDateField, offer
from network.guarded import GuardedTextField
from network.uploads import display_name, too_large


class UploadForm(forms.Form):
    """A file with figures."""

    file = forms.FileField(
        label="Bestand",
        help_text="Een CSV of zip van StatLine of van de politie, of een ander rekenblad (XLSX, ODS of CSV). "
        "U ziet eerst wat erin staat; er wordt nog niets opgeslagen.",
        error_messages={
            "required": "Kies eerst een bestand op uw computer.",
            "empty": "Het bestand is leeg. Download de tabel opnieuw bij de bron.",
            "invalid": "Kies eerst een bestand op uw computer.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(too_large(settings.IMPORT_MAX_BYTES))
        file.name = display_name(file.name)
        return file


class _PlaceForm(forms.Form):
    """When the figures were fetched, and which area they are about when the file doesn't tell."""

    kind = ""

    retrieved_on = DutchDateField(label="Opgehaald op", help_text="De dag waarop u de tabel bij de bron ophaalde.")
    area = forms.CharField(
        label="Gebied", max_length=100, help_text="Het bestand noemt geen gebied. Bijvoorbeeld: Noord-Nederland."
    )
    area_kind = forms.ChoiceField(
        label="Soort gebied",
        choices=[
            ("", "Kies een soort"),
            *((kind, label) for kind, label in AREA_KINDS if kind != REST),
        ],
        help_text="Dezelfde naam van een andere soort is een ander gebied.",
    )

    def __init__(self, run: ImportRun, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        self.run = run
        place = {"retrieved_on": run.retrieved_on, "area": run.area_given, "area_kind": run.area_kind_given}
        # Both forms stand on one page, so their fields need names of their own.
        super().__init__(data, initial=place | (initial or {}), prefix=self.kind)
        if run.preview["names_an_area"]:
            del self.fields["area"], self.fields["area_kind"]

    def clean_retrieved_on(self) -> date:
        retrieved_on: date = self.cleaned_data["retrieved_on"]
        if retrieved_on > today():
            raise forms.ValidationError("Deze dag is nog niet geweest. Vul de dag in waarop u de tabel ophaalde.")
        return retrieved_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, kind = cleaned.get("area"), cleaned.get("area_kind")
        if name and kind:
            cleaned["place"] = self._place(name, kind)
        return cleaned

    def _place(self, name: str, kind: str) -> Area | None:
        place = area_of_kind(name, kind)
        if place is None:
            reason = f"De naam «{name}» hoort bij een ander soort gebied. Kies de soort die erbij hoort."
            self.add_error("area_kind", reason)
        return place

    @property
    def place(self) -> Area | None:
        found: Area | None = self.cleaned_data.get("place")
        return found


class ExistingIndicatorForm(_PlaceForm):
    """The figures belong to an indicator that exists, of the same source."""

    kind = "existing"

    indicator = forms.ModelChoiceField(
        label="Indicator",
        queryset=Indicator.objects.none(),
        empty_label="Kies een indicator",
        error_messages={
            "invalid_choice": "Deze indicator is van een andere bron. Kies een andere, of maak een nieuwe."
        },
    )
    field_order = ["indicator", "area", "area_kind", "retrieved_on"]

    def __init__(self, run: ImportRun, data: Any = None) -> None:
        super().__init__(run, data, initial={"indicator": run.indicator_id})
        indicators = Indicator.objects.of_source(source_name(run))
        offer(self, "indicator", indicators)
        self.has_indicators = indicators.exists()


class NewIndicatorForm(_PlaceForm):
    """A new indicator: without a definition and a source no figure can be shown."""

    kind = "new"

    name = forms.CharField(label="Naam", max_length=200, help_text="Zoals het boven de bladzijde komt te staan.")
    definition = GuardedTextField(
        label="Wat telt mee",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In gewone woorden: wie of wat is geteld, en wat niet.",
        error_messages={"required": "Schrijf op wat er meetelt. Zonder definitie tonen we geen cijfer."},
    )
    source = forms.CharField(
        label="Bron",
        max_length=100,
        help_text="Wie de cijfers maakt, bijvoorbeeld CBS.",
        error_messages={"required": "Vul in wie de cijfers maakt. Zonder bron tonen we geen cijfer."},
    )
    unit = forms.CharField(label="Eenheid", max_length=60, help_text="Bijvoorbeeld: aantal.")
    table_id = forms.CharField(
        label="Nummer van de tabel", max_length=40, required=False, help_text="Bijvoorbeeld 84850NED."
    )
    direction = forms.ChoiceField(
        label="Wat betekent meer?",
        choices=Direction.choices,
        widget=forms.RadioSelect,
        help_text="Meer meldingen is meestal niet goed of slecht: veel mensen melden niet.",
    )
    quality_note = GuardedTextField(
        label="Kanttekening",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Wat moet iemand weten die dit cijfer leest? Een zin per regel.",
    )
    has_overlapping_categories = forms.BooleanField(
        label="De onderverdelingen overlappen elkaar", required=False, help_text="Dan telt het portaal ze niet op."
    )
    is_national = forms.BooleanField(
        label="Dit is een landelijk onderzoek",
        required=False,
        help_text="Dan gaan alleen cijfers van heel Nederland mee: het zegt niets over één regio of gemeente.",
    )
    is_in_report = forms.BooleanField(label="Neem dit cijfer op in de rapportage", required=False)
    field_order = [*("name", "definition", "source", "unit", "table_id", "area", "area_kind", "retrieved_on")]

    def __init__(self, run: ImportRun, data: Any = None) -> None:
        super().__init__(run, data, initial=run.new_indicator or vars(suggested_indicator(run)))

    @property
    def new_indicator(self) -> NewIndicator:
        names = NewIndicator.__dataclass_fields__.keys() & self.cleaned_data.keys()
        return NewIndicator(**{name: self.cleaned_data[name] for name in names}, table_title=self.run.table_title)


class ConfirmForm(forms.Form):
    """Save what was seen."""

    skips_rejected = forms.BooleanField(required=False)

    def __init__(self, rejected: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = "de afgekeurde regel" if rejected == 1 else f"de {rejected} afgekeurde regels"
        self.fields["skips_rejected"].label = f"Sla {lines} over"
        self.fields["skips_rejected"].help_text = "De andere regels worden opgeslagen."
        if not rejected:
            del self.fields["skips_rejected"]


class ColumnsForm(forms.Form):
    """What each column of a table is, and what goes for all rows."""

    period = forms.CharField(
        label="Eén periode voor alle regels",
        max_length=40,
        required=False,
        help_text="Alleen als geen kolom de periode noemt. Bijvoorbeeld 2025, of 1e halfjaar 2025.",
    )
    subject = forms.CharField(
        label="Wat is er geteld",
        max_length=100,
        required=False,
        help_text="Alleen als het bestand dat niet zegt. Bijvoorbeeld: meldingen.",
    )
    decimal_point = forms.BooleanField(
        label="Een punt staat voor de decimalen", required=False, help_text="Zoals 12.5. Anders lezen wij 12,5."
    )

    def __init__(self, columns: Columns, chosen: ColumnMapping, data: Any = None) -> None:
        super().__init__(
            data, initial={"period": chosen.period, "subject": chosen.subject, "decimal_point": chosen.decimal_point}
        )
        self.columns = columns
        for column in columns.columns:
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                label=f"Kolom {column.letter}: {column.heading or 'zonder kop'}",
                choices=[(role.value, role.label) for role in Role],
                initial=chosen.roles.get(column.index, column.guess),
                help_text=f"Er staat: {', '.join(column.samples)}" if column.samples else "Deze kolom is leeg.",
            )
        self.order_fields([name for name in self.fields if name.startswith("column_")])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (problem := problem_with(self.mapping)):
            self.add_error(None, problem)
        return cleaned

    @property
    def mapping(self) -> ColumnMapping:
        chosen = self.cleaned_data
        return ColumnMapping(
            {column.index: Role(chosen[f"column_{column.index}"]) for column in self.columns.columns},
            tuple(column.heading for column in self.columns.columns),
            self.columns.sheet,
            period=chosen["period"],
            subject=chosen["subject"],
            decimal_point=chosen["decimal_point"],
        )

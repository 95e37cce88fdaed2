"""Forms of the catalogue: a source, an indicator, its subdivisions, breaks and targets."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from actionplan.models import Plan, Priority
from monitor import catalogue_flows as flows
from monitor.areas import REST, area_id, area_label
from monitor.catalogue_flows import CatalogueRefusedError
from monitor.categories import TOTAL
from monitor.models import (
    AREA_KINDS,
    FREQUENCIES,
    BreakKind,
    Direction,
    Edition,
    Indicator,
    IndicatorTarget,
    RatePer,
    SeriesBreak,
    Source,
    SourceKind,
    TargetKind,
)
from monitor.series import Contents
from network.dates import today
from network.fields import DutchDateField, DutchDecimalField, DutchIntegerField, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Person
from partners.side_by_side import SideBySideForm

MOST_PARTS = 30


class SourceForm(SideBySideForm):
    """Who publishes or delivers figures, and how they want to be named."""

    name = GuardedLineField(
        label="Naam",
        max_length=100,
        help_text="Wie de cijfers maakt. Bijvoorbeeld: CBS.",
        error_messages={"required": "De naam ontbreekt. Typ bijvoorbeeld: CBS."},
    )
    kind = forms.ChoiceField(
        label="Hoe komen de cijfers binnen?",
        choices=SourceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de bron zelf publiceert, of dat partners aanleveren."},
    )
    attribution = GuardedLineField(
        label="Bronvermelding",
        max_length=100,
        help_text="Zo staat de bron bij elk cijfer. Bijvoorbeeld: Bron: CBS.",
        error_messages={"required": "De bronvermelding ontbreekt. Typ bijvoorbeeld: Bron: CBS."},
    )
    licence = GuardedLineField(label="Licentie", max_length=60, required=False, help_text="Bijvoorbeeld CC BY 4.0.")
    website = forms.URLField(
        label="Website",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "Vul het hele adres in, bijvoorbeeld https://www.cbs.nl."},
    )
    note = GuardedTextField(
        label="Kanttekening",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wat moet iemand weten over alle cijfers van deze bron?",
    )

    def __init__(self, data: Any = None, *, source: Source | None = None) -> None:
        self.source = source
        super().__init__(data, stored=flows.values_of_source(source) if source else {}, initial={})

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = Source.objects.exclude(pk=self.source.pk) if self.source else Source.objects.all()
        if same := others.filter(name__iexact=name).first():
            raise ValidationError(f"De bron «{same.name}» is er al. Wijzig die bron.")
        return name

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if self.source and kind != self.source.kind:
            indicators = Indicator.objects.filter(source=self.source)
            if any(flows.has_figures(indicator) for indicator in indicators):
                raise ValidationError(flows.why_kind_stays(self.source))
        return kind

    def on_top_of(self, stored: Source) -> "SourceForm":
        form = SourceForm(source=stored)
        form.initial.update(self.merged_with(flows.values_of_source(stored)))
        return form


class IndicatorForm(SideBySideForm):
    """One thing that is counted. Without a source and a definition no figure of it can be shown."""

    name = GuardedLineField(
        label="Naam",
        max_length=200,
        help_text="Zoals het boven de bladzijde komt te staan.",
        error_messages={"required": "De naam ontbreekt. Schrijf in een paar woorden wat er geteld wordt."},
    )
    definition = GuardedTextField(
        label="Wat telt mee",
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="In gewone woorden: wie of wat is geteld, en wat niet.",
        error_messages={"required": "Schrijf op wat er meetelt. Zonder definitie tonen we geen cijfer."},
    )
    unit = GuardedLineField(
        label="Eenheid",
        max_length=60,
        help_text="Bijvoorbeeld: meldingen, personen of % van de inwoners.",
        error_messages={"required": "De eenheid ontbreekt. Typ bijvoorbeeld: aantal."},
    )
    source = forms.ModelChoiceField(
        Source.objects.none(),
        label="Bron",
        empty_label="Kies een bron",
        error_messages={
            "required": "Kies wie de cijfers maakt. Zonder bron tonen we geen cijfer.",
            "invalid_choice": "Deze bron is er niet meer. Kies een andere.",
        },
    )
    table_id = GuardedLineField(
        label="Nummer van de tabel", max_length=40, required=False, help_text="Bijvoorbeeld 84850NED."
    )
    table_title = GuardedLineField(
        label="Titel van de tabel",
        max_length=300,
        required=False,
        help_text="Precies zoals in het bestand. Dan herkent het portaal een volgend bestand van deze tabel.",
    )
    geography = forms.ChoiceField(
        label="Gebied",
        choices=[("", "Niet vast"), *((kind, label) for kind, label in AREA_KINDS if kind != REST)],
        required=False,
        help_text="Kies «land» voor een landelijk onderzoek. Daar horen geen cijfers per gemeente of regio bij.",
    )
    frequency = forms.ChoiceField(
        label="Hoe vaak",
        choices=[("", "Niet vast"), *FREQUENCIES],
        required=False,
        help_text="Daaraan ziet het portaal wanneer cijfers verouderd zijn.",
    )
    direction = forms.ChoiceField(
        label="Wat betekent meer?",
        choices=Direction.choices,
        widget=forms.RadioSelect,
        help_text="Meer meldingen is meestal niet goed of slecht: veel mensen melden niet. Kies dan «geen oordeel». "
        "Dan krijgt geen enkel verschil een oordeel.",
        error_messages={"required": "Kies wat meer betekent. Weet u het niet? Kies «geen oordeel»."},
    )
    quality_note = GuardedTextField(
        label="Kanttekening",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wat moet iemand weten die dit cijfer leest? Een zin per regel.",
    )
    differs = GuardedTextField(
        label="Waarom dit anders telt dan andere cijfers",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Bijvoorbeeld: de politie telt meldingen, het CBS telt misdrijven.",
    )
    adds_up = forms.BooleanField(
        label="Dit is een aantal dat opgeteld mag worden",
        required=False,
        help_text="Zet dit uit bij een percentage of een gemiddelde.",
    )
    has_overlapping_categories = forms.BooleanField(
        label="De onderverdelingen overlappen elkaar",
        required=False,
        help_text="Dan telt het portaal ze nergens op en maakt het er geen gestapelde grafiek van.",
    )
    rate_per = forms.TypedChoiceField(
        label="Per hoeveel inwoners",
        choices=[("", "Niet omrekenen"), *RatePer.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Het portaal rekent met het aantal inwoners van hetzelfde jaar en gebied.",
    )
    is_in_report = forms.BooleanField(label="Neem dit cijfer op in de rapportage", required=False)

    def __init__(self, data: Any = None, *, indicator: Indicator | None = None, source: Source | None = None) -> None:
        self.indicator = indicator
        stored = flows.values_of_indicator(indicator) if indicator else {}
        first = {"direction": Direction.NONE, "adds_up": True, "unit": "aantal", "source": source}
        super().__init__(data, stored=stored, initial={} if indicator else first)
        offer(self, "source", Source.objects.all())

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        source, geography = values.get("source"), values.get("geography", "")
        if source:
            self._hear(lambda: flows.refuse_national(self.indicator, geography, source))
            self._ask_of_partners(source, values)
        if source and self.indicator:
            self._hear(lambda: flows.refuse_another_source(self.indicator, source))
        if values.get("rate_per") and not values.get("adds_up"):
            self.add_error("rate_per", "Een percentage of gemiddelde rekenen we niet om. Kies «Niet omrekenen».")
        return values

    def _hear(self, refuse: Any) -> None:
        try:
            refuse()
        except CatalogueRefusedError as refused:
            self.add_error(refused.field, str(refused))

    def _ask_of_partners(self, source: Source, values: dict[str, Any]) -> None:
        """A partner is asked for numbers of an area over a period, so both are known."""
        if source.kind == SourceKind.DELIVERED:
            if not values.get("geography"):
                self.add_error("geography", "Kies over welk gebied partners leveren, bijvoorbeeld: gemeente.")
            if not values.get("frequency"):
                self.add_error("frequency", "Kies hoe vaak partners leveren.")

    def on_top_of(self, stored: Indicator) -> "IndicatorForm":
        form = IndicatorForm(indicator=stored)
        form.initial.update(self.merged_with(flows.values_of_indicator(stored)))
        return form


class SubdivisionsForm(SideBySideForm):
    """Into what a count is divided. With two, every part of one meets every part of the other."""

    name_1 = GuardedLineField(
        label="Onderverdeling naar",
        max_length=60,
        required=False,
        help_text="Bijvoorbeeld: leeftijd. Leeg: dit cijfer heeft geen onderverdeling.",
    )
    parts_1 = GuardedTextField(
        label="Delen",
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text="Elk deel op een eigen regel, in uw volgorde. Het totaal maakt het portaal zelf.",
    )
    name_2 = GuardedLineField(
        label="En naar",
        max_length=60,
        required=False,
        help_text="Een tweede, als dat nodig is. Meer kan niet.",
    )
    parts_2 = GuardedTextField(
        label="Delen van de tweede", max_length=3000, required=False, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, data: Any = None, *, indicator: Indicator) -> None:
        super().__init__(data, stored=flows.values_of_subdivisions(indicator), initial={})

    def clean_parts_1(self) -> str:
        return _parts(self.cleaned_data["parts_1"])

    def clean_parts_2(self) -> str:
        return _parts(self.cleaned_data["parts_2"])

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        for position in (1, 2):
            name, parts = values.get(f"name_{position}"), values.get(f"parts_{position}")
            if name and parts == "":
                self.add_error(f"parts_{position}", "De delen ontbreken. Zet elk deel op een eigen regel.")
            if parts and name == "":
                self.add_error(f"name_{position}", "Waarnaar verdeelt u? Typ bijvoorbeeld: leeftijd.")
        if values.get("name_2") and values.get("name_1") == "":
            self.add_error("name_1", "Vul eerst de eerste onderverdeling in.")
        elif values.get("name_2") and values["name_2"].casefold() == values.get("name_1", "").casefold():
            self.add_error("name_2", "Deze onderverdeling staat er al. Kies een andere.")
        return values

    def on_top_of(self, stored: Indicator) -> "SubdivisionsForm":
        form = SubdivisionsForm(indicator=stored)
        form.initial.update(self.merged_with(flows.values_of_subdivisions(stored)))
        return form


def _parts(text: str) -> str:
    """A line for each part: two or more, each once, none of them a total."""
    parts = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not parts:
        return ""
    for part in parts:
        if len(part) > 80:
            raise ValidationError(f"«{part[:40]}…» is te lang. Een deel heeft hoogstens 80 tekens.")
        if part.casefold() == TOTAL.casefold():
            raise ValidationError("Het totaal maakt het portaal zelf. Vul hier alleen de delen in.")
        if "," in part:
            raise ValidationError(f"In «{part}» staat een komma. Schrijf het zonder komma, of zet het op twee regels.")
    if len({part.casefold() for part in parts}) < len(parts):
        raise ValidationError("Er staat een deel twee keer. Haal er één weg.")
    if len(parts) == 1:
        raise ValidationError("Eén deel is hetzelfde als het totaal. Vul er minstens twee in.")
    if len(parts) > MOST_PARTS:
        raise ValidationError(f"Dit zijn {len(parts)} delen. Maak er hoogstens {MOST_PARTS} van.")
    return "\n".join(parts)


class BreakForm(SideBySideForm):
    """A day on which a count changed, or on which something happened that moves it."""

    kind = forms.ChoiceField(
        label="Wat is het?",
        choices=BreakKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de telling veranderde, of dat er iets gebeurde."},
    )
    day = DutchDateField(
        label="Vanaf",
        help_text="Bijvoorbeeld 1 juli 2024.",
        error_messages={"required": "De datum ontbreekt. Typ bijvoorbeeld: 1 juli 2024."},
    )
    title = GuardedLineField(
        label="Kort",
        max_length=60,
        help_text="Zo staat het in de grafiek. Bijvoorbeeld: nieuwe wet.",
        error_messages={"required": "Schrijf in een paar woorden wat er veranderde."},
    )
    text = GuardedTextField(
        label="Uitleg",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wat moet een lezer weten? Dit staat onder de grafiek en in de rapportage.",
        error_messages={"required": "Leg uit wat er veranderde. Zonder uitleg zegt een trendbreuk niets."},
    )

    def __init__(self, data: Any = None, *, series_break: SeriesBreak | None = None) -> None:
        stored = flows.values_of_break(series_break) if series_break else {}
        super().__init__(data, stored=stored, initial={} if series_break else {"kind": BreakKind.BREAK})

    def on_top_of(self, stored: SeriesBreak) -> "BreakForm":
        form = BreakForm(series_break=stored)
        form.initial.update(self.merged_with(flows.values_of_break(stored)))
        return form


class TargetForm(SideBySideForm):
    """What a region wants a figure to be in a year, or what to hold it against."""

    kind = forms.ChoiceField(
        label="Wat is het?",
        choices=TargetKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies: een streefwaarde, of iets om mee te vergelijken."},
    )
    year = DutchIntegerField(
        label="Jaar",
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "Het jaar ontbreekt. Typ bijvoorbeeld: 2029.",
            "min_value": "Vul een jaar in tussen 2000 en 2100.",
            "max_value": "Vul een jaar in tussen 2000 en 2100.",
        },
    )
    value = DutchDecimalField(
        label="Waarde",
        min_value=0,
        max_digits=16,
        decimal_places=4,
        error_messages={
            "required": "De waarde ontbreekt. Typ bijvoorbeeld: 120.",
            "min_value": "Vul een getal van 0 of hoger in.",
        },
    )
    label = GuardedLineField(
        label="Naam",
        max_length=60,
        help_text="Zoals het bij de lijn komt te staan. Bijvoorbeeld: doel van de regio.",
        error_messages={"required": "De naam ontbreekt. Typ bijvoorbeeld: doel van de regio."},
    )
    area = forms.ChoiceField(label="Gebied", required=False)
    category = forms.ChoiceField(label="Onderverdeling", required=False)
    measure = forms.ChoiceField(label="Onderwerp", required=False)
    priority = forms.ModelChoiceField(
        Priority.objects.none(),
        label="Speerpunt",
        required=False,
        empty_label="Geen speerpunt",
        help_text="Bij welk speerpunt van het plan hoort dit?",
    )

    def __init__(
        self, data: Any = None, *, indicator: Indicator, person: Person, target: IndicatorTarget | None = None
    ) -> None:
        self.indicator, self.person, self.target = indicator, person, target
        stored = flows.values_of_target(target) if target else {}
        super().__init__(data, stored=stored, initial={} if target else {"kind": TargetKind.TARGET})
        newest = Edition.objects.latest_of(indicator)
        contents = Contents.from_json(newest.contents) if newest else Contents()
        areas = [(area_id(*area), area_label(*area)) for area in contents.areas]
        self._offer("area", areas, "Alle gebieden")
        self._offer("category", [(name, name) for name in contents.categories if name], "Het totaal")
        self._offer("measure", [(name, name) for name in contents.measures if name], "Elk onderwerp")
        plan = Plan.objects.current(today())
        offered = Q(plan=plan) | Q(pk=target.priority_id if target else None)
        offer(self, "priority", Priority.objects.visible_to(person).filter(offered))

    def _offer(self, name: str, choices: list[tuple[str, str]], nothing: str) -> None:
        """What the newest figures have, and what was chosen before."""
        before = self.stored_values.get(name, "")
        if before and before not in dict(choices):
            choices = [*choices, (before, before.partition(":")[2] or before)]
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields[name].error_messages["invalid_choice"] = "Dit staat niet in deze cijfers. Kies iets uit de lijst."
        if not choices:
            self.fields[name].widget = forms.HiddenInput()

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in flows.TARGET_FIELDS}

    def on_top_of(self, stored: IndicatorTarget) -> "TargetForm":
        form = TargetForm(indicator=self.indicator, person=self.person, target=stored)
        form.initial.update(self.merged_with(flows.values_of_target(stored)))
        return form

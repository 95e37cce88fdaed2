"""Forms of the register: an organisation, its coming and going, and the hours that it agreed to."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from network.dates import today
from network.dutch import NotReadable, long_date
from network.fields import AddressField, DutchDateField, DutchDecimalField, DutchIntegerField, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Municipality
from network.numbers_of_organisations import read_kvk, read_web_address, same_name_key
from partners.contents import Versus
from partners.coverage import WantedCell
from partners.forms import PhoneField
from partners.models import Capacity, Domain, Organisation, OrganisationKind
from partners.people_forms import EndForm
from partners.side_by_side import SideBySideForm

REASON_HELP = (
    "Zoals: gefuseerd, of de subsidie liep af. Iedereen in het netwerk leest dit; schrijf geen namen van personen op."
)


class ReadableField(forms.CharField):
    """Text of a fixed form, read as people type it."""

    read: Callable[[str], str]
    widget = forms.TextInput

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return type(self).read(typed)
        except NotReadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off"}


class KvkField(ReadableField):
    """Reads 12345678, 12 34 56 78 and 12.345.678."""

    read = staticmethod(read_kvk)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "utrecht-textbox--medium", "inputmode": "numeric"}


class WebAddressField(ReadableField):
    """Reads www.ggd.example and https://www.ggd.example/."""

    read = staticmethod(read_web_address)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "url"}


class OrganisationForm(SideBySideForm):
    """All facts of a partner that the coordinator keeps."""

    name = forms.CharField(
        label="Naam",
        max_length=250,
        help_text="Voluit, zoals bij de Kamer van Koophandel.",
        error_messages={"required": "De naam ontbreekt. Typ de naam van de organisatie."},
    )
    short_name = forms.CharField(
        label="Korte naam", max_length=60, required=False, help_text="Zoals iedereen de organisatie noemt."
    )
    kind = forms.ChoiceField(
        label="Soort",
        choices=[("", "Kies een soort"), *OrganisationKind.choices],
        error_messages={"required": "Kies wat voor organisatie dit is."},
    )
    domain = forms.ChoiceField(
        label="Domein",
        choices=Domain.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies het domein: sociaal, zorg of veiligheid."},
    )
    municipality = forms.ModelChoiceField(
        label="Welke gemeente is dit?",
        queryset=Municipality.objects.none(),
        required=False,
        empty_label="Geen gemeente",
        help_text="Alleen als de soort «gemeente» is.",
    )
    municipalities_served = forms.ModelMultipleChoiceField(
        label="Werkgebied",
        queryset=Municipality.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De gemeenten waarvoor deze organisatie werkt.",
    )
    kvk_number = KvkField(
        label="KvK-nummer",
        required=False,
        max_length=20,
        help_text="8 cijfers. Punten en spaties mogen, bijvoorbeeld 12 34 56 78.",
    )
    phone = PhoneField(
        label="Algemeen telefoonnummer", required=False, max_length=40, help_text="Bijvoorbeeld 024-123 45 67."
    )
    email = AddressField(
        label="Algemeen e-mailadres",
        required=False,
        max_length=254,
        help_text="Van de organisatie, niet van een persoon.",
    )
    website = WebAddressField(
        label="Website", required=False, max_length=250, help_text="Bijvoorbeeld www.organisatie.nl."
    )
    description = GuardedTextField(
        label="Wie zijn zij?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In een paar gewone zinnen. De redacteur van de organisatie kan dit ook zelf bijhouden.",
    )
    joined_on = DutchDateField(
        label="Doet mee vanaf",
        help_text="Bijvoorbeeld 1 januari 2024.",
        error_messages={"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2024."},
    )
    left_on = DutchDateField(
        label="Deed mee tot en met", required=False, help_text="Alleen als de organisatie niet meer meedoet."
    )
    leaving_reason = GuardedLineField(
        label="Waarom de deelname eindigde", required=False, max_length=300, help_text=REASON_HELP
    )
    is_another = forms.BooleanField(label="Dit is een andere organisatie", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    not_stored = frozenset({"is_another"})

    def __init__(
        self, data: Any = None, *, organisation: Organisation | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        stored = values_of(organisation) if organisation else {}
        more = {"version": organisation.version} if organisation else {"joined_on": today()}
        super().__init__(data, stored=stored, initial={**more, **(initial or {})})
        self.organisation = organisation
        self.known: list[Organisation] = []
        self.alike: list[Organisation] = []
        places = places_for(organisation)
        offer(self, "municipality", places)
        offer(self, "municipalities_served", places)
        if organisation and not organisation.has_left:  # leaving has a page of its own: others lose access by it
            del self.fields["left_on"], self.fields["leaving_reason"]

    def on_top_of(self, stored: Organisation) -> "OrganisationForm":
        """The same form on the newest version: what was typed is kept, the rest is what others made of it."""
        return OrganisationForm(organisation=stored, initial=self.merged_with(values_of(stored)))

    def changed_by_others(self, stored: Organisation) -> list[Versus]:
        return self.differences_with(values_of(stored))

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_description(self) -> str:
        return self.cleaned_data["description"].replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        self._check_municipality(values)
        self._check_days(values)
        self.look_for_known_organisations()
        if not self.known:
            self._look_for_the_same_name(values)
        return values

    def look_for_known_organisations(self) -> None:
        """Say it when a number or a municipality belongs to another partner, also one that left long ago."""
        others = Organisation.objects.standing()
        others = others.exclude(pk=self.organisation.pk) if self.organisation else others
        number, place = self.cleaned_data.get("kvk_number"), self.cleaned_data.get("municipality")
        if number and (known := others.filter(kvk_number=number).first()):
            self._add_known("kvk_number", known, "Dit KvK-nummer is", "vul hier een ander nummer in")
        if place and (known := others.filter(municipality=place).first()):
            self._add_known("municipality", known, "Deze gemeente is", "kies hier een andere")

    def _look_for_the_same_name(self, values: dict[str, Any]) -> None:
        """Two organisations may have one name, but mostly they are one: so it is asked."""
        name = values.get("name", "")
        if not name or (self.organisation and same_name_key(self.organisation.name) == same_name_key(name)):
            return
        others = Organisation.objects.standing()
        others = others.exclude(pk=self.organisation.pk) if self.organisation else others
        self.alike = [other for other in others if same_name_key(name) in map(same_name_key, other.names)]
        if self.alike and not values.get("is_another"):
            self.add_error(
                "name",
                f"Deze naam lijkt op {self.alike[0].name}. Is het een andere organisatie? Vink dat dan hieronder aan.",
            )

    def _add_known(self, field: str, known: Organisation, what: str, otherwise: str) -> None:
        self.known.append(known)
        left = ", die niet meer actief is" if known.has_left else ""
        self.add_error(field, f"{what} al in het register: {known.name}{left}. Wijzig die partner, of {otherwise}.")

    def _check_municipality(self, values: dict[str, Any]) -> None:
        if "municipality" in self.errors or "kind" in self.errors:
            return
        is_municipality = values["kind"] == OrganisationKind.MUNICIPALITY
        if is_municipality and not values["municipality"]:
            self.add_error("municipality", "Kies welke gemeente dit is.")
        elif values["municipality"] and not is_municipality:
            self.add_error("municipality", "Kies «Geen gemeente», of kies bij soort «gemeente».")

    def _check_days(self, values: dict[str, Any]) -> None:
        joined, left = values.get("joined_on"), values.get("left_on")
        if "left_on" in self.fields and "left_on" not in self.errors:
            self._check_last_day(joined, left, values.get("leaving_reason", ""))
        earlier = self.organisation.earlier_participations.order_by("-ends_on").first() if self.organisation else None
        if earlier and joined and joined < earlier.ends_on:
            until = long_date(earlier.ends_on)
            self.add_error("joined_on", f"De eerdere deelname liep tot en met {until}. Kies een dag daarna.")

    def _check_last_day(self, joined: Any, left: Any, reason: str) -> None:
        if self.organisation and not left:
            self.add_error(
                "left_on", "Vul de laatste dag in. Doet de organisatie weer mee? Gebruik dan «Opnieuw meedoen»."
            )
        elif left and left > today():
            self.add_error("left_on", "Deze dag moet nog komen. Laat dit leeg en gebruik straks «Deelname beëindigen».")
        elif left and joined and left < joined:
            self.add_error("left_on", "Deze dag ligt voor het begin van de deelname. Kies een latere dag.")
        elif reason and not left:
            self.add_error("left_on", "Vul ook de laatste dag in, of haal de reden weg.")


def values_of(organisation: Organisation) -> dict[str, Any]:
    """What the form changes, as it is stored."""
    names = ("name", "short_name", "kind", "domain", "municipality", "kvk_number", "phone", "email", "website")
    values = {name: getattr(organisation, name) for name in (*names, "description", "joined_on")}
    values["municipalities_served"] = list(organisation.municipalities_served.all())
    if organisation.has_left:
        values |= {"left_on": organisation.left_on, "leaving_reason": organisation.leaving_reason}
    return values


def initial_for(wanted: WantedCell) -> dict[str, Any]:
    """What fills a gap of the coverage."""
    return {
        **({"domain": wanted.domain} if wanted.domain else {}),
        **({"municipalities_served": [wanted.municipality]} if wanted.municipality else {}),
    }


def places_for(organisation: Organisation | None) -> QuerySet[Municipality]:
    """The municipalities of the region, and those that were chosen before."""
    here = Municipality.objects.to_choose_from()
    if organisation is None:
        return here
    chosen = Q(pk__in=organisation.municipalities_served.values("pk")) | Q(pk=organisation.municipality_id)
    return Municipality.objects.filter(Q(pk__in=here.values("pk")) | chosen)


# --- taking part --------------------------------------------------------------------------------------------------


class ParticipationEndForm(EndForm):
    """When a partner leaves, and why."""

    reason = GuardedLineField(label="Reden", required=False, max_length=300, help_text=REASON_HELP)


class RejoinForm(forms.Form):
    joined_on = DutchDateField(
        label="Doet weer mee vanaf",
        help_text="Bijvoorbeeld 1 januari 2027.",
        error_messages={"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2027."},
    )

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data, initial={"joined_on": today()})
        self.organisation = organisation

    def clean_joined_on(self) -> Any:
        day, left = self.cleaned_data["joined_on"], self.organisation.left_on
        if left and day < left:
            raise ValidationError(f"De organisatie deed mee tot en met {long_date(left)}. Kies een dag daarna.")
        return day


# --- hours --------------------------------------------------------------------------------------------------------

HOURS_OF_TWENTY_PEOPLE = 168 * 20


class CapacityForm(SideBySideForm):
    """Hours as they were agreed, per week or per year or both. Nothing is worked out."""

    task = GuardedLineField(
        label="Waarvoor",
        max_length=200,
        help_text="Zoals: deelname aan het casuïstiekoverleg.",
        error_messages={"required": "Typ waarvoor de uren zijn, bijvoorbeeld: deelname aan het casuïstiekoverleg."},
    )
    year = DutchIntegerField(
        label="Jaar",
        min_value=2000,
        max_value=2100,
        help_text="Bijvoorbeeld 2026.",
        error_messages={"required": "Typ het jaar, bijvoorbeeld 2026."},
    )
    hours_per_week = DutchDecimalField(
        label="Uur per week", required=False, min_value=0, max_value=HOURS_OF_TWENTY_PEOPLE, decimal_places=2,
        help_text="Zoals het is afgesproken, bijvoorbeeld 12.",
    )  # fmt: skip
    hours_per_year = DutchDecimalField(
        label="Uur per jaar", required=False, min_value=0, max_digits=7, decimal_places=2,
        help_text="Zoals het is afgesproken, bijvoorbeeld 475. Wij rekenen het een niet om in het ander.",
    )  # fmt: skip
    source = GuardedLineField(
        label="Waar staat dit?", required=False, max_length=200, help_text="Zoals: subsidieaanvraag 2026, bladzijde 4."
    )

    def __init__(
        self, data: Any = None, *, capacity: Capacity | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        stored = hours_of(capacity) if capacity else {}
        super().__init__(
            data, stored=stored, initial={**({} if capacity else {"year": today().year}), **(initial or {})}
        )
        self.capacity = capacity
        for name in ("hours_per_week", "hours_per_year"):
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # read by the field's template

    def on_top_of(self, stored: Capacity) -> "CapacityForm":
        return CapacityForm(capacity=stored, initial=self.merged_with(hours_of(stored)))

    def changed_by_others(self, stored: Capacity) -> list[Versus]:
        return self.differences_with(hours_of(stored))

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        per_week, per_year = values.get("hours_per_week"), values.get("hours_per_year")
        if not self.errors and per_week is None and per_year is None:
            self.add_error("hours_per_week", "Vul de uren per week in, de uren per jaar, of allebei.")
        return values


def hours_of(capacity: Capacity) -> dict[str, Any]:
    names = ("task", "year", "hours_per_week", "hours_per_year", "source")
    return {name: getattr(capacity, name) for name in names}

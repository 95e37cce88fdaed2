"""Forms of bodies and their seats."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from network.dates import today
from network.dutch import enumeration, long_date
from network.fields import DutchDateField, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.labels import SAY_IT_WITH_A_SEAT
from network.models import MunicipalOffice, Person
from partners.body_flows import newest_seat, values_of
from partners.models import Body, BodyKind, Meeting, Membership, Organisation, Seat, SeatKind
from partners.people import in_the_network
from partners.side_by_side import SideBySideForm


class BodyForm(SideBySideForm):
    """What a body is for, how often it meets, and from when until when it exists."""

    name = GuardedLineField(
        label="Naam",
        max_length=150,
        strict=True,
        help_text="Zoals iedereen het overleg noemt. Bijvoorbeeld: werkgroep online.",
        error_messages={"required": "De naam ontbreekt. Typ bijvoorbeeld: werkgroep online."},
    )
    kind = forms.ChoiceField(
        label="Soort",
        choices=[("", "Kies een soort"), *BodyKind.choices],
        error_messages={"required": "Kies wat voor overleg dit is."},
    )
    theme = GuardedLineField(
        label="Thema", max_length=150, required=False, strict=True, help_text="Het speerpunt van een werkgroep."
    )
    purpose = GuardedTextField(
        label="Waarvoor dit overleg is",
        max_length=2000,
        required=False,
        strict=True,
        widget=forms.Textarea({"rows": 3}),
        help_text="In een paar gewone zinnen.",
    )
    rhythm = GuardedLineField(
        label="Komt bijeen",
        max_length=100,
        required=False,
        strict=True,
        help_text="Bijvoorbeeld: eens per 2 maanden.",
    )
    is_open = forms.BooleanField(
        label="Elk lid van het netwerk mag agenda, stukken en verslag lezen",
        required=False,
        help_text="Anders lezen alleen wie er een zetel heeft en de regiocoördinator die.",
    )
    starts_on = DutchDateField(
        label="Vanaf",
        help_text="Bijvoorbeeld 1 januari 2027.",
        error_messages={"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2027."},
    )
    ends_on = DutchDateField(
        label="Tot en met",
        required=False,
        help_text="De laatste dag. Een werkgroep heeft die altijd. Leeg: tot u het overleg beëindigt.",
    )

    def __init__(self, data: Any = None, *, body: Body | None = None) -> None:
        self.body = body
        stored = values_of(body) if body else {}
        super().__init__(data, stored=stored, initial={} if body else {"starts_on": today()})

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if values.get("kind") == BodyKind.WORKING_GROUP:
            if not ends_on and "ends_on" not in self.errors:
                self.add_error("ends_on", "Een werkgroep is tijdelijk. Vul in tot en met welke dag zij werkt.")
            if not values.get("theme") and "theme" not in self.errors:
                self.add_error("theme", "Het thema ontbreekt. Schrijf aan welk speerpunt de werkgroep werkt.")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", f"Dat is voor de eerste dag. Kies een datum op of na {long_date(starts_on)}.")
        elif ends_on and self.body:
            self._keep_the_meetings(self.body, ends_on)
        self._refuse_a_label()
        return values

    def _keep_the_meetings(self, body: Body, ends_on: date) -> None:
        """A body that is over comes together no more."""
        after = Meeting.objects.planned().filter(body=body, starts_at__date__gt=ends_on).order_by("-starts_at")
        if last := after.first():
            self.add_error(
                "ends_on",
                f"Op {long_date(last.day)} staat nog een bijeenkomst. Gelast die eerst af, of kies een latere dag.",
            )

    def _refuse_a_label(self) -> None:
        """Whoever sits in such a body would carry the label by sitting there."""
        if "name" in self.errors:
            return
        try:
            Body(name=self.cleaned_data["name"], kind=BodyKind.CORE_GROUP).validate_constraints()
        except ValidationError as error:
            self.add_error("name", [each for each in error.messages if each == SAY_IT_WITH_A_SEAT])

    def on_top_of(self, body: Body) -> "BodyForm":
        """What this person changed, in a form that starts from what is stored by now."""
        now = values_of(body)
        form = BodyForm(body=body)
        form.initial.update(self.merged_with(now))
        return form


class SeatForm(forms.Form):
    """Who sits in a body, from when. The seat of an ervaringsdeskundige never says whose it is.

    Once another seat turns out to be in the way, `asks_to_end` is the question whether that one ends the day before.
    """

    kind = forms.ChoiceField(
        label="Zetel",
        choices=SeatKind.choices,
        widget=forms.RadioSelect,
        help_text="De zetel van een ervaringsdeskundige heeft geen naam en geen organisatie.",
        error_messages={"required": "Kies: voorzitter, lid of ervaringsdeskundige."},
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Wie",
        required=False,
        empty_label="Niemand bij naam",
        help_text="Wie nu in het netwerk werkt, of portefeuillehouder of beleidsadviseur van een gemeente is.",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Namens",
        required=False,
        empty_label="Kies een partner",
        help_text="Zonder naam is de zetel van de partner: haar redacteuren lezen dan de stukken.",
    )
    starts_on = DutchDateField(
        label="Vanaf",
        help_text="Bijvoorbeeld 1 januari 2027.",
        error_messages={"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2027."},
    )
    ends_on = DutchDateField(label="Tot en met", required=False, help_text="Leeg: tot u de zetel beëindigt.")
    ends_former = forms.BooleanField(required=False)
    last_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, body: Body) -> None:
        initial = {"starts_on": max(today(), body.starts_on), "kind": SeatKind.MEMBER, "last_seen": newest_seat(body)}
        super().__init__(data, initial=initial)
        self.body = body
        offer(self, "person", may_have_a_seat())
        offer(self, "organisation", Organisation.objects.standing().still_there())
        self.works_for = _partners_by_person()
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # a ModelChoiceField
            ("", "Niemand bij naam"),
            *((person.pk, self._in_words(person)) for person in may_have_a_seat()),
        ]
        for name in ("person", "organisation"):
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»
        self.asks_to_end = ""

    def _in_words(self, person: Person) -> str:
        """«Bas Hendriks, MEE Gelderse Poort»"""
        return ", ".join([person.name, *self.works_for.get(person.pk, {}).values()])

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        kind, person, organisation = (values.get(name) for name in ("kind", "person", "organisation"))
        if kind == SeatKind.EXPERT_BY_EXPERIENCE:
            if person or organisation:
                self.add_error(
                    "kind",
                    "De zetel van een ervaringsdeskundige heeft geen naam en geen organisatie: dat kan laten zien wat"
                    " diegene meemaakte. Haal de persoon en de partner hieronder weg.",
                )
        elif kind and not person and not organisation and not {"person", "organisation"} & self.errors.keys():
            self.add_error("person", "Kies wie er zit, of de partner namens wie.")
        elif person:
            values["organisation"] = self._partner_of(person, organisation)
        self._within_the_body(values.get("starts_on"), values.get("ends_on"))
        return values

    def _partner_of(self, person: Person, chosen: Organisation | None) -> Organisation | None:
        """The one this person works for; somebody without a partner may sit there for any."""
        partners = self.works_for.get(person.pk, {})
        if chosen is None:
            return Organisation.objects.get(pk=next(iter(partners))) if len(partners) == 1 else None
        if partners and chosen.pk not in partners and not _speaks_for(person, chosen):
            names = enumeration(list(partners.values()), "of")
            self.add_error("organisation", f"{person.name} werkt niet voor {chosen}. Kies {names}, of laat dit leeg.")
        return chosen

    def _within_the_body(self, starts_on: date | None, ends_on: date | None) -> None:
        if starts_on and starts_on < self.body.starts_on:
            first = long_date(self.body.starts_on)
            self.add_error("starts_on", f"Dit overleg bestaat vanaf {first}. Kies die dag of een latere.")
        if starts_on and self.body.ends_on and starts_on > self.body.ends_on:
            last = long_date(self.body.ends_on)
            self.add_error("starts_on", f"Dit overleg bestaat tot en met {last}. Kies een eerdere dag.")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", f"Dat is voor de eerste dag. Kies een datum op of na {long_date(starts_on)}.")

    def explain(self, seats: Sequence[Seat], starts_on: date, *, can_end: bool) -> None:
        """Say who has that seat by now, and offer to let it end the day before this one starts."""
        told = enumeration([_seat_in_words(seat) for seat in seats])
        if not can_end:
            first = long_date(min(seat.starts_on for seat in seats))
            self.add_error("kind", f"{told}. Kies een laatste dag voor {first}, of beëindig die zetel eerst.")
            return
        day_before = long_date(starts_on - timedelta(days=1))
        one = len(seats) == 1
        self.asks_to_end = f"Laat {'die zetel' if one else 'die zetels'} eindigen op {day_before}"
        self["ends_former"].label = self.asks_to_end
        ends = f"die zetel op {day_before} eindigt" if one else f"die zetels op {day_before} eindigen"
        self.add_error("kind", f"{told}. Vink hieronder aan dat {ends}, of kies iets anders.")

    def ask_again(self, newest: int) -> None:
        """Somebody gave a seat in the meantime, or the button was pressed twice."""
        again: Any = self.data
        self.data = {**again.dict(), "last_seen": newest}
        self.add_error(
            "kind",
            "Er is net een zetel bij gekomen. Kijk op de bladzijde van het overleg of dit er een te veel zou zijn. Zo"
            " niet, druk dan nog eens op «Opslaan».",
        )


def may_have_a_seat() -> "QuerySet[Person]":
    """Who works in the network today, and who speaks for a municipality."""
    here, offices = in_the_network(Person.objects.all()), MunicipalOffice.objects.on()
    people = Person.objects.filter(erased_on__isnull=True)
    return people.filter(Q(pk__in=here.values("pk")) | Q(pk__in=offices.values("person"))).order_by("name", "pk")


def _partners_by_person() -> dict[int, dict[int, str]]:
    """Person → the partners of today, by id."""
    found: dict[int, dict[int, str]] = {}
    for work in Membership.objects.on().in_active_organisation().select_related("organisation"):
        found.setdefault(work.person_id, {})[work.organisation_id] = str(work.organisation)
    return found


def _speaks_for(person: Person, organisation: Organisation) -> bool:
    """A portefeuillehouder or coordinator of this municipality."""
    place = organisation.municipality_id
    return bool(place) and (
        MunicipalOffice.objects.on().filter(person=person, municipality=place).exists() or place in person.coordinates
    )


def _seat_in_words(seat: Seat) -> str:
    """«Hester Kramer is voorzitter vanaf 1 januari 2026, zonder einddatum»"""
    until = f"tot en met {long_date(seat.ends_on)}" if seat.ends_on else "zonder einddatum"
    return f"{seat.holder} is {seat.get_kind_display()} vanaf {long_date(seat.starts_on)}, {until}"

"""Forms of agreements: they read what people type, and say in Dutch what to do when it can't be so."""

import re
from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict

from network.dates import today
from network.dutch import long_date
from network.fields import DutchDateField, dutch_formfield, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.labels import EXPERT_BY_EXPERIENCE, SAY_IT_WITH_A_SEAT
from network.models import Person, Role, RoleGrant
from network.policy import Permission, may
from partners.agreement_choice import FindsAgreementsForm
from partners.agreement_flows import BELONGS_TO_EACH_OTHER, leads_back, state_of
from partners.models import Agreement, AgreementKind, AgreementParty, Organisation
from partners.side_by_side import SideBySideModelForm

LONGEST = 120  # months
OTHERS = ("main_agreement", "supersedes")


class AgreementForm(FindsAgreementsForm, SideBySideModelForm):
    """What was agreed."""

    class Meta:
        model = Agreement
        formfield_callback = dutch_formfield
        fields = (
            "kind",
            "title",
            "purpose",
            "keeper",
            "responsible",
            "main_agreement",
            "supersedes",
            "is_confidential",
            "drafted_on",
            "checked_on",
            "sign_by",
            "starts_on",
            "ends_on",
            "renewal_months",
            "notice_months",
            "evaluate_on",
            "amount",
            "hours_per_year",
        )
        field_classes: ClassVar[dict[str, Any]] = {"title": GuardedLineField, "purpose": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"purpose": forms.Textarea({"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = {
            "responsible": "Krijgt bericht voordat de overeenkomst afloopt.",
            "keeper": "Is dat een gemeente, dan mag haar coördinator de overeenkomst wijzigen.",
            "purpose": "Waarvoor is deze overeenkomst? Noem geen personen.",
            "main_agreement": "Een verwerkersovereenkomst hoort altijd bij een andere overeenkomst.",
            "supersedes": "De oudere overeenkomst die hiermee vervalt.",
            "drafted_on": "Bijvoorbeeld: 1 januari 2026.",
            "checked_on": "Bijvoorbeeld: 1 februari 2026.",
            "sign_by": "De dag waarop u alle handtekeningen wilt hebben.",
            "amount": "Bijvoorbeeld 12.500 of 12.500,50.",
            "hours_per_year": "Bijvoorbeeld 475.",
            "starts_on": "Leeg: vanaf de laatste handtekening.",
            "ends_on": "De laatste dag. Leeg: voor onbepaalde tijd.",
            "renewal_months": "Bijvoorbeeld 12. Leeg: de overeenkomst houdt op de einddatum op.",
            "notice_months": "Bijvoorbeeld 3. Drie maanden van tevoren staat de opzegdatum op «Mijn overzicht».",
            "evaluate_on": "Drie maanden van tevoren staat dit op «Mijn overzicht».",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "kind": {"required": "Kies wat voor overeenkomst het is."},
            "title": {"required": "De titel ontbreekt. Schrijf hoe iedereen de overeenkomst noemt."},
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, day = person, today()
        self.fields["kind"].choices = [("", "Kies een soort"), *AgreementKind.choices]  # type: ignore[attr-defined]  # a ChoiceField
        offer(self, "keeper", self._keepers(), empty="De regiocoördinator")
        offer(self, "responsible", self._watchers(), empty="De coördinator van wie de overeenkomst beheert")
        visible = Agreement.objects.visible_to(person)
        for name, empty in zip(OTHERS, ("Geen andere overeenkomst", "Geen oudere overeenkomst"), strict=True):
            own = getattr(self.instance, f"{name}_id")
            if own and not visible.filter(pk=own).exists():
                del self.fields[name]  # what this person may not see stays as it is
                continue
            choices = visible.exclude(pk=self.instance.pk)
            if name == "main_agreement":
                running = Agreement.objects.not_over(day).exclude(kind=AgreementKind.PROCESSING)
                choices = choices.filter(Q(pk__in=running.values("pk")) | Q(pk=own))
            self.offer_agreements(name, choices, empty=empty)
        self.only_find_where_needed()
        if not may(person, Permission.AGREEMENT_MANAGE):
            self._keep_within_own_municipality()
        self.remember(self.instance.version_of_record)

    def _keepers(self) -> "QuerySet[Organisation]":
        still_there = Organisation.objects.standing().still_there()
        return Organisation.objects.filter(Q(pk__in=still_there.values("pk")) | Q(pk=self.instance.keeper_id))

    def _watchers(self) -> "QuerySet[Person]":
        """Who may change it anyway. A municipal coordinator, who can't look up people, keeps who it is."""
        grants = RoleGrant.objects.on().filter(role__in=[Role.COORDINATOR, Role.MUNICIPAL_COORDINATOR])
        if not may(self.person, Permission.AGREEMENT_MANAGE):
            grants = grants.filter(person=self.person)
        people = Person.objects.filter(erased_on=None).order_by("name", "pk")
        return people.filter(Q(pk__in=grants.values("person")) | Q(pk=self.instance.responsible_id))

    def _keep_within_own_municipality(self) -> None:
        """A municipal coordinator keeps agreements for the own municipality, and for nobody else."""
        if self.instance.pk:
            del self.fields["keeper"]
            return
        own = Organisation.objects.standing().still_there().filter(municipality__in=self.person.coordinates)
        offer(self, "keeper", own, empty="Kies uw gemeente")
        self.fields["keeper"].required = True
        self.fields["keeper"].help_text = ""
        self.fields["keeper"].initial = own.first()
        self.fields["keeper"].error_messages["required"] = (
            "Kies uw gemeente. Staat zij er niet bij, vraag dan de regiocoördinator om haar als partner toe te voegen."
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        agreed = {name: values.get(name) if name in self.fields else getattr(self.instance, name) for name in OTHERS}
        kind, starts_on, ends_on = values.get("kind"), values.get("starts_on"), values.get("ends_on")
        if kind == AgreementKind.PROCESSING and not agreed["main_agreement"]:
            self._object("main_agreement", "Kies bij welke overeenkomst deze verwerkersovereenkomst hoort.")
        if kind == AgreementKind.SUBSIDY and not ends_on:
            self._object("ends_on", "Een subsidiebeschikking heeft een einddatum. Vul in tot en met welke dag.")
        if starts_on and ends_on and ends_on < starts_on:
            self._object(
                "ends_on", f"De overeenkomst eindigt voordat zij begint. Kies {long_date(starts_on)} of later."
            )
        if values.get("renewal_months") is not None and not ends_on:
            self._object("renewal_months", "Vul ook in tot en met welke dag de overeenkomst loopt, of laat dit leeg.")
        if values.get("renewal_months") == 0:
            self._object("renewal_months", "Vul een of meer hele maanden in, of laat dit vak leeg.")
        for name in ("renewal_months", "notice_months"):
            if (values.get(name) or 0) > LONGEST:
                self._object(name, f"Vul hoogstens {LONGEST} maanden in.")
        for name in OTHERS:
            if self.instance.pk and values.get(name) and leads_back(values[name], name, to=self.instance):
                self._object(name, BELONGS_TO_EACH_OTHER)
        return values

    def _object(self, name: str, objection: str) -> None:
        if name not in self.errors:
            self.add_error(name if name in self.fields else None, objection)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance, person=self.person)


class PartyForm(forms.Form):
    """Who takes part; after the agreement was offered also since when."""

    organisation = forms.ModelChoiceField(
        label="Organisatie",
        queryset=Organisation.objects.none(),
        empty_label="Kies een organisatie",
        error_messages={"required": "Kies welke organisatie partij wordt."},
    )
    representative = GuardedLineField(
        label="Vertegenwoordigd door",
        max_length=150,
        required=False,
        help_text="De naam van wie er tekent. Mag later nog.",
    )
    function = GuardedLineField(
        label="Functie", max_length=150, required=False, help_text="Zoals: bestuurder of wethouder."
    )
    dated_on = DutchDateField(
        label="Datum van de toetreding",
        help_text="De overeenkomst zelf en de eerste handtekeningen veranderen niet.",
        error_messages={"required": "Typ de dag van de toetreding, bijvoorbeeld 3 mei 2026."},
    )

    def __init__(self, data: Any = None, *, agreement: Agreement) -> None:
        super().__init__(data, initial={"dated_on": today()})
        parties = AgreementParty.objects.filter(version__agreement=agreement, withdrawn_on__isnull=True)
        choices = Organisation.objects.standing().still_there().exclude(pk__in=parties.values("organisation"))
        offer(self, "organisation", choices)
        if agreement.offered_on is None:
            del self.fields["dated_on"]

    def clean_function(self) -> str:
        return _nobody_is_labelled(self.cleaned_data["function"])


class AmendmentForm(forms.Form):
    """Other words for an agreement that was signed."""

    summary = GuardedLineField(
        label="Wat verandert er?",
        max_length=300,
        help_text="In één zin. Alle partijen van nu ondertekenen de wijziging.",
        error_messages={"required": "Schrijf in één zin wat er verandert."},
    )
    dated_on = DutchDateField(
        label="Datum van de wijziging",
        help_text="Bijvoorbeeld 3 mei 2026.",
        error_messages={"required": "Typ de dag van de wijziging, bijvoorbeeld 3 mei 2026."},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"dated_on": today()})


class SigningForm(forms.Form):
    """Who signed for a party, and when."""

    representative = GuardedLineField(
        label="Ondertekend door",
        max_length=150,
        help_text="De naam van wie bevoegd is om te tekenen.",
        error_messages={"required": "Vul in wie er heeft ondertekend."},
    )
    function = GuardedLineField(
        label="Functie",
        max_length=150,
        help_text="Zoals: bestuurder of wethouder.",
        error_messages={"required": "Vul de functie in van wie heeft ondertekend."},
    )
    signed_on = DutchDateField(
        label="Datum van ondertekening",
        help_text="Bijvoorbeeld 3 mei 2026.",
        error_messages={"required": "Vul in op welke dag is ondertekend."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, data: Any = None, *, party: AgreementParty) -> None:
        stored = {name: getattr(party, name) for name in ("representative", "function", "signed_on")}
        super().__init__(data, initial={**stored, "seen": state_of(party)})

    def clean_function(self) -> str:
        return _nobody_is_labelled(self.cleaned_data["function"])

    def clean_signed_on(self) -> date:
        return _not_in_the_future(self.cleaned_data["signed_on"], "Een handtekening in de toekomst kan niet.")


class WithdrawForm(forms.Form):
    """Since when an organisation is no longer a party."""

    withdrawn_on = DutchDateField(
        label="Teruggetrokken op",
        help_text="De andere partijen en de coördinator krijgen vandaag bericht.",
        error_messages={"required": "Vul in vanaf welke dag de organisatie geen partij meer is."},
    )

    def __init__(self, data: Any = None, *, leaves_a_draft: bool) -> None:
        super().__init__(data, initial={"withdrawn_on": today()})
        if leaves_a_draft:
            del self.fields["withdrawn_on"]

    def clean_withdrawn_on(self) -> date:
        return _not_in_the_future(self.cleaned_data["withdrawn_on"], "Terugtrekken leggen wij vast als het zover is.")


class TerminationForm(forms.Form):
    """The last day, and why. What was terminated before can be taken back."""

    terminated_on = DutchDateField(label="Laatste dag", help_text="Tot en met deze dag geldt de overeenkomst nog.")
    reason = GuardedLineField(
        label="Reden",
        max_length=300,
        error_messages={"required": "Schrijf in één zin waarom de overeenkomst is opgezegd."},
    )

    def __init__(self, data: Any = None, *, agreement: Agreement) -> None:
        stored = {"terminated_on": agreement.terminated_on, "reason": agreement.termination_reason}
        super().__init__(data, initial=stored)
        self.agreement = agreement
        self.fields["terminated_on"].error_messages["required"] = (
            "Vul de laatste dag in, bijvoorbeeld 31 december 2026."
        )
        if agreement.terminated_on:
            self.fields["terminated_on"].required = self.fields["reason"].required = False
            self.fields["terminated_on"].help_text = "Maak dit vak leeg als de opzegging niet doorgaat."

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        last_day, agreement = values.get("terminated_on"), self.agreement
        if last_day and agreement.starts_on and last_day < agreement.starts_on:
            begins = long_date(agreement.starts_on)
            self.add_error("terminated_on", f"De overeenkomst begint pas op {begins}. Kies die dag of een latere.")
        if last_day and agreement.ends_on and not agreement.renewal_months and last_day > agreement.ends_on:
            ends = long_date(agreement.ends_on)
            self.add_error("terminated_on", f"De overeenkomst loopt al af op {ends}. Kies een eerdere dag.")
        if last_day and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", self.fields["reason"].error_messages["required"])
        return values


class EvaluationForm(forms.Form):
    """When it was evaluated, and when the next time is."""

    evaluated_on = DutchDateField(
        label="Geëvalueerd op", error_messages={"required": "Vul in op welke dag de evaluatie was."}
    )
    next_on = DutchDateField(
        label="Volgende evaluatie",
        required=False,
        help_text="Leeg: er komt geen volgende. Drie maanden van tevoren staat dit op «Mijn overzicht».",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"evaluated_on": today()})

    def clean_evaluated_on(self) -> date:
        return _not_in_the_future(self.cleaned_data["evaluated_on"], "Deze evaluatie moet nog komen.")

    def clean(self) -> dict[str, Any]:
        done, following = self.cleaned_data.get("evaluated_on"), self.cleaned_data.get("next_on")
        if done and following and following <= done:
            self.add_error("next_on", f"Kies een dag na {long_date(done)}, of laat dit vak leeg.")
        return self.cleaned_data


def _not_in_the_future(day: date, objection: str) -> date:
    if day > today():
        raise ValidationError(f"{objection} Kies vandaag of een eerdere dag.")
    return day


def _nobody_is_labelled(function: str) -> str:
    if re.search(EXPERT_BY_EXPERIENCE, function, re.IGNORECASE):
        raise ValidationError(SAY_IT_WITH_A_SEAT)
    return function

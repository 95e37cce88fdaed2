"""Forms of the money: a line, a source, the choices at a shortfall, and where an action is anchored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.http import QueryDict

from actionplan.finance import Answer, FinanceLine, FinanceTable, OrganisationTotal, with_answers
from actionplan.models import Action, BudgetLine, Choice, Embedding, FundingSource, FundingType, LegalBasis, Plan
from actionplan.models.money import choice_in_words
from network.dates import today
from network.dutch import NOT_FILLED_IN, euro
from network.fields import DutchDecimalField, dutch_formfield, offer
from network.guarded import GuardedLineField
from network.models import Person
from partners.agreement_choice import FindsAgreementsForm
from partners.contents import Versus
from partners.models import Agreement, Organisation
from partners.side_by_side import SideBySideForm, SideBySideModelForm, plain

FIRST_YEAR, LAST_YEAR = 2000, 2199
STAYS = "Zo laten"


def _organisations(kept: int | None) -> Any:
    """Partners of today, and the one that is chosen already."""
    return Organisation.objects.filter(Q(pk__in=Organisation.objects.standing().still_there()) | Q(pk=kept))


def _year(form: forms.BaseForm) -> int:
    year: int = form.cleaned_data["year"]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(f"Klopt het jaar {year}? Typ een jaar met vier cijfers, bijvoorbeeld {today().year}.")
    return year


class _MoneyForm(SideBySideModelForm):
    """A form about something new asks for no version: nobody else saw it yet."""

    def start(self, version: int) -> None:
        if self.instance.pk:
            self.remember(version)
        else:
            del self.fields["version"]


class BudgetLineForm(_MoneyForm):
    """One line of the budget, with hours as they are typed."""

    class Meta:
        model = BudgetLine
        formfield_callback = dutch_formfield
        fields = (
            "organisation",
            "description",
            "action",
            "funding_type",
            "source",
            "year",
            "hours_per_week",
            "hours_per_year",
            "amount_requested",
            "amount_granted",
            "amount_spent",
            "ends_on",
            "legal_basis",
            "note",
        )
        field_classes: ClassVar[dict[str, Any]] = {"description": GuardedLineField, "note": GuardedLineField}
        help_texts: ClassVar[dict[str, Any]] = {
            "description": "Waar het geld of de tijd voor is. Bijvoorbeeld: lotgenotengroep.",
            "source": "Leeg bij geld of tijd van de organisatie zelf.",
            "year": "Bijvoorbeeld 2027.",
            "hours_per_week": "Bijvoorbeeld 12. Wij rekenen dit niet om.",
            "hours_per_year": "Bijvoorbeeld 475. Wij rekenen dit niet om.",
            "amount_requested": "Bijvoorbeeld 44.650. Leeg als er geen geld wordt gevraagd.",
            "amount_granted": "Bij cofinanciering: wat de organisatie zelf inlegt.",
            "amount_spent": "Wat er tot nu toe is uitgegeven.",
            "ends_on": "De laatste dag waarvoor dit geld er is. Bijvoorbeeld: 31 december 2027.",
            "legal_basis": "Moet dit van de wet, of is het een keuze?",
            "note": "Bijvoorbeeld: 3 tot 5 trajecten van 10 tot 20 weken. Noem geen personen.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "organisation": {"required": "Kies de organisatie die dit doet."},
            "description": {"required": "De post ontbreekt. Schrijf waar het geld of de tijd voor is."},
            "funding_type": {"required": "Kies wat voor geld dit is."},
            "year": {"required": "Het jaar ontbreekt. Typ bijvoorbeeld 2027."},
        }

    def __init__(self, *args: Any, person: Person, plan: Plan | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.plan = person, plan
        offer(self, "organisation", _organisations(self.instance.organisation_id), empty="Kies een organisatie")
        offer(self, "source", FundingSource.objects.visible_to(person), empty="Geen bron")
        offer(self, "action", self._actions(), empty="Geen actie")
        self.fields["funding_type"].choices = [("", "Kies een soort"), *FundingType.choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["legal_basis"].choices = [("", "Niet ingevuld"), *LegalBasis.choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["source"].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»
        self.start(self.instance.version)

    def _actions(self) -> Any:
        """Of the plan that somebody looks at, and the one that is chosen already."""
        own = Q(pk=self.instance.action_id)
        of_plan = own | Q(plan=self.plan) if self.plan else own
        return Action.objects.visible_to(self.person).filter(of_plan).select_related("plan")

    def clean_year(self) -> int:
        return _year(self)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("amount_requested") is not None and not values.get("source") and "source" in values:
            self.add_error("source", "Kies de bron waaraan dit geld gevraagd wordt.")
        return values

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance, person=self.person, plan=self.plan)


class FundingSourceForm(_MoneyForm):
    """Money that there is for one year."""

    class Meta:
        model = FundingSource
        formfield_callback = dutch_formfield
        fields = ("name", "year", "amount_available", "note")
        field_classes: ClassVar[dict[str, Any]] = {"name": GuardedLineField, "note": GuardedLineField}
        help_texts: ClassVar[dict[str, Any]] = {
            "name": "Zoals iedereen deze regeling of subsidie noemt.",
            "year": "Bijvoorbeeld 2027.",
            "amount_available": "Bijvoorbeeld 119.256. Leeg als dat nog niet bekend is.",
            "note": "Bijvoorbeeld: uitkering van het Rijk via de centrumgemeente. Noem geen personen.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {"required": "De naam ontbreekt. Schrijf hoe de bron heet."},
            "year": {"required": "Het jaar ontbreekt. Typ bijvoorbeeld 2027."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start(0)  # a source has no version: what was seen is enough

    def clean_year(self) -> int:
        return _year(self)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)


class EmbeddingForm(FindsAgreementsForm, _MoneyForm):
    """In which task, contract or condition an action is anchored."""

    class Meta:
        model = Embedding
        formfield_callback = dutch_formfield
        fields = ("kind", "organisation", "agreement", "starts_on", "ends_on", "note")
        field_classes: ClassVar[dict[str, Any]] = {"note": GuardedLineField}
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}
        help_texts: ClassVar[dict[str, Any]] = {
            "organisation": "Wie dit als basistaak, opdracht of voorwaarde heeft.",
            "agreement": "Alleen als het op papier staat.",
            "starts_on": "Bijvoorbeeld: 1 januari 2027.",
            "ends_on": "De laatste dag. Leeg: voor onbepaalde tijd.",
            "note": "Bijvoorbeeld: staat in de subsidievoorwaarden van de centrumgemeente. Noem geen personen.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "kind": {"required": "Kies: basistaak, opdracht of subsidievoorwaarde."},
            "starts_on": {"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2027."},
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        offer(self, "organisation", _organisations(self.instance.organisation_id), empty="Geen organisatie")
        self.offer_agreements("agreement", Agreement.objects.visible_to(person), empty="Geen overeenkomst")
        self.only_find_where_needed()
        kind = self.fields["kind"]
        kind.choices = [choice for choice in kind.choices if choice[0]]  # type: ignore[attr-defined]  # of the radios
        self.start(0)  # no version of its own either

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance, person=self.person)


# --- choices at a shortfall ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChoiceRow:
    """One line with the fields in which it is answered."""

    line: FinanceLine
    choice: BoundField
    less: BoundField
    note: BoundField


class BudgetChoicesForm(SideBySideForm):
    """What is done about each line of one source. An empty amount is the whole line."""

    all_optional = True

    def __init__(self, data: Any = None, *, table: FinanceTable, stored: Mapping[int, Answer], year: int) -> None:
        self.table, self.answers_stored, self.year = table, dict(stored), year
        super().__init__(data, stored=_flat(stored), initial={})
        choices = [("", STAYS), *((choice.value, choice_in_words(choice, year).capitalize()) for choice in Choice)]
        for line in table.lines:
            about = f"{line.description}, {line.organisation}"
            self.fields[f"keuze-{line.pk}"] = forms.ChoiceField(
                label=f"Keuze voor {about}", choices=choices, required=False
            )
            self.fields[f"minder-{line.pk}"] = DutchDecimalField(
                label=f"Bedrag minder voor {about}", required=False, max_digits=12, decimal_places=2
            )
            self.fields[f"waarom-{line.pk}"] = GuardedLineField(
                label=f"Toelichting bij {about}", required=False, max_length=250
            )

    @property
    def groups(self) -> Iterator[tuple[OrganisationTotal, list[ChoiceRow]]]:
        for total in self.table.organisations:
            yield total, [self._row(line) for line in total.lines]

    def _row(self, line: FinanceLine) -> ChoiceRow:
        return ChoiceRow(line, self[f"keuze-{line.pk}"], self[f"minder-{line.pk}"], self[f"waarom-{line.pk}"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for line in self.table.lines:
            self._clean_line(line, values)
        return values

    def _clean_line(self, line: FinanceLine, values: dict[str, Any]) -> None:
        choice, less = values.get(f"keuze-{line.pk}"), values.get(f"minder-{line.pk}")
        if f"minder-{line.pk}" not in values:
            return  # no amount: the field says so itself
        was_chosen = bool(self.answers_stored.get(line.pk or 0, Answer()).choice)
        if not choice and less and not was_chosen:
            self.add_error(f"keuze-{line.pk}", "Kies wat u met deze post doet, of haal het bedrag weg.")
        elif not choice:
            values[f"minder-{line.pk}"], values[f"waarom-{line.pk}"] = None, ""
        elif less is None:
            values[f"minder-{line.pk}"] = line.requested
        elif not 0 < less <= line.requested:
            asked = euro(line.requested)
            self.add_error(f"minder-{line.pk}", f"Van deze post is {asked} gevraagd. Vul een bedrag in tot en met dat.")

    @property
    def answers(self) -> dict[int, Answer]:
        """What was typed, as far as it can be read."""
        return {
            line.pk: Answer(
                self.cleaned_data.get(f"keuze-{line.pk}", ""),
                self.cleaned_data.get(f"minder-{line.pk}"),
                self.cleaned_data.get(f"waarom-{line.pk}", ""),
            )
            for line in self.table.lines
            if line.pk is not None
        }

    @property
    def recalculated(self) -> FinanceTable:
        """The table as it would be with what was typed, or as it is stored while nothing was."""
        return with_answers(self.table, self.answers if self.is_bound else self.answers_stored)

    def changes(self, now: Mapping[int, Answer]) -> dict[int, Answer]:
        """The lines that this person answers in another way than they saw, if still so."""
        seen = self._seen_of(_flat(now))
        return {pk: answer for pk, answer in self.answers.items() if _one(pk, answer) != _those(pk, seen)}

    def both_changed(self, now: Mapping[int, Answer]) -> list[int]:
        """The lines that somebody else answered meanwhile, in another way than this person does."""
        seen = self._seen_of(_flat(now))
        return [
            pk
            for pk, answer in self.changes(now).items()
            if _one(pk, now[pk]) not in (_those(pk, seen), _one(pk, answer))
        ]

    def having_seen(self, table: FinanceTable, now: Mapping[int, Answer]) -> Self:
        """What this person typed, in a form that starts from what is stored by now."""
        changed = self.changes(now)
        data = QueryDict(mutable=True)
        data.update(self.data)
        again = type(self)(None, table=table, stored=now, year=self.year)
        data["seen"] = again["seen"].value()
        for pk in now.keys() - changed.keys():
            for name in _fields(pk, Answer()):
                data[name] = again[name].value() or ""
        return type(self)(data, table=table, stored=now, year=self.year)

    def versus(self, now: Mapping[int, Answer], lines: list[int]) -> list[Versus]:
        names = {line.pk: f"{line.description}, {line.organisation}" for line in self.table.lines}
        return [
            Versus(
                names[pk],
                theirs=self._in_words(now[pk]),
                mine=self._in_words(self.answers[pk]),
                both_changed_it=True,
            )
            for pk in lines
        ]

    def _in_words(self, answer: Answer) -> str:
        if not answer.choice:
            return STAYS
        amount = euro(answer.less) if answer.less is not None else NOT_FILLED_IN
        words = f"{choice_in_words(answer.choice, self.year).capitalize()}, {amount} minder"
        return f"{words}. {answer.note}" if answer.note else words


def _flat(answers: Mapping[int, Answer]) -> dict[str, Any]:
    return {name: value for pk, answer in answers.items() for name, value in _fields(pk, answer).items()}


def _fields(pk: int, answer: Answer) -> dict[str, Any]:
    return {f"keuze-{pk}": answer.choice, f"minder-{pk}": answer.less, f"waarom-{pk}": answer.note}


def _one(pk: int, answer: Answer) -> dict[str, Any]:
    return {name: plain(value) for name, value in _fields(pk, answer).items()}


def _those(pk: int, seen: Mapping[str, Any]) -> dict[str, Any]:
    return {name: seen[name] for name in _fields(pk, Answer())}

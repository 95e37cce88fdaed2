"""Agreements in a list: where each one stands today, and who takes part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, IntegerField, Q, Value, When

from network.dutch import enumeration, long_date, short_date
from network.models import Person
from network.together import Part, fetch
from partners import life_cycle
from partners.life_cycle import AgreementStatus, Terms
from partners.models import Agreement, AgreementParty, Organisation, VersionKind
from partners.models.agreements import AgreementQuerySet

ASK_AGAIN_AFTER = timedelta(days=7)
MOST_TO_NAME = 3
OPEN_ENDED = "onbepaalde tijd"

BADGES = {
    AgreementStatus.CONCEPT: "",
    AgreementStatus.TO_SIGN: "wait",
    AgreementStatus.SIGNED: "ok",
    AgreementStatus.RUNNING: "ok",
    AgreementStatus.EXPIRING: "warn",
    AgreementStatus.OVER: "",
    AgreementStatus.TERMINATED: "",
}


# --- in a list ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementRow:
    """One agreement in a list. `note` is what matters to the page: the parties, or what one organisation has in it."""

    agreement: Agreement
    status: AgreementStatus
    status_note: str  # «2 van 6 ondertekend»
    period: str
    note: str

    @property
    def badge(self) -> str:
        return BADGES[self.status]


def rows_of(organisation: Organisation, person: Person, day: date) -> Part[list[AgreementRow]]:
    """Those of one organisation that this person may see, what is over last; in two queries."""
    parts = AgreementParty.objects.filter(organisation=organisation).order_by("version__number")
    of_organisation = Q(keeper=organisation) | Q(pk__in=parts.values("version__agreement"))
    agreements = in_list_order(Agreement.objects.visible_to(person).filter(of_organisation), day)
    yield fetch(agreements)
    own: dict[int, list[AgreementParty]] = {}
    seen = parts.filter(version__agreement__in=[each.pk for each in agreements]).select_related("version")
    yield fetch(seen)
    for part in seen:
        own.setdefault(part.version.agreement_id, []).append(part)
    return [_row(each, day, note=_part_in_words(each, own.get(each.pk, []))) for each in agreements]


def list_rows(agreements: Sequence[Agreement], day: date) -> list[AgreementRow]:
    """Rows of a page of the list, with the names of the parties: one question for all of them."""
    parties: dict[int, list[AgreementParty]] = {each.pk: [] for each in agreements}
    for party in AgreementParty.objects.filter(version__agreement__in=parties).with_versions():
        parties[party.version.agreement_id].append(party)
    return [_row(each, day, note=_parties_in_words(parties[each.pk])) for each in agreements]


def in_list_order(agreements: AgreementQuerySet, day: date) -> AgreementQuerySet:
    """What is over last, and then by title."""
    is_over = Case(When(last_day__lt=day, then=Value(1)), default=Value(0), output_field=IntegerField())
    return agreements.with_signing().with_last_day().order_by(is_over, "title", "pk")


def _row(agreement: Agreement, day: date, *, note: str) -> AgreementRow:
    terms = agreement.terms
    return AgreementRow(
        agreement=agreement,
        status=life_cycle.status_on(terms, day),
        status_note=life_cycle.status_note(terms, day),
        period=_period(terms, day),
        note=note,
    )


def _period(terms: Terms, day: date) -> str:
    """«1 jan 2024 tot en met 31 dec 2026», «vanaf 1 jan 2024, onbepaalde tijd»; empty while nothing is known."""
    begin = short_date(terms.starts_on) if terms.starts_on else ""
    end = terms.last_day or life_cycle.runs_until(terms, day)
    if end:
        until = f"{begin} tot en met {short_date(end)}" if begin else f"tot en met {short_date(end)}"
        return f"{until}, daarna stilzwijgend verlengd" if terms.is_renewed else until
    if begin:
        return f"vanaf {begin}, {OPEN_ENDED}"
    return OPEN_ENDED if terms.offered_on else "nog niet bekend"


def _parties_in_words(parties: Iterable[AgreementParty]) -> str:
    names = [str(party.organisation) for party in current_parties(parties)]
    rest = len(names) - MOST_TO_NAME
    shown = [*names[:MOST_TO_NAME], f"{rest} andere"] if rest > 1 else names
    return enumeration(shown) if shown else "nog geen partijen"


def _part_in_words(agreement: Agreement, parts: Sequence[AgreementParty]) -> str:
    if not parts:
        return "beheert deze overeenkomst"
    if left := [part.withdrawn_on for part in parts if part.withdrawn_on]:
        return f"teruggetrokken op {long_date(max(left))}"
    waiting = [part for part in parts if not part.signed_on]
    if waiting:
        what = "" if waiting[0].version.number == 1 else f" ({waiting[0].version.get_kind_display()})"
        return f"nog niet ondertekend{what}" if agreement.offered_on else "partij"
    return f"ondertekend op {long_date(max(part.signed_on for part in parts if part.signed_on))}"


# --- who is a party -----------------------------------------------------------------------------------------


def current_parties(parties: Iterable[AgreementParty]) -> list[AgreementParty]:
    """Of all in an agreement, `with_versions()`: the original ones and who came later, without who withdrew."""
    found: dict[int, AgreementParty] = {}
    for party in parties:
        if party.version.kind != VersionKind.AMENDMENT and party.withdrawn_on is None:
            found.setdefault(party.organisation_id, party)
    return list(found.values())


def may_be_asked(party: AgreementParty, day: date) -> bool:
    """At most once a week."""
    return party.asked_on is None or party.asked_on + ASK_AGAIN_AFTER <= day

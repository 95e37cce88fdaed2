"""What happens to an agreement, as small stories: check, change, tell who has to know, and leave a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from network import mail
from network.dates import today
from network.history import because
from network.models import Mailing, Person, Role, RoleGrant
from network.policy import Permission, may
from partners.agreements import current_parties, may_be_asked
from partners.life_cycle import AT_AN_END
from partners.models import Agreement, AgreementParty, AgreementVersion, Membership, Organisation, VersionKind
from partners.side_by_side import refuse_what_both_changed

ASKED, WITHDREW = "agreement_asked", "agreement_withdrew"


class AgreementError(Exception):
    """This can't be done with an agreement, or not any more; the text is Dutch and says what to do."""


@dataclass(frozen=True)
class Asked:
    """To how many parties a reminder went, and which parties have nobody who could get one."""

    number: int
    nobody_at: list[str]


# --- mail: a neutral subject, a link, and nothing of an agreement ---------------------------------------------


@mail.kind(ASKED, subject="Er wacht iets op u in het netwerkportaal", template="emails/agreement_asked.txt")
def asked(mailing: Mailing) -> dict[str, object]:
    """Signed in between, or no longer the one to do it: no mail."""
    person = mailing.person
    if not person.may_sign_in or not parties_to_sign_for(person, today()).exists():
        raise mail.NoLongerNeeded
    return {}


@mail.kind(WITHDREW, subject="Er is iets veranderd in het netwerkportaal", template="emails/agreement_withdrew.txt")
def withdrew(mailing: Mailing) -> dict[str, object]:
    if not mailing.person.may_sign_in:
        raise mail.NoLongerNeeded
    return {}


# --- the agreement itself -------------------------------------------------------------------------------------


@transaction.atomic
def add_agreement(*, by: Person, values: Mapping[str, Any]) -> Agreement:
    """A draft, with an original that nobody signs yet."""
    with because("Overeenkomst toegevoegd", by=by):
        agreement = Agreement(**values)
        agreement.full_clean()
        agreement.save()
        AgreementVersion.objects.create(agreement=agreement)
    return agreement


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, by: Person, version: int, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> Agreement:
    """Change the fields that this person changed, and keep what somebody else changed in other fields meanwhile.

    `version` and `seen` tell what this person started from. A field that both changed, each in another way, is for a
    person to decide: nothing is saved and ChangedMeanwhileError names it.
    """
    near = [changes[name].pk for name in ("main_agreement", "supersedes") if changes.get(name)]
    # All in one order, so that two people who let them belong to each other wait for one another.
    locked = {each.pk: each for each in _locked(Agreement.objects.filter(pk__in=[agreement.pk, *near]))}
    current = locked[agreement.pk]
    if current.version_of_record != version:
        refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    for name in ("main_agreement", "supersedes"):
        if changes.get(name) and leads_back(changes[name], name, to=current):
            raise AgreementError(BELONGS_TO_EACH_OTHER)
    with because("Overeenkomst gewijzigd", by=by):
        return _save(current, **changes)


BELONGS_TO_EACH_OTHER = "Deze overeenkomst hoort zelf al bij de andere. Kies een overeenkomst die er los van staat."


def leads_back(agreement: Agreement, name: str, *, to: Agreement) -> bool:
    """Does this one, followed from one to the next, belong to that other one (or come in its place)?"""
    passed: set[int] = set()
    pk: int | None = agreement.pk
    while pk and pk not in passed:
        if pk == to.pk:
            return True
        passed.add(pk)
        pk = Agreement.objects.filter(pk=pk).values_list(f"{name}_id", flat=True).first()
    return False


@transaction.atomic
def offer_agreement(agreement: Agreement, *, by: Person, on: date) -> Agreement:
    """From now on the parties may sign, and the network sees it unless it is confidential."""
    current = _lock(agreement)
    if current.offered_on:
        raise AgreementError("Deze overeenkomst lag al ter ondertekening. U hoeft niets meer te doen.")
    if not AgreementParty.objects.filter(version__agreement=current).to_sign().exists():
        raise AgreementError("Er zijn nog geen partijen. Voeg eerst toe wie er tekent.")
    with because("Ter ondertekening aangeboden", by=by):
        return _save(current, offered_on=on)


@transaction.atomic
def terminate_agreement(agreement: Agreement, *, by: Person, last_day: date | None, reason: str) -> Agreement:
    """It counts until and with `last_day`; without one, an earlier termination is taken back."""
    current = _lock(agreement)
    if current.offered_on is None:
        raise AgreementError("Een concept kan niet worden opgezegd. Haal de partijen weg of laat het concept liggen.")
    with because("Overeenkomst opgezegd" if last_day else "Opzegging ingetrokken", by=by):
        return _save(current, terminated_on=last_day, termination_reason=reason if last_day else "")


@transaction.atomic
def evaluate_agreement(agreement: Agreement, *, by: Person, on: date, next_on: date | None) -> Agreement:
    current = _lock(agreement)
    with because("Overeenkomst geëvalueerd", by=by):
        return _save(current, evaluated_on=on, evaluate_on=next_on)


# --- its parties ----------------------------------------------------------------------------------------------


@transaction.atomic
def add_party(
    agreement: Agreement, organisation: Organisation, *, by: Person, on: date, representative: str, function: str
) -> AgreementParty:
    """To the list of a draft. Once it is offered: as an addendum with that date, and the first list stays as it was."""
    # First, as a merge does: an organisation that goes up in another one meanwhile becomes no party.
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    current = _lock(agreement)
    if organisation.has_left or organisation.merged_into_id:
        raise AgreementError("Deze organisatie doet niet meer mee. Kies een andere organisatie.")
    if _is_party(current, organisation):
        raise AgreementError(f"{organisation} is al partij. Kies een andere organisatie.")
    with because("Partij toegevoegd" if current.offered_on is None else "Partij toegetreden", by=by):
        version = (
            current.versions.get(number=1)
            if current.offered_on is None
            else _next_version(current, VersionKind.ACCESSION, on=on, summary=f"{organisation} treedt toe"[:300])
        )
        party, _ = AgreementParty.objects.update_or_create(
            version=version,
            organisation=organisation,
            defaults={"representative": representative, "function": function, "withdrawn_on": None},
        )
        return party


@transaction.atomic
def amend_agreement(agreement: Agreement, *, by: Person, on: date, summary: str) -> AgreementVersion:
    """Other words, which all parties of today sign again."""
    current = _lock(agreement)
    if current.offered_on is None:
        raise AgreementError("Dit is nog een concept. Verander de overeenkomst zelf.")
    parties = current_parties(_parties_of(current))
    if not parties:
        raise AgreementError("Er zijn geen partijen meer om te tekenen. Voeg eerst een partij toe.")
    with because("Wijziging aangeboden", by=by):
        version = _next_version(current, VersionKind.AMENDMENT, on=on, summary=summary)
        AgreementParty.objects.bulk_create(
            AgreementParty(
                version=version,
                organisation=party.organisation,
                representative=party.representative,
                function=party.function,
            )
            for party in parties
        )
    return version


@transaction.atomic
def sign_party(
    party: AgreementParty, *, by: Person, seen: str, representative: str, function: str, signed_on: date
) -> AgreementParty:
    """Record that a party signed, or correct that. `seen` is `state_of()` the party as this person saw it."""
    current = _lock_party(party)
    if current.version.agreement.offered_on is None:
        raise AgreementError("Dit is nog een concept. Bied de overeenkomst eerst ter ondertekening aan.")
    if current.withdrawn_on and not current.signed_on:
        raise AgreementError("Deze partij heeft zich intussen teruggetrokken. Ondertekenen kan niet meer.")
    if state_of(current) != seen:
        raise AgreementError("Iemand anders legde dit intussen vast. Laad de bladzijde opnieuw en kijk of het klopt.")
    if current.signed_on and not may(by, Permission.AGREEMENT_EDIT, current.version.agreement):
        raise AgreementError(
            "Deze handtekening staat al vast. Vraag wie de overeenkomst beheert om haar te verbeteren."
        )
    with because("Handtekening verbeterd" if current.signed_on else "Ondertekend", by=by):
        current.representative, current.function, current.signed_on = representative, function, signed_on
        current.full_clean(exclude=["version", "organisation"])
        current.save(update_fields=["representative", "function", "signed_on"])
    return current


def state_of(party: AgreementParty) -> str:
    """What a form started from, so that it is noticed when two people record the same signature."""
    return f"{party.signed_on or ''}|{party.representative}|{party.function}"


@transaction.atomic
def withdraw_party(party: AgreementParty, *, by: Person, on: date) -> AgreementParty:
    """An organisation leaves the agreement with all its addenda; the others are told the same day.

    Its signatures stay. Who keeps a draft just takes a party off its list, and nobody has to be told.
    """
    current = _lock_party(party)
    agreement, organisation = current.version.agreement, current.organisation
    if current.withdrawn_on:
        raise AgreementError("Deze partij had zich al teruggetrokken. U hoeft niets meer te doen.")
    own = AgreementParty.objects.filter(
        version__agreement=agreement, organisation=organisation, withdrawn_on__isnull=True
    )
    if own.filter(signed_on__gt=on).exists():
        raise AgreementError("De partij tekende na deze dag. Kies een latere dag.")
    if agreement.offered_on is None and may(by, Permission.AGREEMENT_EDIT, agreement):
        with because("Partij van het concept gehaald", by=by):
            own.delete()
        return current
    with because("Partij teruggetrokken", by=by):
        own.update(withdrawn_on=on)
    others = current_parties(_parties_of(agreement))
    told = people_for(each.organisation for each in others) | watching(agreement)
    for person in sorted(told - {by}, key=lambda each: each.pk):
        mail.send_soon(person, WITHDREW)
    return current


@transaction.atomic
def remind_parties(agreement: Agreement, *, by: Person, on: date) -> Asked:
    """Mail those who can sign for a party that did not yet: a link, at most once a week for each party."""
    current = _lock(agreement)
    if current.offered_on is None or current.status_on(on) in AT_AN_END:
        raise AgreementError("Deze overeenkomst ligt niet ter ondertekening. Een herinnering is niet nodig.")
    waiting = AgreementParty.objects.filter(version__agreement=current).to_sign().in_order()
    to_ask = [party for party in waiting if may_be_asked(party, on)]
    reached = {party.pk: people_for([party.organisation]) for party in to_ask}
    for person in sorted(set().union(*reached.values()), key=lambda each: each.pk):
        mail.send_soon(person, ASKED)
    asked_now = [pk for pk, people in reached.items() if people]
    with because("Herinnering gestuurd", by=by):
        AgreementParty.objects.filter(pk__in=asked_now).update(asked_on=on)
    nobody = dict.fromkeys(str(party.organisation) for party in to_ask if not reached[party.pk])
    return Asked(len(asked_now), list(nobody))


# --- who is concerned -----------------------------------------------------------------------------------------


def people_for(organisations: Iterable[Organisation]) -> set[Person]:
    """Who may sign for these organisations today: their editors, and of a municipality also its coordinators."""
    found = list(organisations)
    editors = Membership.objects.on().editors().in_active_organisation().filter(organisation__in=found)
    people = {each.person for each in editors.select_related("person")}
    places = [each.municipality_id for each in found if each.municipality_id]
    grants = RoleGrant.objects.on().filter(role=Role.MUNICIPAL_COORDINATOR, municipality__in=places)
    people |= {each.person for each in grants.select_related("person")}
    return {person for person in people if person.is_active and person.erased_on is None}


def watching(agreement: Agreement) -> set[Person]:
    """The coordinators of the region, and of the municipality that keeps it."""
    grants = RoleGrant.objects.on().filter(role=Role.COORDINATOR).select_related("person")
    if place := agreement.keeping_municipality_id:
        own = RoleGrant.objects.on().filter(role=Role.MUNICIPAL_COORDINATOR, municipality=place)
        grants = grants | own.select_related("person")
    return {each.person for each in grants if each.person.is_active and each.person.erased_on is None}


def parties_to_sign_for(person: Person, day: date) -> "QuerySet[AgreementParty]":
    """Signatures that are asked of the organisations and municipalities this person works for."""
    organisations = Organisation.objects.filter(pk__in=person.editor_of) | Organisation.objects.filter(
        municipality__in=person.coordinates
    )
    asked_for = Agreement.objects.not_over(day).filter(offered_on__isnull=False)
    return AgreementParty.objects.to_sign().filter(
        organisation__in=organisations.values("pk"), version__agreement__in=asked_for.values("pk")
    )


# --- small steps ----------------------------------------------------------------------------------------------


def _locked(agreements: "QuerySet[Agreement]") -> list[Agreement]:
    return list(agreements.select_for_update().order_by("pk"))


def _lock(agreement: Agreement) -> Agreement:
    [current] = _locked(Agreement.objects.filter(pk=agreement.pk))
    return current


def _lock_party(party: AgreementParty) -> AgreementParty:
    """The agreement first, so that all flows wait for each other in one order."""
    _lock(party.version.agreement)
    parties = AgreementParty.objects.select_for_update(of=("self",))
    current = parties.select_related("organisation", "version__agreement__keeper").filter(pk=party.pk).first()
    if current is None:
        raise AgreementError("Deze partij staat intussen niet meer op de lijst. U hoeft niets meer te doen.")
    return current


def _save(agreement: Agreement, **changes: Any) -> Agreement:
    for name, value in changes.items():
        setattr(agreement, name, value)
    agreement.version_of_record += 1
    agreement.full_clean()
    agreement.save()
    return agreement


def _parties_of(agreement: Agreement) -> "QuerySet[AgreementParty]":
    return AgreementParty.objects.filter(version__agreement=agreement).with_versions()


def _is_party(agreement: Agreement, organisation: Organisation) -> bool:
    parties = AgreementParty.objects.filter(version__agreement=agreement, organisation=organisation)
    return parties.filter(withdrawn_on__isnull=True).exists()


def _next_version(agreement: Agreement, kind: VersionKind, *, on: date, summary: str) -> AgreementVersion:
    newest = agreement.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return AgreementVersion.objects.create(
        agreement=agreement, number=newest + 1, kind=kind, dated_on=on, summary=summary
    )

"""What happens to a plan in its life: made, offered, adopted and closed; each in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplan.editing import PlanIsClosedError, keep_version_in_force, may_be_edited
from actionplan.models import AdoptingBody, Plan, PlanAdoption, PlanStatus, PlanVersion
from actionplan.plan_contents import contents_of
from network.history import because
from network.models import Municipality, Person
from partners.side_by_side import ChangedMeanwhileError, plain

OTHER_VERSION = "Intussen ligt er een andere versie ter vaststelling. Kijk over welke versie het besluit gaat."
PLAN_FIELDS = ("title", "starts_on", "ends_on")


# --- the plan itself ----------------------------------------------------------------------------------------------


@transaction.atomic
def make_plan(*, by: Person, title: str, starts_on: date, ends_on: date) -> Plan:
    """A plan in the making, with its first version. Whoever presses the button twice makes it once."""
    Plan.objects.lock_all()
    if there := Plan.objects.being_made().filter(title=title, starts_on=starts_on, ends_on=ends_on).first():
        return there
    plan = Plan(title=title, starts_on=starts_on, ends_on=ends_on)
    plan.full_clean()
    with because("Plan gemaakt", by=by):
        plan.save()
        PlanVersion.objects.create(plan=plan, number=plan.version)
    return plan


def values_of(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in PLAN_FIELDS}


@transaction.atomic
def change_plan(plan: Plan, *, by: Person, seen: Mapping[str, Any], values: Mapping[str, Any]) -> Plan:
    """Save what this person changed; another field that somebody else changed meanwhile stays."""
    stored = _lock(plan)
    changed = _changed(stored, values_of(stored), seen, values)
    if not changed:
        return stored
    may_be_edited(stored)
    for name, value in changed.items():
        setattr(stored, name, value)
    stored.full_clean()
    with because("Gegevens van het plan gewijzigd", by=by):
        stored.save(update_fields=list(changed))
    return stored


@transaction.atomic
def close_plan(plan: Plan, *, by: Person) -> Plan:
    """It stays readable and never changes again. A version that nobody adopted ends with it."""
    stored = _lock(plan)
    if stored.status == PlanStatus.CLOSED:
        return stored
    with because("Plan afgesloten", by=by):
        if stored.status == PlanStatus.ADOPTED:
            keep_version_in_force(stored)
        for version in stored.versions.open():
            if version.contents is None:  # what municipalities decided on stays as it was
                version.contents = contents_of(stored)
            version.status = PlanStatus.CLOSED
            version.save(update_fields=["contents", "status"])
        stored.status = PlanStatus.CLOSED
        stored.save(update_fields=["status"])
    return stored


# --- adopting a version -------------------------------------------------------------------------------------------


@transaction.atomic
def offer(plan: Plan, *, by: Person, reason: str, on: date) -> PlanVersion:
    """Lay the version in the making before the municipalities. What they decide on is kept as it is now."""
    stored = _lock(plan)
    version = _version_in_the_making(stored)
    if version is None:
        raise ValidationError("Er is niets om aan te bieden: na de laatste vaststelling veranderde er niets.")
    if version.status == PlanStatus.FOR_ADOPTION:
        return version
    if not stored.actions.in_base(on).exists():
        raise ValidationError("Het plan heeft nog geen acties. Voeg ze eerst toe.")
    version.status, version.offered_on, version.reason = PlanStatus.FOR_ADOPTION, on, reason
    version.contents = contents_of(stored)
    version.full_clean()
    with because("Ter vaststelling aangeboden", by=by):
        version.save()
        if stored.status == PlanStatus.DRAFT:
            stored.status = PlanStatus.FOR_ADOPTION
            stored.save(update_fields=["status"])
    return version


@transaction.atomic
def take_back(plan: Plan, *, by: Person) -> None:
    """Go on writing at a version that was offered, as long as no municipality adopted it."""
    stored = _lock(plan)
    version = stored.versions.on_offer().first()
    if version is None:
        return
    if version.adoptions.exists():
        raise ValidationError(
            "Er zijn al gemeenten die deze versie vaststelden. Wat u nu verandert, komt in de volgende versie."
        )
    version.status, version.offered_on, version.contents = PlanStatus.DRAFT, None, None
    with because("Terug naar concept", by=by):
        version.save()
        if stored.status == PlanStatus.FOR_ADOPTION:
            stored.status = PlanStatus.DRAFT
            stored.save(update_fields=["status"])


@transaction.atomic
def adopt(plan: Plan, *, by: Person, on: date) -> PlanVersion:
    """The version that was offered comes into force. What was written since it was offered waits in the next one."""
    Plan.objects.lock_all()  # two plans at once would both find the period free
    stored = Plan.objects.get(pk=plan.pk)
    version = stored.versions.on_offer().first()
    if version is None:
        raise ValidationError("Deze versie ligt nog niet ter vaststelling. Bied haar eerst aan.")
    version.status, version.adopted_on = PlanStatus.ADOPTED, on
    stored.status, stored.version, stored.adopted_on = PlanStatus.ADOPTED, version.number, on
    stored.full_clean()
    version.full_clean()
    with because("Vastgesteld", by=by):
        version.save()
        stored.save(update_fields=["status", "version", "adopted_on"])
    if contents_of(stored) != version.contents:
        may_be_edited(stored)
    return version


def version_to_decide_on(plan: Plan, among: Iterable[PlanVersion] | None = None) -> PlanVersion | None:
    """The one that lies before the municipalities, or else the one in force; None while there is neither on paper.

    `among` are all versions of the plan, newest first, for who has them at hand.
    """
    for version in plan.versions.without_contents() if among is None else among:
        is_in_force = version.status == PlanStatus.ADOPTED and version.number == plan.version
        if is_in_force or version.status == PlanStatus.FOR_ADOPTION:
            return version
    return None


def decisions_of(version: PlanVersion | None, municipality: Municipality) -> dict[str, Any]:
    """What a municipality decided, as the fields of its form: a day and a number by body."""
    made = {each.body: each for each in version.adoptions.filter(municipality=municipality)} if version else {}
    return {
        name: value
        for body in AdoptingBody.values
        for name, value in (
            (f"{body}_on", made[body].decided_on if body in made else None),
            (f"{body}_number", made[body].decision_number if body in made else ""),
        )
    }


@transaction.atomic
def record_decisions(
    plan: Plan,
    version: PlanVersion | None,
    municipality: Municipality,
    *,
    by: Person,
    seen: Mapping[str, Any],
    values: Mapping[str, Any],
) -> PlanVersion:
    """Write down what the college and the gemeenteraad decided; `seen` is plain text by field, `values` what was typed.

    A body whose day and number are both empty decided nothing.
    """
    stored = _lock(plan)
    if not stored.may_still_change:
        raise PlanIsClosedError
    kept = version_to_decide_on(stored) or keep_version_in_force(stored)
    if version is not None and kept != version:
        raise ValidationError(OTHER_VERSION)
    if kept is None:
        raise ValidationError("Dit plan ligt nog niet ter vaststelling. De regiocoördinator biedt het eerst aan.")
    now = decisions_of(kept, municipality)
    told = {**now, **_changed(kept, now, seen, values)}
    with because(f"Besluit van {municipality} vastgelegd", by=by):
        for body in AdoptingBody.values:
            _record(kept, municipality, body, told[f"{body}_on"], told[f"{body}_number"])
    return kept


def _record(version: PlanVersion, municipality: Municipality, body: str, on: date | None, number: str) -> None:
    there = version.adoptions.filter(municipality=municipality, body=body).first()
    if on is None:
        if there is not None:
            there.delete()
        return
    adoption = there or PlanAdoption(version=version, municipality=municipality, body=body)
    if there is None or (there.decided_on, there.decision_number) != (on, number):
        adoption.decided_on, adoption.decision_number = on, number
        adoption.full_clean()
        adoption.save()


@transaction.atomic
def remove_decisions(version: PlanVersion, municipality: Municipality, *, by: Person) -> None:
    if not _lock(version.plan).may_still_change:
        raise PlanIsClosedError
    with because(f"Besluit van {municipality} weggehaald", by=by):
        for adoption in version.adoptions.filter(municipality=municipality):
            adoption.delete()


def _version_in_the_making(plan: Plan) -> PlanVersion | None:
    """A plan that came in without its first version gets one as soon as it is needed."""
    found = plan.versions.open().first()
    if found is None and plan.status in (PlanStatus.DRAFT, PlanStatus.FOR_ADOPTION):
        found = PlanVersion.objects.create(plan=plan, number=plan.version)
    return found


def _changed(stored: Any, now: Mapping[str, Any], seen: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What this person changed; about what somebody else changed meanwhile in another way a person decides."""
    changed = {name: value for name, value in values.items() if plain(value) != seen.get(name)}
    if any(plain(now[name]) not in (seen.get(name), plain(value)) for name, value in changed.items()):
        raise ChangedMeanwhileError(stored)
    return changed


def _lock(plan: Plan) -> Plan:
    return Plan.objects.select_for_update().get(pk=plan.pk)

"""What agreements put on «Mijn overzicht»: the days to think of beforehand, and what waits for a signature.

Who is told about the days of an agreement: whoever is named as the one to watch it, while that person is in the network
and may see it; else the coordinators of the municipality that keeps it; else the coordinators of the region.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, Value, When

from network.dutch import long_date
from network.models import Person, Role, RoleGrant
from network.overview import Todo, source
from network.policy import Permission, may
from network.together import Fetch, fetch
from partners import life_cycle
from partners.agreement_flows import parties_to_sign_for
from partners.life_cycle import IN_FORCE, WARN_BEFORE, AgreementStatus
from partners.models import Agreement, AgreementParty, Membership, VersionKind
from partners.models.agreements import AgreementQuerySet

STILL_SHOWN_AFTER_THE_END = timedelta(days=30)
NEWS_LASTS = timedelta(days=14)
SIGNING_SHOWN_BEFORE = timedelta(days=30)


@source
def days_of_agreements(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Notice, evaluation, end, and signatures that are late."""
    watched = watched_by(person, on)
    yield fetch(watched)
    for agreement in watched:
        status = agreement.status_on(on)
        if status == AgreementStatus.TO_SIGN:
            yield from _signing(agreement, on)
        elif status == AgreementStatus.OVER:
            yield from _end(agreement, on)
        elif status in IN_FORCE:
            yield from _end(agreement, on)
            yield from _notice(agreement, on)
            yield from _evaluation(agreement, on)


def watched_by(person: Person, on: date) -> AgreementQuerySet:
    """Agreements whose days this person thinks of, and that still have some."""
    seen = Agreement.objects.visible_to(person)
    grants = RoleGrant.objects.on(on).filter(role=Role.MUNICIPAL_COORDINATOR)
    of_its_keeper = grants.filter(municipality=OuterRef("keeper__municipality"))
    of_who_keeps_it = Q(keeper__municipality__in=person.coordinates)
    if may(person, Permission.AGREEMENT_MANAGE):
        of_who_keeps_it |= ~Q(Exists(of_its_keeper))
    mine = Case(
        When(_is_watched(on), then=ExpressionWrapper(Q(responsible=person), BooleanField())),
        When(of_who_keeps_it, then=Value(True)),  # not as the default: of who keeps none, all would be left out
        default=Value(False),
        output_field=BooleanField(),
    )
    recent = Q(last_day__isnull=True) | Q(last_day__gte=on - STILL_SHOWN_AFTER_THE_END)
    return seen.with_last_day().filter(mine, recent, offered_on__isnull=False).with_signing().order_by("pk")


@lru_cache(maxsize=4)
def _is_watched(on: date) -> Exists:
    """Whether its own watcher is there and may see it: agreements are named anew, so that one can ask that of each."""
    grants = RoleGrant.objects.on(on).filter(person=OuterRef("responsible"))
    works = Membership.objects.on(on).in_active_organisation(on).filter(person=OuterRef("responsible"))
    sees_all = grants.filter(role=Role.COORDINATOR)
    keeps_it = grants.filter(role=Role.MUNICIPAL_COORDINATOR, municipality=OuterRef("keeper__municipality"))
    is_member = (Q(Exists(grants)) | Q(Exists(works))) & Q(is_confidential=False)
    return Exists(
        Agreement.objects.filter(
            Q(Exists(sees_all)) | Q(Exists(keeps_it)) | is_member,
            pk=OuterRef("pk"),
            responsible__is_active=True,
            responsible__erased_on__isnull=True,
        )
    )


def _signing(agreement: Agreement, on: date) -> Iterator[Todo]:
    """While the target day comes near it is told here only; a mail comes once it has gone by."""
    due = agreement.sign_by
    if due is None or due - on > SIGNING_SHOWN_BEFORE:
        return
    signed, named = agreement.signing
    is_late = due < on
    was = "was" if is_late else "is"
    todo = _todo(
        agreement,
        "agreement-signing",
        due=due,
        title=f"Nog niet door iedereen ondertekend: {agreement}",
        why=f"{signed} van {named} partijen ondertekenden. De streefdatum {was} {long_date(due)}.",
        action="Herinnering sturen",
        late=is_late,
    )
    yield todo if is_late else replace(todo, key="")


def _end(agreement: Agreement, on: date) -> Iterator[Todo]:
    due = agreement.terms.last_day
    was_ended_by_somebody = due == agreement.terminated_on
    if due is None or was_ended_by_somebody or due - on > WARN_BEFORE:
        return
    is_over = due < on
    if is_over and agreement.superseded_by.exists():
        return
    verb = "is verlopen" if is_over else "verloopt"
    yield _todo(
        agreement,
        "agreement-end",
        due=due,
        title=f"{agreement} {verb} op {long_date(due)}",
        why="Maak een nieuwe afspraak, of leg vast dat het hierbij blijft.",
        action="Overeenkomst bekijken",
        late=is_over,
    )


def _notice(agreement: Agreement, on: date) -> Iterator[Todo]:
    """Of what goes on by itself: the last day on which that can still be prevented."""
    terms = agreement.terms
    if not terms.is_renewed:
        return
    until = life_cycle.runs_until(terms, on)
    due = life_cycle.notice_date(terms, on) or until
    if due and until and due - on <= WARN_BEFORE:
        yield _todo(
            agreement,
            "agreement-notice",
            due=due,
            title=f"Opzeggen of laten doorlopen: {agreement}",
            why=f"Opzeggen kan tot en met {long_date(due)}. Anders loopt zij na {long_date(until)} stilzwijgend door.",
            action="Overeenkomst bekijken",
        )


def _evaluation(agreement: Agreement, on: date) -> Iterator[Todo]:
    due = agreement.evaluate_on
    if due is None or due - on > WARN_BEFORE or (agreement.evaluated_on and agreement.evaluated_on >= due):
        return
    yield _todo(
        agreement,
        "agreement-evaluation",
        due=due,
        title=f"Evalueren: {agreement}",
        why=f"De evaluatie {'was' if due < on else 'is'} gepland op {long_date(due)}.",
        action="Overeenkomst bekijken",
        late=due < on,
    )


def _todo(agreement: Agreement, kind: str, *, due: date, title: str, why: str, action: str, late: bool = False) -> Todo:
    url = agreement.get_absolute_url()
    return Todo(due=due, title=title, why=why, url=url, action=action, late=late, key=f"{kind}:{agreement.pk}:{due}")


# --- for the parties ------------------------------------------------------------------------------------------


@source
def agreements_to_sign(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Signatures of the own organisation that are asked."""
    if not person.editor_of and not person.coordinates:
        return
    waiting = parties_to_sign_for(person, on).select_related("organisation", "version__agreement").order_by("pk")
    yield fetch(waiting)
    for party in waiting:
        agreement = party.version.agreement
        due = agreement.sign_by if party.version.number == 1 else None
        yield Todo(
            due=due,
            title=f"Ondertekenen: {party.version}",
            why=f"De handtekening van {party.organisation} ontbreekt nog. Leg na het tekenen vast door wie en wanneer.",
            url=agreement.get_absolute_url(),
            action="Ondertekening vastleggen",
            late=bool(due and due < on),
            key=f"agreement-sign:{party.pk}:{due}",
        )


@source
def parties_that_withdrew(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """News for who stays: shown for two weeks. The mail about it went out the same day, so a reminder has none."""
    if not person.editor_of and not person.coordinates and not may(person, Permission.AGREEMENT_MANAGE):
        return
    left = AgreementParty.objects.filter(withdrawn_on__gt=on - NEWS_LASTS, withdrawn_on__lte=on)
    left = left.exclude(version__kind=VersionKind.AMENDMENT)
    left = left.exclude(organisation__in=person.editor_of).exclude(organisation__municipality__in=person.coordinates)
    agreements = left.values_list("version__agreement", flat=True)
    yield fetch(agreements)
    if not (found := set(agreements)):
        return  # as on most days, and whom an agreement concerns is a large question
    own = Agreement.objects.filter(pk__in=found).visible_to(person).concerning(person)
    for party in left.filter(version__agreement__in=own.values("pk")).select_related(
        "organisation", "version__agreement"
    ):
        agreement = party.version.agreement
        yield Todo(
            due=None,
            title=f"{party.organisation} trok zich terug: {agreement}",
            why=f"{party.organisation} is sinds {long_date(party.withdrawn_on)} geen partij meer. Kijk wat dat doet.",
            url=agreement.get_absolute_url(),
            action="Overeenkomst bekijken",
            key="",
        )

"""When an entry of the sociale kaart has to be looked at again, what was said of its parts, and by whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateField, DurationField, Exists, F, Func, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Least

from network.dutch import long_date
from partners.life_cycle import add_months
from partners.models import CONFIRMED_FOR, CareService, ConfirmLink, Membership, Section, SectionCheck
from partners.models.directory import CareServiceQuerySet
from partners.models.register import MembershipQuerySet

if TYPE_CHECKING:
    from network.models import Person

ASKS_BEFORE_ESCALATION = 2
ANSWER_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class SectionLine:
    """One part of an entry: whether it was right when somebody last looked, when that was, and who it was."""

    section: Section
    text: str
    is_known: bool  # False: «weet ik niet», or never looked at

    @property
    def label(self) -> str:
        return str(self.section.label)


def section_lines(service: CareService) -> list[SectionLine]:
    """All parts of an entry. Without answers per part, the whole entry was looked at on `last_verified_on`."""
    checks = {check.section: check for check in checks_of(service)}
    partners = people_of_the_partner(service, [check.checked_by for check in checks.values()])
    return [_line(section, checks.get(section), partners) for section in Section]


def in_short(lines: Iterable[SectionLine]) -> list[tuple[str, SectionLine]]:
    """Parts of which the same was said, as one line: «Alle onderdelen», or «Omschrijving, plek»."""
    alike: dict[str, list[SectionLine]] = defaultdict(list)
    for line in lines:
        alike[line.text].append(line)
    if len(alike) == 1:
        return [("Alle onderdelen", same[0]) for same in alike.values()]
    return [(", ".join(line.label for line in same).capitalize(), same[0]) for same in alike.values()]


def checks_of(service: CareService) -> list[SectionCheck]:
    """The last answer per part, stored or following from the last time that somebody looked at the whole entry."""
    stored = list(service.section_checks.select_related("checked_by"))
    if stored or service.last_verified_on is None:
        return stored
    on, by = service.last_verified_on, service.verified_by
    return [SectionCheck(service=service, section=section, checked_on=on, checked_by=by) for section in Section]


def people_of_the_partner(service: CareService, people: "Iterable[Person | None]") -> frozenset[int]:
    """Which of these people work or worked for the partner. Who else confirms an entry is the coordinator."""
    ids = {person.pk for person in people if person}
    found = Membership.objects.filter(organisation=service.organisation_id, person__in=ids)
    return frozenset(found.values_list("person_id", flat=True)) if ids else frozenset()


def people_of_partners(services: Iterable[CareService]) -> dict[int, frozenset[int]]:
    """The same about the last confirmation of many entries, by partner."""
    by_partner: dict[int, set[int]] = defaultdict(set)
    people = {service.verified_by_id for service in services if service.verified_by_id}
    organisations = {service.organisation_id for service in services}
    found = Membership.objects.filter(organisation__in=organisations, person__in=people)
    for organisation_id, person_id in found.values_list("organisation_id", "person_id"):
        by_partner[organisation_id].add(person_id)
    return {organisation_id: frozenset(ids) for organisation_id, ids in by_partner.items()}


def said_by(person: "Person | None", partners: frozenset[int]) -> str:
    """Who said so, and whether that is the partner itself."""
    if person is None:
        return ""
    return (
        f" door {person} (partner)"
        if person.pk in partners
        else f" door {person} (nagevraagd door de regiocoördinator)"
    )


def _line(section: Section, check: SectionCheck | None, partners: frozenset[int]) -> SectionLine:
    if check is None:
        return SectionLine(section, "nog nooit gecontroleerd", is_known=False)
    when = f"op {long_date(check.checked_on)}{said_by(check.checked_by, partners)}"
    return SectionLine(section, f"gecontroleerd {when}" if check.is_known else f"niet bekend, {when}", check.is_known)


# --- when it has to be looked at again --------------------------------------------------------------------------


class _Months(Func):
    """So many months, as a length of time: the database knows how long each is."""

    template = "make_interval(months => %(expressions)s)"
    output_field = DurationField()


def due_on(service: CareService) -> date | None:
    """The day on which it has to be looked at again: by its own rhythm, and never later than the hard limit."""
    last = service.last_verified_on
    return min(add_months(last, service.check_every), last + CONFIRMED_FOR) if last else None


def with_due_day(services: CareServiceQuerySet) -> CareServiceQuerySet:
    """With `due_day`, which says the same as `due_on`."""
    by_rhythm = Cast(F("last_verified_on") + _Months(F("check_every")), DateField())
    at_last = Cast(F("last_verified_on") + Value(CONFIRMED_FOR), DateField())
    return services.annotate(due_day=Least(by_rhythm, at_last))


def to_confirm(services: CareServiceQuerySet, on: date) -> CareServiceQuerySet:
    """What has to be looked at by this day, longest ago first; what nobody ever confirmed before everything else."""
    due = Q(last_verified_on__isnull=True) | Q(due_day__lte=on)
    return with_due_day(services).filter(due).order_by(F("due_day").asc(nulls_first=True), "pk")


# --- who is asked, and whether they answered ----------------------------------------------------------------------


def reachable_editors(on: date) -> MembershipQuerySet:
    """Who keeps a partner's data today, may sign in, and whose address takes mail."""
    editors = Membership.objects.on(on).editors().in_active_organisation(on)
    return editors.filter(person__is_active=True, person__erased_on=None, person__mail_refused_on=None)


def with_asks(services: CareServiceQuerySet, on: date) -> CareServiceQuerySet:
    """With `asks`: how often somebody who can still answer was asked in vain since the last time that it was
    confirmed; `last_asked_at`: when somebody was asked last; and `has_editor`: whether there is anybody to ask.
    """
    return services.annotate(**_asks(on))


@lru_cache(maxsize=4)
def _asks(on: date) -> dict[str, Any]:
    """The same for all entries, and long to write."""
    editors = reachable_editors(on)
    reached = Exists(editors.filter(person=OuterRef("person"), organisation=OuterRef("service__organisation")))
    links = ConfirmLink.objects.filter(service=OuterRef("pk")).order_by().values("service")
    since_then = Q(service__last_verified_on=None) | Q(made_at__date__gt=F("service__last_verified_on"))
    in_vain = links.filter(since_then, reached, used_at__isnull=True)
    counted = links.filter(Q(used_at__isnull=False) | reached)
    return {
        "asks": Coalesce(Subquery(in_vain.annotate(number=Count("pk")).values("number")), 0),
        "last_asked_at": Subquery(counted.annotate(last=Max("made_at")).values("last")),
        "has_editor": Exists(editors.filter(organisation=OuterRef("organisation"))),
    }


def asked_in_vain(on: date) -> Q:
    """Of entries `with_asks`: two reminders, and no answer within two weeks of the last."""
    return Q(asks__gte=ASKS_BEFORE_ESCALATION, last_asked_at__date__lte=on - ANSWER_WITHIN)

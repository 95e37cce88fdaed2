"""Two organisations that turn out to be one: who looks like whom, what both say, and what a merge would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst

from network.dates import today
from network.dutch import NOT_FILLED_IN, NotReadable
from network.history import Change, history_of
from network.models import Person
from network.numbers_of_organisations import same_name_key
from network.phones import read_phone
from network.policy import Permission, may
from network.together import Part, fetch
from partners.merge_links import Outcome, links_to_organisations, outcome_of
from partners.models import EarlierParticipation, Membership, Organisation, OrganisationKind
from partners.models.register import OrganisationQuerySet
from partners.periods import Period

# What is written down of an organisation itself, in the order of its page.
FIELDS = ("name", "short_name", "kind", "domain", "kvk_number", "phone", "email", "website", "description")
NEVER_REPOINTED = {"partners.EarlierParticipation.organisation"}  # part of the periods that are worked out together
MOST_DOUBLES = 8
MOST_FOUND = 20


class CannotMergeError(Exception):
    """These two cannot become one; the words say why, and what to do."""


@dataclass(frozen=True)
class Compared:
    """One field of both, and whether somebody has to choose."""

    field: str
    label: str
    staying: str
    going: str
    must_choose: bool
    moves: bool  # only the one that goes has it, so it comes along


@dataclass(frozen=True)
class Participation:
    """When somebody took part, and why it ended."""

    period: Period
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """What a merge does, worked out before anything is written."""

    outcomes: list[Outcome]
    participations: list[Participation]  # the last one stands at the organisation itself
    new_editors: list[Person]

    @property
    def moving(self) -> list[str]:
        """«3 betrokkenheden»"""
        return [outcome.in_words for outcome in self.outcomes if outcome.in_words]

    @property
    def said(self) -> list[str]:
        return [sentence for outcome in self.outcomes for sentence in outcome.said]


def resolve(pk: int, person: Person) -> Organisation | None:
    """What became of an organisation that was merged: the one at the end, where the person may see it."""
    seen: set[int] = set()
    following: int | None = pk
    while following is not None and following not in seen:
        seen.add(following)
        pk, following = following, _merged_into(following)
    return Organisation.objects.visible_to(person).filter(pk=pk).first() if len(seen) > 1 else None


def _merged_into(pk: int) -> int | None:
    return Organisation.objects.filter(pk=pk).values_list("merged_into", flat=True).first()


@dataclass(frozen=True)
class MergedPart:
    """An organisation that went up in another one, and what was written of it until then."""

    organisation: Organisation
    changes: list[Change]


def merged_from(organisation: Organisation, person: Person) -> Part[list[MergedPart]]:
    """The organisations that went up in this one, for who may read their history."""
    if not may(person, Permission.HISTORY_VIEW):
        return []
    merged = organisation.merged.order_by("left_on", "pk")
    yield fetch(merged)
    return [MergedPart(part, history_of(part)) for part in merged]


def objection_to(staying: Organisation, going: Organisation) -> str:
    """Why these two cannot become one, or nothing."""
    if staying.pk == going.pk:
        return "Dit is dezelfde organisatie. Kies een andere."
    if going.merged_into_id or staying.merged_into_id:
        return "Een van beide is intussen al samengevoegd. Begin opnieuw vanaf de lijst van organisaties."
    if going.municipality_id and staying.municipality_id:
        return (
            "Dit zijn twee gemeenten. Die worden niet samengevoegd: een gemeente houdt op, of gaat met een andere op."
        )
    if going.municipality_id:
        return f"{going} is een gemeente, en blijft daarom. Voeg {staying} samen met {going}, andersom dus."
    return ""


def compare(staying: Organisation, going: Organisation) -> list[Compared]:
    """Field by field; a choice is asked only where both have a value and the two differ."""
    return [_compared(name, staying, going) for name in FIELDS if not _is_settled(name, staying)]


def _is_settled(name: str, staying: Organisation) -> bool:
    """A municipality remains one."""
    return name == "kind" and staying.kind == OrganisationKind.MUNICIPALITY


def _compared(name: str, staying: Organisation, going: Organisation) -> Compared:
    ours, theirs = getattr(staying, name), getattr(going, name)
    differ = _spelled(name, ours) != _spelled(name, theirs)
    return Compared(
        field=name,
        label=capfirst(str(Organisation._meta.get_field(name).verbose_name)),  # type: ignore[union-attr]  # a column
        staying=_shown(name, staying),
        going=_shown(name, going),
        must_choose=bool(ours and theirs and differ),
        moves=bool(theirs and not ours),
    )


def _spelled(name: str, value: str) -> str:
    """Only what makes a difference: «088-0000 000» and «0880000000» are one number."""
    if name == "phone":
        try:
            return read_phone(value).display if value else ""
        except NotReadable:
            return value.strip()
    if name == "website":
        return value.lower().split("://")[-1].removeprefix("www.").rstrip("/")
    return value.lower() if name == "email" else " ".join(value.split())


def _shown(name: str, organisation: Organisation) -> str:
    labels = dict(Organisation._meta.get_field(name).flatchoices)  # type: ignore[union-attr]  # a column
    value = getattr(organisation, name)
    return str(labels.get(value, value)) or NOT_FILLED_IN


def values_after(staying: Organisation, going: Organisation, chosen: Mapping[str, str]) -> dict[str, Any]:
    """What stands at the organisation that stays; `chosen` says «going» or «staying» per field that must be chosen."""
    values: dict[str, Any] = {}
    for row in compare(staying, going):
        if row.must_choose and row.field not in chosen:
            raise CannotMergeError("Er is intussen iets gewijzigd. Kijk opnieuw welke gegevens u houdt.")
        if row.moves or (row.must_choose and chosen[row.field] == "going"):
            values[row.field] = getattr(going, row.field)
    return values


def plan_of(staying: Organisation, going: Organisation, *, by: Person | None = None, day: date | None = None) -> Plan:
    """Everything that a merge would do. The page tells it, and the merge carries out the same."""
    links = [link for link in links_to_organisations() if link.name not in NEVER_REPOINTED]
    return Plan(
        outcomes=[outcome_of(link, going=going, staying=staying, by=by) for link in links],
        participations=participations_together(staying, going),
        new_editors=_new_editors(staying, going, day or today()),
    )


def participations_together(staying: Organisation, going: Organisation) -> list[Participation]:
    """The periods of both, in order; what overlaps or follows on at once is one, so that nobody seems to have left."""
    periods = [
        *(_own_participation(organisation) for organisation in (staying, going)),
        *(
            Participation(Period(earlier.starts_on, earlier.ends_on), earlier.reason)
            for earlier in EarlierParticipation.objects.filter(organisation__in=[staying, going])
        ),
    ]
    together: list[Participation] = []
    for one in sorted(periods, key=lambda one: (one.period.first, one.period.end)):
        if together and together[-1].period.touches(one.period):
            before = together.pop()
            longest = max((before, one), key=lambda each: each.period.end)
            together.append(Participation(before.period.together(one.period), longest.reason))
        else:
            together.append(one)
    return together


def _own_participation(organisation: Organisation) -> Participation:
    return Participation(Period(organisation.joined_on, organisation.left_on), organisation.leaving_reason)


def _new_editors(staying: Organisation, going: Organisation, day: date) -> list[Person]:
    """Who can change the data of the one that stays from then on, and could not before."""
    editors = Membership.objects.not_over(day).editors().with_names()
    already = {membership.person_id for membership in editors.filter(organisation=staying)}
    return [m.person for m in editors.filter(organisation=going).order_by("person__name") if m.person_id not in already]


def possible_doubles(organisation: Organisation, person: Person) -> list[Organisation]:
    """Those with the same name written differently, the same website or the same phone; left ones included."""
    others = Organisation.objects.visible_to(person).exclude(pk=organisation.pk)
    if organisation.municipality_id:
        others = others.filter(municipality=None)
    alike = Q(pk__in=_with_the_same_name(organisation, others))
    for name in ("website", "phone", "email"):
        if value := getattr(organisation, name):
            alike |= Q(**{f"{name}__iexact": value})
    longest = max((word for word in organisation.name.split()), key=len, default="")
    if len(longest) > 3:
        alike |= Q(name__unaccent__icontains=longest, kind=organisation.kind)
    return list(others.filter(alike).order_by("name", "pk")[:MOST_DOUBLES])


def _with_the_same_name(organisation: Organisation, others: OrganisationQuerySet) -> list[int]:
    """Ids of those with one of its names, also as a part of a longer name."""
    whole, *short = map(same_name_key, organisation.names)
    found = []
    for pk, *names in others.values_list("pk", "name", "short_name"):
        keys = [same_name_key(name) for name in names if name]
        if whole in keys[0] or not {whole, *short}.isdisjoint(keys):
            found.append(pk)
    return found


def found(words: str, organisation: Organisation, person: Person) -> list[Organisation]:
    """Organisations in whose name or number every word stands, left ones included."""
    others = Organisation.objects.visible_to(person).exclude(pk=organisation.pk)
    for word in words.split():
        others = others.filter(
            Q(name__unaccent__icontains=word) | Q(short_name__unaccent__icontains=word) | Q(kvk_number=word)
        )
    return list(others.order_by("name", "pk")[:MOST_FOUND]) if words.split() else []

"""Two organisations that turned out to be one become one, and nothing of either gets lost."""

from collections.abc import Mapping

from django.db import transaction

from network.dates import today
from network.history import because
from network.models import Person
from partners.merge import CannotMergeError, Participation, Plan, objection_to, plan_of, values_after
from partners.merge_links import links_to_organisations
from partners.models import EarlierParticipation, Organisation
from partners.side_by_side import ChangedMeanwhileError


@transaction.atomic
def merge_organisations(
    staying: Organisation,
    *,
    going: Organisation,
    chosen: Mapping[str, str],
    by: Person,
    versions: tuple[int, int] | None = None,
) -> Organisation:
    """Let `going` go up in `staying`: its values where `chosen` says so, and everything that belongs to it.

    `versions` are those of the two as they were looked at. Of two people who do this at once, the second is refused.
    """
    staying, going = _locked(staying, going)
    if objection := objection_to(staying, going):
        raise CannotMergeError(objection)
    if versions and versions != (staying.version, going.version):
        raise ChangedMeanwhileError(staying)
    _lock_what_belongs_to(staying, going)
    values = values_after(staying, going, chosen)
    plan = plan_of(staying, going, by=by)
    with because(f"{going.name} samengevoegd met {staying.name}", by=by):
        _let_go(going, into=staying)
        _take_in(staying, values, plan)
        _participations(staying, going, plan.participations)
        for outcome in plan.outcomes:
            outcome.carry_out(staying)
    return staying


def _locked(*organisations: Organisation) -> list[Organisation]:
    """Always in the same order, so that two who begin at opposite ends wait for each other instead of for ever."""
    ids = [organisation.pk for organisation in organisations]
    locked = Organisation.objects.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk").in_bulk()
    return [locked[pk] for pk in ids]


def _lock_what_belongs_to(*organisations: Organisation) -> None:
    """So that a signature of this moment is not overwritten by what was read before it."""
    for link in links_to_organisations():
        for organisation in organisations:
            list(link.of(organisation).select_for_update(of=("self",)).values_list("pk", flat=True))


def _let_go(going: Organisation, *, into: Organisation) -> None:
    going.merged_into = into
    going.kvk_number = ""
    # An end that was still to come is now: nobody starts to work for what is no longer there.
    going.left_on = max(going.joined_on, min(going.left_on or today(), today()))
    going.leaving_reason = going.leaving_reason or f"Samengevoegd met {into.name}"
    going.version += 1
    going.save(update_fields=["merged_into", "kvk_number", "left_on", "leaving_reason", "version"])


def _take_in(staying: Organisation, values: dict[str, str], plan: Plan) -> None:
    now = plan.participations[-1]
    for name, value in values.items():
        setattr(staying, name, value)
    staying.joined_on, staying.left_on = now.period.first, now.period.last
    staying.leaving_reason = now.reason if now.period.last else ""
    staying.version += 1
    staying.save()


def _participations(staying: Organisation, going: Organisation, participations: list[Participation]) -> None:
    """What was before the last period, written down at the one that stays; what is as it was is left alone."""
    wanted = {(one.period.first, one.period.last): one for one in participations[:-1]}
    for row in EarlierParticipation.objects.filter(organisation__in=[staying, going]).order_by("pk"):
        if wanted.pop((row.starts_on, row.ends_on), None) is None:
            row.delete()
        elif row.organisation_id != staying.pk:
            row.organisation = staying
            row.save(update_fields=["organisation"])
    EarlierParticipation.objects.bulk_create(
        EarlierParticipation(
            organisation=staying, starts_on=one.period.first, ends_on=one.period.last, reason=one.reason
        )
        for one in wanted.values()
        if one.period.last
    )

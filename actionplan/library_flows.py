"""What happens to the library: something is added, and actions are connected with it."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.db import models, transaction

from actionplan.editing import may_be_edited, refuse_when_closed
from actionplan.models import Action, ActionAgreement, AdjoiningPolicy, PolicyConnection
from network.database import one_at_a_time
from network.history import because
from network.models import Person
from partners.models import Agreement

Entry = TypeVar("Entry", bound=models.Model)


@transaction.atomic
def add_entry(entry: Entry, *, by: Person) -> Entry:
    """Whoever presses the button twice adds it once."""
    one_at_a_time(f"the library: {entry._meta.label}")
    values = {field.attname: getattr(entry, field.attname) for field in entry._meta.fields if not field.primary_key}
    there: Entry | None = type(entry)._default_manager.filter(**values).first()  # noqa: SLF001  (a model of any kind)
    if there is not None:
        return there
    entry.full_clean()
    with because(f"{entry._meta.verbose_name} toegevoegd".capitalize(), by=by):
        entry.save()
    return entry


@transaction.atomic
def connect_policy(policy: AdjoiningPolicy, action: Action, *, by: Person, note: str = "") -> PolicyConnection:
    """Once, whoever asks it twice."""
    Action.objects.select_for_update().get(pk=action.pk)
    refuse_when_closed(action)
    if there := PolicyConnection.objects.filter(policy=policy, action=action).first():
        return there
    connection = PolicyConnection(policy=policy, action=action, note=note)
    connection.full_clean()
    with because(f"Verbonden met actie {action.code}", by=by):
        connection.save()
    return connection


@transaction.atomic
def disconnect_policy(connection: PolicyConnection, *, by: Person) -> None:
    refuse_when_closed(connection.action)
    with because(f"Verbinding met actie {connection.action.code} weggehaald", by=by):
        PolicyConnection.objects.filter(pk=connection.pk).delete()


@transaction.atomic
def tie_action(
    action: Action, *, by: Person, seen: Mapping[str, Collection[int]], chosen: Mapping[str, Collection[int]]
) -> Action:
    """Tie it to what this person ticked, and untie what they took the tick away from; what somebody else ticked
    meanwhile stays. Ids by the name of the field.
    """
    ticked = {name: set(chosen[name]) - set(seen[name]) for name in chosen}
    unticked = {name: set(seen[name]) - set(chosen[name]) for name in chosen}
    if not any(ticked.values()) and not any(unticked.values()):
        return action
    may_be_edited(action.plan)
    current = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    with because("Verbanden gewijzigd", by=by):
        for name in ("interventions", "campaigns"):
            links = getattr(current, name)
            links.add(*ticked[name])
            links.remove(*unticked[name])
        _bind(current, ticked["agreements"], unticked["agreements"])
    return current


def _bind(action: Action, to: Collection[int], no_longer_to: Collection[int]) -> None:
    for agreement in Agreement.objects.filter(pk__in=to):
        ActionAgreement.objects.get_or_create(action=action, agreement=agreement)
    action.agreement_links.filter(agreement__in=no_longer_to).delete()

"""What happens to the parts of an action. None of it touches the action itself, so nobody who edits that is in the way.

What was agreed (the title and planned day of a milestone, the range of a target) is the contents of the plan. What was
reached, expected, said and shown is progress: it belongs to the version in force.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from actionplan import changing
from actionplan.editing import may_be_edited, refuse_when_closed
from actionplan.models import (
    Action,
    ActionComment,
    ActionDocument,
    ActionTarget,
    Milestone,
    Realisation,
)
from network.history import because
from network.models import Person
from partners.document_flows import keep_with_its_file, remove_with_its_file

Part = TypeVar("Part", Milestone, ActionTarget)
PROGRESS = frozenset({"forecast_on", "achieved_on"})


@transaction.atomic
def add_milestone(action: Action, *, by: Person, values: Mapping[str, Any]) -> Milestone:
    """Whoever presses the button twice adds it once."""
    may_be_edited(action.plan)
    current = _lock(action)
    if there := current.milestones.filter(**values).first():
        return there
    return _added(Milestone(action=current, **values), by)


@transaction.atomic
def add_target(action: Action, *, by: Person, values: Mapping[str, Any]) -> ActionTarget:
    may_be_edited(action.plan)
    current = _lock(action)
    if there := current.targets.filter(**values).first():
        return there
    return _added(ActionTarget(action=current, **values), by)


def _added(part: Part, by: Person) -> Part:
    part.full_clean()
    with because("", by=by):
        part.save()
    return part


@transaction.atomic
def change_part(part: Part, *, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]) -> Part:
    """Change what this person changed, and keep what somebody else changed in other fields meanwhile."""
    if changes.keys() - PROGRESS:
        may_be_edited(part.action.plan)
    refuse_when_closed(part.action)
    return changing.change_part(part, by=by, seen=seen, changes=changes, reason="")


@transaction.atomic
def remove_part(part: Milestone | ActionTarget, *, by: Person) -> None:
    """What was counted for a target goes with it; in the history it stays. Once is enough."""
    may_be_edited(part.action.plan)
    with because("", by=by):
        part.delete()


@transaction.atomic
def add_realisation(target: ActionTarget, *, by: Person, value: Decimal, measured_on: date) -> Realisation:
    """Another count. The newest of a day counts, so who made a mistake counts again; the same twice is one."""
    current = changing.lock(target)
    refuse_when_closed(target.action)
    newest = current.realisations.filter(measured_on=measured_on).order_by("-pk").first()
    if newest is not None and newest.value == value:
        return newest
    realisation = Realisation(target=current, value=value, measured_on=measured_on)
    realisation.full_clean()
    with because("", by=by):
        realisation.save()
    return realisation


@transaction.atomic
def add_comment(action: Action, *, by: Person, text: str) -> ActionComment:
    """Whoever presses the button twice says it once."""
    current = _lock(action)
    refuse_when_closed(current)
    last = current.comments.filter(person=by).last()
    if last is not None and last.text == text:
        return last
    comment = ActionComment(action=current, person=by, text=text)
    comment.full_clean()
    with because("", by=by):
        comment.save()
    return comment


@transaction.atomic
def remove_comment(comment: ActionComment, *, by: Person) -> None:
    """Of a closed plan too: what should never have been said about somebody does not have to stay."""
    with because("", by=by):
        ActionComment.objects.filter(pk=comment.pk).delete()


@transaction.atomic
def add_document(action: Action, *, title: str, file_name: str, content: bytes, by: Person) -> ActionDocument:
    """Who calls this has checked the bytes. The very same file a second time is the one that is there."""
    current = _lock(action)
    refuse_when_closed(current)
    checksum = hashlib.sha256(content).hexdigest()
    if there := current.documents.filter(title=title, sha256=checksum).first():
        return there
    document = ActionDocument(
        action=current, title=title, file_name=file_name, size=len(content), sha256=checksum, uploaded_by=by
    )
    keep_with_its_file(document, content, by=by)
    return document


@transaction.atomic
def remove_document(document: ActionDocument, *, reason: str, by: Person) -> None:
    """Of a closed plan too, like a remark."""
    current = ActionDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if current:
        remove_with_its_file(current, reason=reason, by=by)


def _lock(action: Action) -> Action:
    return Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action.pk)

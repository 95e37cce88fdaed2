"""What somebody saved last in the list, kept in the session for as long as it can be taken back."""

from django.contrib.sessions.backends.base import SessionBase

from actionplan.models import Action
from actionplan.row_flows import Undo

_KEY = "last_change_in_the_plan"


def remember_last_change(session: SessionBase, undo: Undo) -> None:
    if undo.changed_something:
        session[_KEY] = undo.plain


def last_change(session: SessionBase, action: Action) -> Undo | None:
    undo = Undo.read(session.get(_KEY))
    return undo if undo is not None and undo.action == action.pk else None


def forget_last_change(session: SessionBase) -> None:
    session.pop(_KEY, None)


def action_to_undo(session: SessionBase) -> int | None:
    """Which action somebody changed last."""
    undo = Undo.read(session.get(_KEY))
    return undo.action if undo else None

"""Sessions in the database, as Django keeps them. Every page reads one, so that question is worded once."""

from functools import cache

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from network.worded_once import WordedOnce


@cache
def _worded() -> WordedOnce[Session]:
    return WordedOnce(Session.objects.all())


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """What is not there or is over, Django deals with."""
        found = _worded().with_id(self.session_key)
        if found and found.expire_date > timezone.now():
            return found
        return super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs

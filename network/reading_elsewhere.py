"""With DATABASE_READ_URL a copy of the database (a streaming replica) answers who only reads.

One rule: a GET of one of PAGES is answered by the copy. All of it, for the copy stands in the place of «default» while
the page is made: the role of visitors, the transaction and bare SQL go there too. Who is at work is known before that,
from the primary.

Whoever saved something reads it back. The session keeps how far the primary was after the last save, and the copy
answers only when it has come that far. It also answers nobody when it is behind, broken or no copy any longer; then the
primary does, as it does without this setting.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import resolve

from network.databases import COPY

Handler = Callable[[HttpRequest], HttpResponseBase]

PAGES = frozenset({
    # what everybody may read
    "partners:help-index", "partners:help-acute", "partners:help-longer-ago", "partners:help-relatives",
    "partners:help-oneself", "partners:help-work", "partners:help-safety", "partners:help-service",
    "monitor:public-list", "monitor:public-report", "monitor:public-pdf", "monitor:public-csv",
    # the dashboards, and what was released
    "monitor:dashboard", "monitor:indicator-list", "monitor:indicator-detail", "monitor:indicator-csv",
    "monitor:edition-list", "monitor:edition-detail", "monitor:edition-csv",
    "monitor:municipality-list", "monitor:municipality-detail", "monitor:side-by-side",
    "monitor:year-list", "monitor:year-detail", "monitor:year-csv",
})  # fmt: skip
OPEN_DATA = "partners:hsds"  # and all that begins with it
MOST_BEHIND = 10  # seconds
ASKED_AGAIN_AFTER = 10  # seconds that a copy which did not answer is left alone
SAVED_UP_TO = "saved_up_to"  # in the session

_HOW_IT_IS = """
SELECT pg_is_in_recovery()
   AND EXISTS (SELECT FROM pg_stat_wal_receiver)
   AND pg_last_wal_replay_lsn() >= %s::pg_lsn
   AND (pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
        OR now() - pg_last_xact_replay_timestamp() < make_interval(secs => %s))
"""
_left_alone_until = 0.0  # of this process, on the monotonic clock


def read_from_the_copy(get_response: Handler) -> Handler:
    if not settings.DATABASE_READ_URL:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            response = get_response(request)
            _note_the_save(request)
            return response
        if _reads_only(request) and _answers_now(request):
            with _in_the_place_of_the_primary():
                response = get_response(request)
            if response.status_code != 503:
                return response
            _leave_alone()  # it broke half-way, and nothing is lost by asking the primary the same
        return get_response(request)

    return middleware


def _reads_only(request: HttpRequest) -> bool:
    with suppress(Http404):
        name = resolve(request.path_info).view_name
        return name in PAGES or name.startswith(OPEN_DATA)
    return False


def _answers_now(request: HttpRequest) -> bool:
    """Asked at each page: a question of a tenth of a millisecond, and never a stale answer for who just saved."""
    if time.monotonic() < _left_alone_until:
        return False
    saved = request.session.get(SAVED_UP_TO, "0/0") if request.user.is_authenticated else "0/0"
    try:
        with connections[COPY].cursor() as cursor:
            cursor.execute(_HOW_IT_IS, [saved, MOST_BEHIND])
            return bool(cursor.fetchone()[0])
    except (DatabaseError, InterfaceError):
        connections[COPY].close()
        _leave_alone()
        return False


def _leave_alone() -> None:
    global _left_alone_until
    _left_alone_until = time.monotonic() + ASKED_AGAIN_AFTER


@contextmanager
def _in_the_place_of_the_primary() -> Iterator[None]:
    primary: BaseDatabaseWrapper = connections["default"]
    connections["default"] = connections[COPY]
    try:
        yield
    finally:
        connections["default"] = primary


def _note_the_save(request: HttpRequest) -> None:
    """After the transaction of the request, so that it holds what was saved."""
    if not request.user.is_authenticated:
        return
    with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        request.session[SAVED_UP_TO] = str(cursor.fetchone()[0])

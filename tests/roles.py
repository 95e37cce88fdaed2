"""A middleware for the tests: which database role answers which request."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from network.middleware import BEFORE_SIGN_IN


def assert_database_role(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Visitors are answered by portal_public, everybody else by portal_web; nobody by an owner or a superuser."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        connection.ensure_connection()
        # Past Django's own cursor, so that the question doesn't count in a test's query budget.
        role = connection.connection.execute("SELECT current_user").fetchone()[0]
        is_visitor = not request.user.is_authenticated and not request.path.startswith(BEFORE_SIGN_IN)
        assert role == ("portal_public" if is_visitor else "portal_web"), f"{request.path} answered by {role}"
        return get_response(request)

    return middleware

"""A plan that is closed does not change any more, whatever somebody sends: this answers where a page can't say so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from actionplan.editing import PlanIsClosedError


class PageForAClosedPlan:
    """For pages without a form to say it in, such as those that ask whether something may go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PlanIsClosedError):
            return None
        return render(request, "actionplan/plan_is_closed.html", {"why": exception.message}, status=422)

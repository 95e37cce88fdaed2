"""Two adopted reports beside each other."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitor.reporting.comparison_page import ComparisonPage
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_safe
def report_comparison(request: SignedInRequest) -> HttpResponse:
    """/rapportages/vergelijken/: only what this person may read, and only what each of the two held when adopted."""
    require(request.user, Permission.REPORT_LIST)
    page = ComparisonPage.of(request.user, request.GET)
    does_not_fit = page.has_two and page.comparison is None
    return render(
        request, "monitor/reports/report_comparison.html", {"page": page}, status=422 if does_not_fit else 200
    )

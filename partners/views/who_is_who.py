"""The partners and whom to reach there, on paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.dates import today
from network.downloads import as_download
from network.pages import SignedInRequest
from network.pdf import PdfError
from network.policy import Permission, require
from partners.who_is_who import make_who_is_who


@require_safe
def who_is_who(request: SignedInRequest) -> HttpResponse:
    """/partners/wie-is-wie/: made anew each time, since people come and go."""
    require(request.user, Permission.ORGANISATION_EXPORT)
    day = today()
    try:
        content = make_who_is_who(request.user, day)
    except PdfError as problem:
        return render(request, "partners/who_is_who_failed.html", {"problem": str(problem)}, status=503)
    return as_download(content, file_name=f"wie-is-wie-{day:%Y-%m-%d}.pdf", content_type="application/pdf")

"""The sociale kaart on paper, per municipality."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.downloads import as_download
from network.models import Municipality
from network.pages import SignedInRequest
from network.pdf import PdfError
from network.policy import Permission, require
from partners.models import Audience
from partners.service_paper import TooMuchError, make_service_paper, service_paper

TOO_MUCH = "Dit is te veel aanbod voor één lijst. Kies voor wie de lijst is, of download de sociale kaart."


@require_safe
def service_print(request: SignedInRequest) -> HttpResponse:
    """Which municipality, for whom, and whether the numbers of professionals may be on it."""
    require(request.user, Permission.SERVICE_EXPORT)
    places = list(Municipality.objects.of_this_region())
    chosen = next((place for place in places if place.code == request.GET.get("gemeente")), None)
    if chosen:
        asked = {name: request.GET[name] for name in ("wie", "professionals") if request.GET.get(name)}
        address = reverse("partners:service-pdf", args=[chosen.code])
        return redirect(f"{address}?{urlencode(asked)}" if asked else address)
    crumbs = [("Sociale kaart", reverse("partners:service-list")), ("Afdrukken", None)]
    context = {"places": places, "audiences": Audience.choices, "crumbs": crumbs}
    return render(request, "partners/service_print.html", context)


@require_safe
def service_pdf(request: SignedInRequest, code: str) -> HttpResponse:
    """Made anew each time. `?wie=perpetrator` is for one audience, `?professionals=ja` has their own numbers too."""
    require(request.user, Permission.SERVICE_EXPORT)
    place = get_object_or_404(Municipality.objects.of_this_region(), code=code)
    asked = request.GET.get("wie", "")
    try:
        paper = service_paper(
            request.user,
            place,
            timezone.localtime(),
            audience=Audience(asked) if asked in Audience.values else None,
            with_professional_numbers="professionals" in request.GET,
        )
        content = make_service_paper(paper)
    except TooMuchError:
        return render(request, "partners/service_print_failed.html", {"problem": TOO_MUCH}, status=422)
    except PdfError as problem:
        return render(request, "partners/service_print_failed.html", {"problem": str(problem)}, status=503)
    return as_download(content, file_name=paper.file_name, content_type="application/pdf")

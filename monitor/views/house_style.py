"""The house style of the reports: one page, and the logo on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from monitor.models import HouseStyle
from monitor.reporting.house_style import HouseStyleForm, set_house_style
from monitor.reporting.style import Style, style_of
from network.downloads import HARMLESS
from network.pages import SignedInRequest
from network.pictures import MOST_BYTES, too_large_picture
from network.policy import Permission, require
from network.uploads import sends_more_than
from partners.side_by_side import ChangedMeanwhileError


# Checking the token reads the whole body, so the size comes first and the token is checked by the view inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def house_style(request: SignedInRequest) -> HttpResponse:
    """Whose mark and colour reports carry, with an example of the cover."""
    require(request.user, Permission.REPORT_STYLE)
    if sends_more_than(request, MOST_BYTES):
        stored = HouseStyle.objects.first()
        return _page(request, HouseStyleForm(stored=stored), stored, problem=too_large_picture(), status=413)
    return _set(request)


@csrf_protect
def _set(request: SignedInRequest) -> HttpResponse:
    stored = HouseStyle.objects.first()
    form = HouseStyleForm(*((request.POST, request.FILES) if request.method == "POST" else ()), stored=stored)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, stored, status=422 if form.errors else 200)
    values = {name: value for name, value in form.cleaned_data.items() if name != "logo"}
    try:
        set_house_style(by=request.user, drawing=form.drawing, **values)
    except ChangedMeanwhileError as meanwhile:
        form.show_again(meanwhile.stored.version)
        return _page(request, form, meanwhile.stored, is_changed=True, status=409)
    messages.success(request, "Opgeslagen. Nieuwe PDF’s krijgen deze huisstijl; wat er al is, verandert niet.")
    return redirect("monitor:house-style")


def _page(
    request: SignedInRequest,
    form: HouseStyleForm,
    stored: HouseStyle | None,
    *,
    problem: str = "",
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "style": style_of(stored) if stored else Style(),
        "version": stored.version if stored else 0,
        "problem": problem,
        "is_changed": is_changed,
        "crumbs": [("Rapportages", reverse("monitor:report-list")), ("Huisstijl", None)],
    }
    return render(request, "monitor/reports/house_style.html", context, status=status)


@require_safe
def house_logo(request: SignedInRequest) -> HttpResponse:
    """The logo, as we drew it."""
    require(request.user, Permission.REPORT_STYLE)
    stored = HouseStyle.objects.first()
    if stored is None or not stored.logo:
        raise Http404("Er is geen logo.")
    response = HttpResponse(stored.logo, content_type="image/png")
    response.headers["Content-Security-Policy"] = HARMLESS
    return response

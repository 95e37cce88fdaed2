"""/monitor/jaaredities/: the figures of a year, kept as they were adopted."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from monitor.menu import monitor_menu
from monitor.models import AlteredFileError, YearEdition
from monitor.year_editions import (
    FIRST_YEAR,
    YearRefusedError,
    bytes_of,
    cite_line,
    corrections_since,
    editions_in,
    freeze_year,
    newest_editions,
)
from network.dates import today
from network.downloads import as_download
from network.dutch import long_date
from network.fields import DutchIntegerField
from network.guarded import GuardedTextField
from network.pages import SignedInRequest
from network.policy import Permission, may, require


class FreezeForm(forms.Form):
    """Of which year, and what to say with it."""

    year = DutchIntegerField(label="Jaar", error_messages={"required": "Het jaar ontbreekt. Typ bijvoorbeeld: 2025."})
    note = GuardedTextField(
        label="Toelichting",
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wat moet iemand weten die deze cijfers aanhaalt?",
    )

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= today().year:
            raise ValidationError(f"Kies een jaar van {FIRST_YEAR} tot en met {today().year}.")
        return year


@require_safe
def year_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.FIGURE_VIEW)
    context = {
        "kept": YearEdition.objects.defer("content"),
        "may_freeze": may(request.user, Permission.EDITION_RELEASE),
        "menu": monitor_menu(request.user, "monitor:indicator-list"),
    }
    return render(request, "monitor/years/year_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def year_freeze(request: SignedInRequest) -> HttpResponse:
    """Shows what goes in before anything is kept."""
    require(request.user, Permission.EDITION_RELEASE)
    form = FreezeForm(request.POST if request.method == "POST" else None, initial={"year": today().year - 1})
    if form.is_valid():
        try:
            kept = freeze_year(**form.cleaned_data, by=request.user)
        except YearRefusedError as refused:
            form.add_error("year", str(refused))
        else:
            messages.success(request, f"{kept} is vastgesteld. Dit bestand verandert niet meer.")
            return redirect(kept)
    crumbs = [("Jaaredities", reverse("monitor:year-list")), ("Vaststellen", None)]
    context = {"form": form, "editions": newest_editions(), "crumbs": crumbs}
    return render(request, "monitor/years/year_freeze.html", context, status=422 if form.errors else 200)


@require_safe
def year_detail(request: SignedInRequest, year: int) -> HttpResponse:
    """What is in it, and what was corrected since."""
    require(request.user, Permission.FIGURE_VIEW)
    kept = get_object_or_404(YearEdition.objects.defer("content"), year=year)
    context = {
        "kept": kept,
        "cite": cite_line(kept.year, long_date(kept.frozen_at)),
        "editions": editions_in(kept),
        "corrections": corrections_since(kept),
        "menu": monitor_menu(request.user, "monitor:indicator-list"),
        "crumbs": [("Jaaredities", reverse("monitor:year-list")), (str(kept), None)],
    }
    return render(request, "monitor/years/year_detail.html", context)


@require_safe
def year_csv(request: SignedInRequest, year: int) -> HttpResponse:
    """Always the same bytes; none at all when they were tampered with."""
    require(request.user, Permission.FIGURE_VIEW)
    kept = get_object_or_404(YearEdition, year=year)
    try:
        content = bytes_of(kept)
    except AlteredFileError:
        return render(request, "monitor/years/altered_file.html", {"kept": kept}, status=500)
    return as_download(content, file_name=f"jaareditie-{kept.year}.csv", content_type="text/csv; charset=utf-8")

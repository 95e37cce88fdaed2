"""/regio/inrichten/ and /regio/gebieden/: which municipalities the portal is for, and the areas that others draw."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.areas.area_import import AREAS
from network.areas.region_setup import THERE_IS_ONE, SetupRefusedError, set_up_region
from network.areas.setup_form import RegionSetupForm
from network.areas.shown import areas_shown
from network.dates import today
from network.imports import pages
from network.models import AreaSet, Municipality, Region
from network.pages import SignedInRequest
from network.policy import Permission, may, require

Crumbs = list[tuple[str, str | None]]


@require_http_methods(["GET", "HEAD", "POST"])
def region_setup(request: SignedInRequest) -> HttpResponse:
    """The region of an empty portal. Whoever comes later, or sends twice, hears that there is one."""
    require(request.user, Permission.REGION_EDIT)
    if region := Region.objects.current():
        messages.warning(request, THERE_IS_ONE.format(name=region))
        return redirect("network:area-list")
    form = RegionSetupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = set_up_region(**form.cleaned_data, by=request.user)
            messages.success(request, " ".join(made.in_words))
            return redirect("network:area-list")
        except (SetupRefusedError, ValidationError) as refused:
            form.add_error(None, refused.messages if isinstance(refused, ValidationError) else str(refused))
    context = {"form": form, "crumbs": _crumbs("Regio inrichten", is_under_areas=False)}
    return render(request, "network/region_setup.html", context, status=422 if form.errors else 200)


@require_safe
def area_list(request: SignedInRequest) -> HttpResponse:
    """Per kind the areas that touch the region, and which of its municipalities are in none."""
    require(request.user, Permission.REGION_VIEW)
    region = Region.objects.current()
    kinds, unknown = areas_shown(region, today()) if region else ([], [])
    context = {
        "region": region,
        "kinds": kinds,
        "unknown": unknown,
        "may_edit": may(request.user, Permission.REGION_EDIT),
        "crumbs": _crumbs("Gebieden", is_under_areas=False),
    }
    return render(request, "network/area_list.html", context)


@require_safe
def area_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One area: which municipalities belong to it and since when, and which did before or will."""
    require(request.user, Permission.REGION_VIEW)
    area = get_object_or_404(AreaSet, pk=pk)
    region = Region.objects.current()
    day = today()
    parts = list(area.parts.select_related("municipality").order_by("municipality__name", "valid_from"))
    now = [part for part in parts if part.counts_on(day)]
    ours = set(Municipality.objects.of_region(region, day).values_list("pk", flat=True)) if region else set()
    context = {
        "area": area,
        "here": [part for part in now if part.municipality_id in ours],
        "elsewhere": [part for part in now if part.municipality_id not in ours],
        "others": [part for part in parts if part not in now],
        "is_the_region": bool(ours) and {part.municipality_id for part in now} == ours,
        "region": region,
        "crumbs": _crumbs(area.name),
    }
    return render(request, "network/area_detail.html", context)


@require_http_methods(["GET", "POST"])
def area_import(request: SignedInRequest) -> HttpResponse:
    return pages.start(request, AREAS)


@require_http_methods(["GET", "POST"])
def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.columns(request, AREAS, pk)


@require_http_methods(["GET", "POST"])
def import_look(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.look(request, AREAS, pk)


def _crumbs(page: str, *, is_under_areas: bool = True) -> Crumbs:
    crumbs: Crumbs = [("Gemeenten en overleggen", reverse("partners:region"))]
    if is_under_areas:
        crumbs.append(("Gebieden", reverse("network:area-list")))
    return [*crumbs, (page, None)]

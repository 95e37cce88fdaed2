"""/regio/: the municipalities of the network, who speaks for each, and the bodies with their seats."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network import office_flows
from network.dates import today
from network.dutch import long_date
from network.models import AreaMembership, Municipality, MunicipalOffice, Office, Region
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.region import history_of_offices, offices_of, region_shown
from partners.region_forms import OfficeEndForm, OfficeForm


@require_safe
def region(request: SignedInRequest) -> HttpResponse:
    """All municipalities of today, with their portefeuillehouder and beleidsadviseur."""
    require(request.user, Permission.REGION_VIEW)
    region = Region.objects.current()
    context = {"shown": region_shown(region, request.user, today()), "region": region}
    return render(request, "partners/region.html", context)


@require_safe
def municipality(request: SignedInRequest, code: str) -> HttpResponse:
    """One municipality: who speaks for it now, and who did before."""
    require(request.user, Permission.REGION_VIEW)
    found = _municipality(code)
    holders = list(found.offices.newest_first())
    now = [holder for holder in holders if holder.counts_on(today())]
    context = {
        "municipality": found,
        "organisation": getattr(found, "organisation", None),
        "offices": offices_of(found, now, request.user),
        "populations": found.populations.order_by("-year"),
        "areas": AreaMembership.objects.on().of_others(found),
        "others": [holder for holder in holders if holder not in now],
        "changes": history_of_offices(found),
        "crumbs": _crumbs(found),
    }
    return render(request, "partners/municipality.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def office_assign(request: SignedInRequest, code: str, office: str) -> HttpResponse:
    """Who has this office from a day on. The one who had it keeps it up to the day before."""
    found, kind = _municipality(code), _office(office)
    require(request.user, Permission.OFFICE_EDIT, MunicipalOffice(municipality=found, office=kind))
    last = found.offices.filter(office=kind).newest_first().first()
    typed = request.POST if request.method == "POST" else None
    form = OfficeForm(typed, municipality=found, last=last, chosen_by=request.user)
    if request.method != "POST" or not form.is_valid():
        return _office_page(request, found, kind, last, form, status=422 if request.method == "POST" else 200)
    person, starts_on = form.cleaned_data["person"], form.cleaned_data["starts_on"]
    try:
        office_flows.assign_office(
            found,
            office=kind,
            person=person,
            starts_on=starts_on,
            by=request.user,
            last_seen=form.cleaned_data["last_seen"],
        )
    except office_flows.AssignedMeanwhileError as meanwhile:
        return _office_page(request, found, kind, meanwhile.last, _having_seen(form, meanwhile.last), status=409)
    except ValidationError as error:
        form.add_error("starts_on", error.messages)
        return _office_page(request, found, kind, last, form, status=422)
    messages.success(request, f"Opgeslagen: {person} is {kind.label} van {found} vanaf {long_date(starts_on)}.")
    return redirect(_address(found))


@require_http_methods(["GET", "HEAD", "POST"])
def office_end(request: SignedInRequest, code: str, office: str) -> HttpResponse:
    """The last day of whoever has this office, without somebody after that."""
    found, kind = _municipality(code), _office(office)
    require(request.user, Permission.OFFICE_EDIT, MunicipalOffice(municipality=found, office=kind))
    last = found.offices.filter(office=kind).newest_first().first()
    if last is None:
        raise Http404
    form = OfficeEndForm(request.POST if request.method == "POST" else None, last=last)
    if request.method != "POST" or not form.is_valid():
        return _office_page(request, found, kind, last, form, status=422 if request.method == "POST" else 200)
    ends_on, last_seen = form.cleaned_data["ends_on"], form.cleaned_data["last_seen"]
    try:
        office_flows.end_office(found, office=kind, ends_on=ends_on, by=request.user, last_seen=last_seen)
    except office_flows.AssignedMeanwhileError as meanwhile:
        return _office_page(request, found, kind, meanwhile.last, _having_seen(form, meanwhile.last), status=409)
    messages.success(request, f"Opgeslagen: {last.person} is {kind.label} van {found} tot en met {long_date(ends_on)}.")
    return redirect(_address(found))


def _municipality(code: str) -> Municipality:
    region = Region.objects.current()
    if region is None:
        raise Http404
    return get_object_or_404(Municipality.objects.ever_in_region(region), code=code)


def _office(label: str) -> Office:
    """The address says «portefeuillehouder»."""
    found = next((office for office in Office if office.label == label), None)
    if found is None:
        raise Http404
    return found


def _address(municipality: Municipality) -> str:
    return reverse("partners:municipality-detail", args=[municipality.code])


def _crumbs(municipality: Municipality, page: str = "") -> list[tuple[str, str | None]]:
    crumbs: list[tuple[str, str | None]] = [
        ("Gemeenten en overleggen", reverse("partners:region")),
        (str(municipality), _address(municipality)),
    ]
    return [*crumbs, (page, None)] if page else crumbs


def _having_seen(form: Any, last: MunicipalOffice | None) -> forms.Form:
    """What this person typed, sent by somebody who by now knows who was assigned."""
    form.data = form.data.copy()
    form.data["last_seen"] = last.pk if last else ""
    return form


def _office_page(
    request: SignedInRequest,
    municipality: Municipality,
    office: Office,
    last: MunicipalOffice | None,
    form: forms.Form,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "municipality": municipality,
        "office": office,
        "last": last,
        "form": form,
        "is_conflict": status == 409,
        "crumbs": _crumbs(municipality, f"{office.label.capitalize()} vastleggen"),
    }
    page = "office_end" if isinstance(form, OfficeEndForm) else "office_form"
    return render(request, f"partners/{page}.html", context, status=status)

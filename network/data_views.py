"""Pages about personal data: the check while typing, the registry, and what is held about one person."""

import json
import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import erasure
from network.data_forms import ErasureForm
from network.data_inventory import Basis, by_group
from network.downloads import as_download
from network.guarded import MOST_TO_CHECK, check_text
from network.models import Person
from network.pages import SignedInRequest
from network.people import person_or_404
from network.personal_data import Kind
from network.policy import Permission, may, require


@require_POST
def check_typed_text(request: SignedInRequest) -> HttpResponse:
    """What the guard says of the text that htmx sends from a field. Nothing is stored, and nothing logged."""
    name = request.headers.get("HX-Trigger-Name", "")
    element_id = request.headers.get("HX-Trigger", "")
    check = check_text(
        request.POST.get(name, "")[:MOST_TO_CHECK],
        name=name,
        element_id=element_id if re.fullmatch(r"[\w-]{1,100}", element_id) else "tekst",
        refuses=[kind for kind in Kind if kind in request.POST.get("weigert", "").split()],
        known=request.POST.get("bekend", "").split(),
    )
    return render(request, "forms/_guard.html", {"check": check})


@require_safe
def inventory(request: SignedInRequest) -> HttpResponse:
    """Every field with personal data, for the DPIA and the verwerkingsregister."""
    require(request.user, Permission.DATA_INVENTORY_VIEW)
    may_erase = may(request.user, Permission.PERSON_ERASE)
    context = {
        "groups": by_group(),
        "bases": list(Basis),
        "may_erase": may_erase,
        "long_gone": erasure.may_be_erased() if may_erase else [],
    }
    return render(request, "network/data_inventory.html", context)


def _person_seen_by(request: SignedInRequest, pk: int) -> Person:
    person = person_or_404(request, pk)
    require(request.user, Permission.PERSON_ERASE)
    return person


@require_http_methods(["GET", "HEAD", "POST"])
def person_data(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the portal holds about somebody, and erasing it after typing the name."""
    person = _person_seen_by(request, pk)
    form = ErasureForm(request.POST if request.method == "POST" else None, person=person)
    if request.method != "POST":
        return _person_page(request, person, form)
    if not form.is_valid():
        return _person_page(request, person, form, status=422)
    try:
        erased = erasure.erase_person(person, by=request.user)
    except erasure.StillTiedError as error:
        form.add_error(None, str(error))
        return _person_page(request, person, form, status=409)
    messages.success(request, f"Gewist. In het portaal heet deze persoon nu «{erased.name}».")
    return redirect("network:person-data", pk=person.pk)


def _person_page(request: SignedInRequest, person: Person, form: ErasureForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "person": person,
        "holdings": erasure.holdings_of(person),
        "mentions": [] if person.erased_on else erasure.mentions_of(person),
        "why_not": erasure.why_not(person),
        "form": form,
    }
    return render(request, "network/person_data.html", context, status=status)


@require_safe
def person_data_file(request: SignedInRequest, pk: int) -> HttpResponse:
    return _data_file(_person_seen_by(request, pk))


@require_safe
def own_data(request: SignedInRequest) -> HttpResponse:
    """Everybody may read what the portal holds about themselves."""
    return render(request, "network/own_data.html", {"holdings": erasure.holdings_of(request.user)})


@require_safe
def own_data_file(request: SignedInRequest) -> HttpResponse:
    return _data_file(request.user)


def _data_file(person: Person) -> HttpResponse:
    return as_download(
        json.dumps(erasure.export_of(person), ensure_ascii=False, indent=2),
        file_name=f"gegevens-persoon-{person.pk}.json",
        content_type="application/json; charset=utf-8",
    )

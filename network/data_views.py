"""Pages about personal data: the check of a text while somebody types."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from network.guarded import MOST_TO_CHECK, check_text
from network.pages import SignedInRequest
from network.personal_data import Kind


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

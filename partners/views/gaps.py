"""Where there is no help known: doelgroep, pijler and gemeente side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.models import Municipality
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.gaps import Rows, matrix_shown
from partners.models import CarePillar


@require_safe
def service_gaps(request: SignedInRequest) -> HttpResponse:
    """`?gemeente=GM0268&rij=groep`: of one municipality, or by the groups that need extra attention."""
    require(request.user, Permission.SERVICE_GAPS)
    places = list(Municipality.objects.of_this_region())
    asked = request.GET.get("gemeente", "")
    only = next((place for place in places if place.code == asked), None)
    rows = Rows.GROUPS if request.GET.get("rij") == Rows.GROUPS else Rows.AUDIENCES
    context = {
        "matrix": matrix_shown(request.user, rows, [only] if only else places) if places else None,
        "pillars": list(CarePillar),
        "places": places,
        "only": only,
        "by_group": rows == Rows.GROUPS,
    }
    return render(request, "partners/service_gaps.html", context)

"""Pages about municipalities: on the map, one by one, and the sources side by side."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from monitor.boundaries import MOST_BYTES, too_large
from monitor.boundary_flows import Look, discard, look_at, save_boundaries, waiting_for
from monitor.map_forms import BoundariesForm, MapForm
from monitor.maps import Ground, editions_to_map, map_page
from monitor.menu import monitor_menu
from monitor.models import Boundaries
from monitor.municipality_picture import Picture, Readable, picture_of
from monitor.picture_paper import make_picture_paper
from monitor.side_by_side import sources_beside
from network.dates import today
from network.downloads import as_download
from network.pages import SignedInRequest
from network.pdf import PdfError
from network.policy import Permission, require
from network.uploads import sends_more_than

_WAITING = "boundaries"  # in the session: the mark of the file that was looked at last


@require_safe
def municipality_list(request: SignedInRequest) -> HttpResponse:
    """The municipalities of the region on a map and in a table, for one figure and one period."""
    require(request.user, Permission.FIGURE_VIEW)
    ground, editions = Ground.known(), editions_to_map(request.user)
    form = MapForm(editions, ground, request.GET) if editions and ground.lives else None
    page = None
    if form and form.period:
        page = map_page(
            form.edition, form.choice, form.values, form.period, ground, layout=form.layout, adds_up=form.adds_up
        )
    context = {
        "form": form,
        "page": page,
        "clear": request.path if request.GET else "",
        "lives": ground.on(today()),
        "menu": monitor_menu(request.user, "monitor:municipality-list"),
    }
    return render(request, "monitor/maps/municipality_list.html", context)


@require_safe
def municipality_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """The picture of one municipality: aard and omvang, aanbod, acties and gaten."""
    require(request.user, Permission.FIGURE_VIEW)
    context = {
        "picture": _picture(request, code),
        "menu": monitor_menu(request.user, "monitor:municipality-list"),
    }
    return render(request, "monitor/maps/municipality_detail.html", context)


@require_safe
def municipality_pdf(request: SignedInRequest, code: str) -> HttpResponse:
    """The same on paper, made anew each time."""
    require(request.user, Permission.FIGURE_VIEW)
    try:
        content = make_picture_paper(_picture(request, code), today())
    except PdfError as problem:
        failed = {"problem": str(problem), "code": code}
        return render(request, "monitor/maps/paper_failed.html", failed, status=503)
    file_name = f"beeld-{code}-{today():%Y-%m-%d}.pdf"
    return as_download(content, file_name=file_name, content_type="application/pdf")


def _picture(request: SignedInRequest, code: str) -> Picture:
    ground = Ground.known()
    if code not in ground.municipalities:
        raise Http404
    return picture_of(code, ground, Readable.to(request.user), today())


@require_safe
def side_by_side(request: SignedInRequest) -> HttpResponse:
    """What each source counts, with its own definition; nothing is worked out across them."""
    require(request.user, Permission.FIGURE_VIEW)
    context = {
        "groups": sources_beside(request.user),
        "menu": monitor_menu(request.user, "monitor:side-by-side"),
    }
    return render(request, "monitor/maps/side_by_side.html", context)


# Checking the token reads the whole body, so the size comes first and the token is checked by the view inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def boundaries(request: SignedInRequest) -> HttpResponse:
    """Official borders: those that there are, and a form for a file. Look first, then save."""
    require(request.user, Permission.BOUNDARIES_LOAD)
    if sends_more_than(request, MOST_BYTES):
        return _boundaries(request, BoundariesForm(), problem=too_large(), status=413)
    return _look_at_boundaries(request)


@csrf_protect
def _look_at_boundaries(request: SignedInRequest) -> HttpResponse:
    form = BoundariesForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method != "POST":
        return _boundaries(request, form, look=_waiting(request))
    if not form.is_valid():
        return _boundaries(request, form, status=422)
    request.session[_WAITING] = look_at(**form.about, by=request.user).mark
    return redirect("monitor:boundaries")


def _waiting(request: SignedInRequest) -> Look | None:
    return waiting_for(request.user, request.session.get(_WAITING, ""))


@require_http_methods(["POST"])
def boundaries_save(request: SignedInRequest) -> HttpResponse:
    """Save the borders that this person looked at."""
    require(request.user, Permission.BOUNDARIES_LOAD)
    look = _waiting(request)
    if look is None:
        problem = "Deze grenzen zijn niet meer bewaard. Kies het bestand opnieuw."
        return _boundaries(request, BoundariesForm(), problem=problem, status=422)
    if request.POST.get("seen") != look.mark:
        problem = "U koos intussen een ander bestand. Kijk het hieronder na, en sla het dan op."
        return _boundaries(request, BoundariesForm(), look=look, problem=problem, status=409)
    saved = save_boundaries(look, by=request.user)
    messages.success(request, f"Opgeslagen: {saved}, {len(saved.shapes)} gemeenten.")
    return redirect("monitor:boundaries")


@require_http_methods(["POST"])
def boundaries_cancel(request: SignedInRequest) -> HttpResponse:
    """Forget a file that was looked at."""
    require(request.user, Permission.BOUNDARIES_LOAD)
    discard(request.user, request.session.pop(_WAITING, ""))
    messages.success(request, "Er is niets opgeslagen.")
    return redirect("monitor:boundaries")


def _boundaries(
    request: SignedInRequest,
    form: BoundariesForm,
    *,
    look: Look | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "look": look,
        "problem": problem,
        "held": Boundaries.objects.defer("shapes"),
        "menu": monitor_menu(request.user, "monitor:municipality-list"),
    }
    return render(request, "monitor/maps/boundaries.html", context, status=status)

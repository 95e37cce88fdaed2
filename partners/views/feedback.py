"""«Klopt er iets niet?», from visitors and professionals: who sends it stays unknown."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners import feedback_flows as flows
from partners.feedback_flows import AlreadyHandledError
from partners.feedback_forms import FeedbackForm, HandleForm
from partners.models import CareService, Feedback, HelpLine

PER_PAGE = 25
SENT = "verstuurd"
AT_MOST = "5/m/ip"  # from one place; of the place only a count is kept, for a minute
OTHER_SITE = "Uw melding kwam niet van deze bladzijde. Vul haar hier in."
TOO_OFTEN = "Er is hier net vaak iets gemeld. Wacht een minuut en druk dan opnieuw op «Versturen»."


# Without a token, which would need a cookie; instead it must come from a page of ours.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_feedback(request: HttpRequest, short_id: str = "") -> HttpResponse:
    """About an entry, or about the site."""
    above = HelpLine.objects.shown().first_to_call()
    service = CareService.objects.open_to_the_public().with_what_visitors_see().filter(short_id=short_id).first()
    if short_id and service is None:
        return render(request, "partners/help_gone.html", {"above": above}, status=404)
    context = {"above": above, "service": service, "is_sent": SENT in request.GET}
    if request.method != "POST":
        return render(request, "partners/help_feedback.html", {**context, "form": FeedbackForm()})
    if _comes_from_another_site(request):
        refused = {**context, "form": FeedbackForm(), "refusal": OTHER_SITE}
        return render(request, "partners/help_feedback.html", refused, status=403)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return render(request, "partners/help_feedback.html", {**context, "form": form}, status=422)
    if not _may_tell(request):
        return render(
            request, "partners/help_feedback.html", {**context, "form": form, "refusal": TOO_OFTEN}, status=429
        )
    flows.leave_feedback(entry=short_id, about=form.cleaned_data["over"], words=form.cleaned_data["uitleg"])
    return redirect(f"{request.path}?{SENT}")


@require_safe
def feedback_list(request: SignedInRequest) -> HttpResponse:
    """For who keeps entries, what is open first."""
    require(request.user, Permission.SERVICE_ADD)
    told = Feedback.objects.visible_to(request.user)
    context = {
        "page": Paginator(told.open_first().with_names(), PER_PAGE).get_page(request.GET.get("pagina")),
        "number_open": told.open().count(),
    }
    return render(request, "partners/feedback_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_handle(request: SignedInRequest, pk: int) -> HttpResponse:
    told = Feedback.objects.visible_to(request.user).with_names()
    feedback = get_object_or_404(told, pk=pk)
    require(request.user, Permission.FEEDBACK_HANDLE, feedback)
    form = HandleForm(request.POST if request.method == "POST" else None, service=feedback.service)
    if form.is_valid():
        try:
            flows.handle_feedback(feedback, by=request.user, outcome=form.cleaned_data["outcome"])
        except AlreadyHandledError as over:
            messages.warning(request, over.message)
        else:
            messages.success(request, f"Afgehandeld: {feedback}.")
        return redirect("partners:feedback-list")
    context = {
        "feedback": feedback,
        "form": form,
        "may_edit": feedback.service is not None and may(request.user, Permission.SERVICE_EDIT, feedback.service),
        "crumbs": [
            ("Sociale kaart", reverse("partners:service-list")),
            ("Meldingen", reverse("partners:feedback-list")),
            ("Afhandelen", None),
        ],
    }
    return render(request, "partners/feedback_handle.html", context, status=422 if form.errors else 200)


# --- small steps ----------------------------------------------------------------------------------------------


def _comes_from_another_site(request: HttpRequest) -> bool:
    """What the browser says of it. Our pages send no referrer, so an older browser names no origin either («null»);
    what such a browser could be made to send, anybody can send without one.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site != "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin not in {"null", f"{request.scheme}://{request.get_host()}"}


def _may_tell(request: HttpRequest) -> bool:
    counted = ratelimit.consume(
        request, app="partners", action="feedback", config={"feedback": AT_MOST}, limit_get=False
    )
    return counted is not None

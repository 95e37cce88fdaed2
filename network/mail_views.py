"""The log of mail, for who looks after it, and everybody's own choice about reminders."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from network import mail
from network.history import because
from network.models import Mailing, Person
from network.pages import SignedInRequest
from network.policy import Permission, require

PER_PAGE = 50


@require_safe
def mail_log(request: SignedInRequest) -> HttpResponse:
    """Who can't be reached, and every mail of the last year: to whom, when, about what, and how that went."""
    require(request.user, Permission.MAIL_LOG_VIEW)
    mailings = Paginator(Mailing.objects.with_names(), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "unreachable": Person.objects.unreachable(),
        "page": mailings,
        "rows": [(mailing, mail.subject_of(mailing)) for mailing in mailings],
        "is_a_copy": mail.is_a_copy(),
    }
    return render(request, "network/mail_log.html", context)


@require_POST
def try_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """The address works again, somebody says: what was refused goes out, and so does what comes next."""
    require(request.user, Permission.MAIL_LOG_VIEW)
    person = get_object_or_404(Person, pk=pk)
    with because("opnieuw mailen"):
        number = mail.try_again(person)
    again = {0: "", 1: " 1 geweigerde mail gaat opnieuw de deur uit."}
    messages.success(
        request,
        f"{person} krijgt weer mail." + again.get(number, f" {number} geweigerde mails gaan opnieuw de deur uit."),
    )
    return redirect("network:mail-log")


@require_POST
def choose_reminders(request: SignedInRequest) -> HttpResponse:
    """On or off, for whoever asks."""
    require(request.user, Permission.OVERVIEW_VIEW)
    wants = {"aan": True, "uit": False}.get(request.POST.get("herinneringen", ""))
    if wants is None:
        return HttpResponse("Kies «aan» of «uit».", status=422, content_type="text/plain; charset=utf-8")
    request.user.wants_reminders = wants
    request.user.save(update_fields=["wants_reminders"])
    said = "U krijgt weer een mail als er iets voor u klaarstaat." if wants else "U krijgt geen herinneringen meer."
    messages.success(request, said)
    return redirect("home")

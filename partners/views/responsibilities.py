"""/partners/taken/: who does what, on which ground, and what rests on nothing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from network.dates import today
from network.dutch import long_date
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners.chain_forms import LastDayForm
from partners.models import Organisation, Responsibility
from partners.responsibilities import matrix_of, partners_of, without_ground_shown
from partners.responsibility_filters import ResponsibilityFilter
from partners.responsibility_flows import add_responsibility, change_responsibility, end_responsibility
from partners.responsibility_forms import ResponsibilityForm
from partners.views.crumbs import crumbs_of_partner

PER_PAGE = 25


@require_safe
def responsibility_list(request: SignedInRequest) -> HttpResponse:
    """Partner × taak, verantwoordelijkheid and bevoegdheid, each with its ground; and what has none."""
    require(request.user, Permission.RESPONSIBILITY_VIEW)
    chosen = ResponsibilityFilter(request.GET, person=request.user, day=today())
    page = Paginator(partners_of(chosen.qs), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "filter": chosen,
        "page": page,
        "matrix": matrix_of(page, chosen.qs, request.user, today()),
        "without_ground": without_ground_shown(chosen.qs, request.user, today()),
        "may_edit": may(request.user, Permission.RESPONSIBILITY_EDIT),
    }
    return render(request, "partners/responsibility_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def responsibility_add(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).still_there(), pk=pk)
    require(request.user, Permission.RESPONSIBILITY_EDIT)
    form = ResponsibilityForm(
        request.POST if request.method == "POST" else None,
        instance=Responsibility(organisation=organisation),
        person=request.user,
    )
    if form.is_valid():
        task = add_responsibility(organisation, by=request.user, values=form.values)
        messages.success(request, f"Vastgelegd bij {organisation}: {task.description}.")
        return redirect(organisation)
    return _page(request, form, organisation, title=f"Taak van {organisation} vastleggen")


@require_http_methods(["GET", "HEAD", "POST"])
def responsibility_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    task = _task_or_404(request, pk)
    require(request.user, Permission.RESPONSIBILITY_EDIT)
    form = ResponsibilityForm(request.POST if request.method == "POST" else None, instance=task, person=request.user)
    if form.is_valid():
        changed = change_responsibility(task, by=request.user, values=form.values)
        messages.success(request, f"Opgeslagen bij {task.organisation}: {changed.description}.")
        return redirect(task.organisation)
    return _page(request, form, task.organisation, title=f"Taak van {task.organisation} wijzigen")


@require_http_methods(["GET", "HEAD", "POST"])
def responsibility_end(request: SignedInRequest, pk: int) -> HttpResponse:
    task = _task_or_404(request, pk)
    require(request.user, Permission.RESPONSIBILITY_EDIT)
    form = LastDayForm(
        request.POST if request.method == "POST" else None, starts_on=task.starts_on, ends_on=task.ends_on
    )
    if form.is_valid():
        end_responsibility(task, by=request.user, last_day=form.last_day)
        until = f"loopt tot en met {long_date(form.last_day)}" if form.last_day else "is weggehaald"
        messages.success(request, f"«{task.description}» {until}.")
        return redirect(task.organisation)
    context = {
        "form": form,
        "title": "Taak beëindigen",
        "lead": f"{task.organisation}: {task.description}.",
        "back": task.organisation.get_absolute_url(),
        "crumbs": crumbs_of_partner(task.organisation, "Taak beëindigen"),
    }
    return render(request, "partners/chain_end.html", context, status=422 if form.errors else 200)


def _task_or_404(request: SignedInRequest, pk: int) -> Responsibility:
    tasks = Responsibility.objects.visible_to(request.user).filter(organisation__merged_into__isnull=True)
    return get_object_or_404(tasks.with_names(), pk=pk)


def _page(
    request: SignedInRequest, form: ResponsibilityForm, organisation: Organisation, *, title: str
) -> HttpResponse:
    crumbs = crumbs_of_partner(organisation, title)
    context = {"form": form, "organisation": organisation, "title": title, "crumbs": crumbs}
    return render(request, "partners/responsibility_form.html", context, status=422 if form.errors else 200)

"""A plan in and out: lists, and a speerpunt as a template for other regions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from actionplan.models import Plan, Priority
from actionplan.plan_export import FORMATS, plan_as
from actionplan.plan_import import PLANS
from actionplan.plan_template import PriorityTemplate, TemplateError, read_template
from actionplan.plan_template_flows import take_over
from actionplan.plan_template_forms import CONTENT, TemplateFileForm, TemplateForm
from actionplan.which_plan import address_part, plan_asked
from network.dates import today
from network.downloads import as_download
from network.imports import pages
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_http_methods(["GET", "POST"])
def plan_import(request: SignedInRequest) -> HttpResponse:
    return pages.start(request, PLANS)


@require_http_methods(["GET", "POST"])
def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.columns(request, PLANS, pk)


@require_http_methods(["GET", "POST"])
def import_look(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.look(request, PLANS, pk)


@require_safe
def plan_export(request: SignedInRequest, file_format: str) -> HttpResponse:
    """What this person sees of the plan, in a layout that can be brought in again."""
    if file_format not in FORMATS:
        raise Http404
    require(request.user, Permission.PLAN_EXPORT)
    plan = plan_asked(request)
    if plan is None:
        raise Http404
    content = plan_as(file_format, plan, person=request.user)
    name = f"plan-van-aanpak-{plan.starts_on.year}-{plan.ends_on.year}-{today():%Y-%m-%d}.{file_format}"
    return as_download(content, file_name=name, content_type=FORMATS[file_format])


@require_safe
def template_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """A speerpunt with its actions, for a region that wants to do the same."""
    found = Priority.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    priority = get_object_or_404(found, pk=pk)
    require(request.user, Permission.PLAN_EXPORT)
    name = f"sjabloon-{slugify(priority.title)[:60] or priority.pk}.json"
    content = PriorityTemplate.of(priority).as_json()
    return as_download(content, file_name=name, content_type="application/json; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def template_load(request: SignedInRequest) -> HttpResponse:
    """First the file, then on the same page who leads each of its actions here; only then something is saved."""
    require(request.user, Permission.PLAN_IMPORT)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    if request.method == "POST" and CONTENT in request.POST:
        return _take_over(request, plan)
    upload = TemplateFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if upload.is_valid():
        return _template_page(request, plan, TemplateForm(upload.template, plan=plan))
    context = {"plan": plan, "form": upload, "back": _back(plan)}
    return render(request, "actionplan/template_file.html", context, status=422 if upload.errors else 200)


def _take_over(request: SignedInRequest, plan: Plan) -> HttpResponse:
    try:
        template = read_template(request.POST[CONTENT])
    except TemplateError as refused:
        messages.warning(request, str(refused))
        return redirect(request.get_full_path())
    form = TemplateForm(template, plan=plan, data=request.POST)
    if form.is_valid():
        try:
            take_over(plan, template, form.chosen, by=request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
    if form.errors:
        return _template_page(request, plan, form, status=422)
    count = len(form.chosen)
    messages.success(request, f"Opgeslagen: {template.title}, met {count} {'actie' if count == 1 else 'acties'}.")
    return redirect(_back(plan))


def _template_page(request: SignedInRequest, plan: Plan, form: TemplateForm, *, status: int = 200) -> HttpResponse:
    context = {"plan": plan, "form": form, "template": form.template, "content_name": CONTENT, "back": _back(plan)}
    return render(request, "actionplan/template_load.html", context, status=status)


def _back(plan: Plan) -> str:
    return reverse("actionplan:goal-list") + address_part(plan)

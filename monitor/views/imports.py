"""Pages on which the data steward brings figures in: look first, then save."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitor import import_flows
from monitor.import_columns import mapping_so_far
from monitor.import_forms import ColumnsForm, ConfirmForm, ExistingIndicatorForm, NewIndicatorForm, UploadForm
from monitor.import_indicators import ImportRefusedError
from monitor.import_page import columns_of_import, import_page, running_import
from monitor.import_progress import progress_of
from monitor.menu import monitor_menu
from monitor.models import ImportRun, ImportStatus
from monitor.statline import FileError, Layout, UnknownLayoutError
from network.models import Person
from network.pages import SignedInRequest, render_page_or_part
from network.policy import Permission, require
from network.uploads import sends_more_than, too_large


# Checking the token reads the whole body, so the size comes first and the token is checked by the view inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: SignedInRequest) -> HttpResponse:
    """Imports so far, and a form for a new file. A body above the limit is answered without being read."""
    require(request.user, Permission.FIGURE_IMPORT)
    if sends_more_than(request, settings.IMPORT_MAX_BYTES):
        return _import_list(request, UploadForm(), problem=too_large(settings.IMPORT_MAX_BYTES), status=413)
    return _bring_in(request)


@csrf_protect
def _bring_in(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return _import_list(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect(_brought_in(file.name, file.read(), request.user))
        except FileError as refused:
            form.add_error("file", str(refused))
    return _import_list(request, form, status=422)


def _brought_in(file_name: str, content: bytes, by: Person) -> ImportRun:
    try:
        return import_flows.bring_in(file_name=file_name, content=content, by=by)
    except UnknownLayoutError:
        return import_flows.bring_in_unknown(file_name=file_name, content=content, by=by)


def _import_list(request: SignedInRequest, form: UploadForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    runs = ImportRun.objects.visible_to(request.user).select_related("indicator", "brought_in_by")
    context = {
        "form": form,
        "problem": problem,
        "page": Paginator(runs, 20).get_page(request.GET.get("pagina")),
        "running": running_import(request.user),
        "menu": monitor_menu(request.user, "monitor:import-list"),
    }
    return render(request, "monitor/imports/import_list.html", context, status=status)


@require_safe
def import_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a file holds and what it would change; later, what became of it."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user).select_related("indicator__source"), pk=pk)
    if import_flows.needs_columns(run):
        return redirect("monitor:import-columns", run.pk)
    return _import_detail(request, run, chooses="kiezen" in request.GET)


def _import_detail(request: SignedInRequest, run: ImportRun, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "page": import_page(run, **forms),
        "progress": progress_of(run.pk),
        "running": running_import(request.user, besides=run),
        "menu": monitor_menu(request.user, "monitor:import-list"),
    }
    page, part = "monitor/imports/import_detail.html", "monitor/imports/_progress.html"
    response = render_page_or_part(request, page, context, part=part, status=status)
    if run.status != ImportStatus.CONFIRMED:
        response.headers["HX-Refresh"] = "true"  # the work is done: whoever watches it gets the whole page anew
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """What each column of a table is, for a layout that the portal doesn't know."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FIGURE_IMPORT)
    if run.status != ImportStatus.PREVIEWED or run.layout != Layout.MAPPED:
        return redirect(run)
    try:
        columns = columns_of_import(run, sheet=request.GET.get("blad", ""))
    except FileError as unreadable:
        messages.warning(request, str(unreadable))
        return redirect("monitor:import-list")
    form = ColumnsForm(columns, mapping_so_far(run, columns), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(import_flows.map_columns(run, form.mapping))
        except FileError as refused:
            form.add_error(None, str(refused))
    context = {
        "run": run,
        "form": form,
        "columns": columns,
        "menu": monitor_menu(request.user, "monitor:import-list"),
    }
    return render(request, "monitor/imports/import_columns.html", context, status=422 if form.errors else 200)


@require_POST
def import_area(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Ja, gebruik dit gebied»: what a name in the file was taken for."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FIGURE_IMPORT)
    try:
        import_flows.use_area(run, name=request.POST.get("naam", ""))
    except ImportRefusedError as refused:
        messages.warning(request, str(refused))
    return redirect(run)


@require_POST
def import_choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say where the figures belong; then they are compared again."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FIGURE_IMPORT)
    if import_flows.needs_columns(run):
        return redirect("monitor:import-columns", run.pk)
    is_new = request.POST.get("kind") == "new"
    form = NewIndicatorForm(run, request.POST) if is_new else ExistingIndicatorForm(run, request.POST)
    if form.is_valid():
        where: dict[str, Any] = {"area": form.place, "retrieved_on": form.cleaned_data["retrieved_on"]}
        if isinstance(form, NewIndicatorForm):
            where["new_indicator"] = form.new_indicator
        else:
            where["indicator"] = form.cleaned_data["indicator"]
        try:
            return redirect(import_flows.choose(run, **where))
        except ImportRefusedError as refused:
            form.add_error(None, str(refused))
    return _import_detail(request, run, status=422, **{"new" if is_new else "existing": form})


@require_POST
def import_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save what was seen: everything or nothing."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FIGURE_IMPORT)
    if import_flows.needs_columns(run):
        return redirect("monitor:import-columns", run.pk)
    form = ConfirmForm(run.preview["rejected"], request.POST)
    if form.is_valid():
        try:
            return redirect(import_flows.confirm(run, skips_rejected=form.cleaned_data.get("skips_rejected", False)))
        except ImportRefusedError as refused:
            form.add_error(None, str(refused))
    return _import_detail(request, run, status=422, confirm=form)


@require_POST
def import_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a file that was not saved."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FIGURE_IMPORT)
    try:
        import_flows.cancel(run)
    except ImportRefusedError as refused:
        messages.warning(request, str(refused))
        return redirect(run)
    messages.success(request, f"De import van {run.file_name} is geannuleerd. Er is niets opgeslagen.")
    return redirect("monitor:import-list")

"""National lines: their numbers are kept here, and nowhere else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.help_line_flows import LineError, add_help_line, change_help_line, confirm_help_line
from partners.help_line_forms import ConfirmLineForm, HelpLineForm
from partners.models import HelpLine
from partners.views.crumbs import Crumbs


@require_safe
def help_line_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.HELP_LINE_EDIT)
    return render(request, "partners/help_line_list.html", {"lines": HelpLine.objects.visible_to(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def help_line_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.HELP_LINE_EDIT)
    form = HelpLineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        line = add_help_line(by=request.user, values=form.values)
        messages.success(request, f"«{line.name}» staat op de pagina’s met hulp.")
        return redirect("partners:help-line-list")
    return _form_page(request, form, title="Hulplijn toevoegen")


@require_http_methods(["GET", "HEAD", "POST"])
def help_line_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    form = HelpLineForm(request.POST if request.method == "POST" else None, instance=line)
    if form.is_valid():
        try:
            changed = change_help_line(line, by=request.user, seen=form.cleaned_data["seen"], values=form.values)
            messages.success(request, _changed(form.number_before, changed))
            return redirect("partners:help-line-list")
        except LineError as error:
            form.add_error("number", error)
    return _form_page(request, form, title=f"{line.name} wijzigen")


@require_http_methods(["GET", "HEAD", "POST"])
def help_line_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    form = ConfirmLineForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_valid():
        try:
            confirm_help_line(line, by=request.user, proof=form.cleaned_data["proof"])
            messages.success(request, f"Vandaag nagekeken: {line}.")
            return redirect("partners:help-line-list")
        except LineError as error:
            form.add_error(None, error)
    context = {"form": form, "line": line, "crumbs": _crumbs("Klopt nog")}
    return render(request, "partners/help_line_confirm.html", context, status=422 if form.errors else 200)


def _line(request: SignedInRequest, pk: int) -> HelpLine:
    line = get_object_or_404(HelpLine.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.HELP_LINE_EDIT)
    return line


def _changed(before: str, line: HelpLine) -> str:
    if before == line.number:
        return "Opgeslagen."
    return f"Het nummer van {line.name} was {before or 'leeg'} en is nu {line.number or 'leeg'}."


def _form_page(request: SignedInRequest, form: HelpLineForm, *, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "crumbs": _crumbs(title)}
    return render(request, "partners/help_line_form.html", context, status=422 if form.errors else 200)


def _crumbs(page: str) -> Crumbs:
    return [
        ("Sociale kaart", reverse("partners:service-list")),
        ("Hulplijnen", reverse("partners:help-line-list")),
        (page, None),
    ]

"""/begrippen/: the words of the field. Everybody reads them, and the coordinator keeps them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import term_flows, terms
from network.models import Term
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from network.term_flows import TermChangedMeanwhileError
from network.term_forms import TermForm
from network.terms import shown


@require_safe
def term_list(request: SignedInRequest) -> HttpResponse:
    """All terms by letter, with what each was called before."""
    require(request.user, Permission.TERM_VIEW)
    found = Term.objects.with_other_words()
    context = {"letters": shown(found), "may_edit": may(request.user, Permission.TERM_EDIT)}
    return render(request, "network/term_list.html", context)


@require_POST
def term_begin(request: SignedInRequest) -> HttpResponse:
    """The terms of the portal, for a list that is empty."""
    require(request.user, Permission.TERM_EDIT)
    if number := terms.begin(by=request.user):
        messages.success(request, f"Er staan nu {number} begrippen. Wijzig wat bij u anders heet.")
    else:
        messages.warning(request, "Er stonden al begrippen. Er is niets toegevoegd.")
    return redirect("network:term-list")


@require_http_methods(["GET", "HEAD", "POST"])
def term_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.TERM_EDIT)
    form = TermForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        term = term_flows.add_term(by=request.user, **form.values)
        messages.success(request, f"Toegevoegd: {term}. Zoeken vindt het ook onder de andere woorden.")
        return redirect(term)
    return _form_page(request, form, title="Begrip toevoegen")


@require_http_methods(["GET", "HEAD", "POST"])
def term_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    term = get_object_or_404(Term.objects.with_other_words(), pk=pk)
    require(request.user, Permission.TERM_EDIT)
    form = TermForm(request.POST if request.method == "POST" else None, term=term)
    if form.is_valid():
        try:
            changed = term_flows.change_term(
                term, by=request.user, version=form.cleaned_data["version"] or 0, **form.values
            )
        except TermChangedMeanwhileError as meanwhile:
            form = form.on_top_of(meanwhile.stored)
            stored = [(form[name].label, value) for name, value in form.initial.items() if name != "version"]
            return _form_page(request, form, title=f"{term} wijzigen", term=term, stored=stored, status=409)
        messages.success(request, f"Opgeslagen: {changed}.")
        return redirect(changed)
    return _form_page(request, form, title=f"{term} wijzigen", term=term)


@require_http_methods(["GET", "HEAD", "POST"])
def term_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask first: with a term go its other words."""
    term = get_object_or_404(Term.objects.with_other_words(), pk=pk)
    require(request.user, Permission.TERM_EDIT)
    if request.method == "POST":
        term_flows.remove_term(term, by=request.user)
        messages.success(request, f"Verwijderd: {term}.")
        return redirect("network:term-list")
    return render(request, "network/term_remove.html", {"term": term, "crumbs": _crumbs("Verwijderen")})


def _form_page(request: SignedInRequest, form: TermForm, *, title: str, status: int = 0, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "crumbs": _crumbs(title), **more}
    return render(request, "network/term_form.html", context, status=status or (422 if form.errors else 200))


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    return [("Begrippen", reverse("network:term-list")), (here, None)]

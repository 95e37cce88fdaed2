"""/plan/borging/: in which task, contract or condition an action is anchored, and which lasts nowhere."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import budget_flows as flows
from actionplan.budget_forms import EmbeddingForm
from actionplan.lasting import MONTHS_AHEAD, embeddings_shown, ending_in_words, money_that_ends
from actionplan.menu import plan_menu
from actionplan.models import Action, Embedding
from actionplan.which_plan import plan_asked
from network.dates import today
from network.history import history_of
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners.side_by_side import ChangedMeanwhileError

PER_PAGE = 50


@require_safe
def embedding_list(request: SignedInRequest) -> HttpResponse:
    """First which actions stop with their money, then where the others are anchored."""
    require(request.user, Permission.FINANCE_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    ending = money_that_ends(plan, today())
    embeddings = Embedding.objects.visible_to(request.user).of_plan(plan).with_names()
    page = Paginator(embeddings, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "menu": plan_menu(request.user, "actionplan:embedding-list", plan),
        "plan": plan,
        "ending": ending,
        "ending_in_words": ending_in_words(ending),
        "months": MONTHS_AHEAD,
        "page": page,
        "rows": embeddings_shown(page, request.user, today()),
        "may_edit": may(request.user, Permission.FINANCE_EDIT),
    }
    return render(request, "actionplan/embedding_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def embedding_add(request: SignedInRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(Action.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FINANCE_EDIT)
    form = EmbeddingForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        try:
            values = {name: form.cleaned_data[name] for name in form.names}
            flows.add_embedding(action, by=request.user, values=values)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De borging is vastgelegd.")
            return redirect(_page_of(action))
    return _form_page(request, form, action)


@require_http_methods(["GET", "HEAD", "POST"])
def embedding_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    embedding = _embedding_to_write(request, pk)
    data = request.POST if request.method == "POST" else None
    form = EmbeddingForm(data, instance=copy(embedding), person=request.user)
    if not form.is_valid():
        return _form_page(request, form, embedding.action, embedding)
    try:
        flows.change_embedding(embedding, by=request.user, seen=form.seen, changes=form.changes)
    except ChangedMeanwhileError as meanwhile:
        current: Embedding = meanwhile.stored
        [last_change] = history_of(current, limit=1)
        more = {"conflict": form.differences_with(current, meanwhile.fields), "last_change": last_change}
        return _form_page(request, form.having_seen(current), embedding.action, embedding, status=409, **more)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _form_page(request, form, embedding.action, embedding)
    messages.success(request, "De borging is opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(_page_of(embedding.action))


@require_http_methods(["GET", "HEAD", "POST"])
def embedding_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    embedding = _embedding_to_write(request, pk)
    if request.method == "POST":
        flows.remove_embedding(embedding, by=request.user)
        messages.success(request, "De borging is weggehaald.")
        return redirect(_page_of(embedding.action))
    context = {"embedding": embedding, "action": embedding.action, "back": _page_of(embedding.action)}
    return render(request, "actionplan/embedding_remove.html", context)


def _page_of(action: Action) -> str:
    return f"{action.get_absolute_url()}#borging"


def _embedding_to_write(request: SignedInRequest, pk: int) -> Embedding:
    """Unseen is 404, seen but not for this person to change is 403."""
    embedding: Embedding = get_object_or_404(Embedding.objects.visible_to(request.user).with_names(), pk=pk)
    require(request.user, Permission.FINANCE_EDIT)
    return embedding


def _form_page(
    request: SignedInRequest,
    form: EmbeddingForm,
    action: Action,
    embedding: Embedding | None = None,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "action": action, "embedding": embedding, "back": _page_of(action)}
    status = status or (422 if form.errors else 200)
    return render(request, "actionplan/embedding_form.html", context | more, status=status)

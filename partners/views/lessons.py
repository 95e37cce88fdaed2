"""/verbeterpunten/: what casework, meetings and the regio-dag taught, and what becomes of it."""

from copy import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.dates import today
from network.history import history_of
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners import lesson_flows as flows
from partners.lesson_filters import LessonFilter
from partners.lesson_flows import AlreadyNotedError, LessonError
from partners.lesson_forms import AddLessonForm, LessonForm, SettleForm
from partners.models import Lesson, Meeting
from partners.parts import parts_of
from partners.side_by_side import ChangedMeanwhileError
from partners.views.meeting_steps import meeting_asked_for

PER_PAGE = 25


@require_safe
def lesson_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.LESSON_VIEW)
    chosen = LessonFilter(request.GET, Lesson.objects.visible_to(request.user))
    context = {
        "filter": chosen,
        "page": Paginator(chosen.qs.newest_first(), PER_PAGE).get_page(request.GET.get("pagina")),
        "may_add": may(request.user, Permission.LESSON_ADD),
    }
    return render(request, "partners/lesson_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_add(request: SignedInRequest) -> HttpResponse:
    """`?bijeenkomst=12`: it came up in that meeting."""
    require(request.user, Permission.LESSON_ADD)
    meeting = meeting_asked_for(request)
    form = AddLessonForm(request.POST if request.method == "POST" else None, person=request.user, meeting=meeting)
    if form.is_valid():
        try:
            lesson = flows.add_lesson(by=request.user, values=form.values)
        except AlreadyNotedError as twice:
            messages.info(request, twice.message)
            return redirect(twice.lesson)
        messages.success(request, "Ingebracht. De regiocoördinator kijkt wat ermee gebeurt.")
        return redirect(lesson)
    return _form_page(request, form, title="Verbeterpunt inbrengen", meeting=meeting)


@require_safe
def lesson_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it says, where it came from and what became of it."""
    lesson = _visible(request, pk)
    may_read_history = may(request.user, Permission.HISTORY_VIEW)
    context = {
        "lesson": lesson,
        "parts": parts_of(lesson, request.user, today()),
        "may_edit": may(request.user, Permission.LESSON_EDIT, lesson)
        and flows.may_still_be_edited(lesson, request.user),
        "may_settle": may(request.user, Permission.LESSON_SETTLE),
        "may_read_history": may_read_history,
        "changes": history_of(lesson) if may_read_history else [],
        "crumbs": _crumbs((str(lesson), None)),
    }
    return render(request, "partners/lesson_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    lesson = _visible(request, pk)
    require(request.user, Permission.LESSON_EDIT, lesson)
    if request.method != "POST" and not flows.may_still_be_edited(lesson, request.user):
        messages.warning(request, "Dit verbeterpunt is afgehandeld. De tekst verandert niet meer.")
        return redirect(lesson)
    form = LessonForm(request.POST if request.method == "POST" else None, instance=copy(lesson))
    if not form.is_valid():
        return _form_page(request, form, title="Verbeterpunt wijzigen", lesson=lesson)
    try:
        flows.change_lesson(
            lesson, by=request.user, version=form.cleaned_data["version"], seen=form.seen, changes=form.changes
        )
    except ChangedMeanwhileError as meanwhile:
        both, [last_change] = form.differences_with(meanwhile.stored, meanwhile.fields), history_of(lesson, limit=1)
        on_top = form.having_seen(meanwhile.stored)
        return _form_page(
            request,
            on_top,
            title="Verbeterpunt wijzigen",
            lesson=lesson,
            status=409,
            conflict=both,
            last_change=last_change,
        )
    except LessonError as refused:
        form.add_error(None, refused.messages)
        return _form_page(request, form, title="Verbeterpunt wijzigen", lesson=lesson)
    messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(lesson)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Taken up or set aside, with a word why."""
    lesson = _visible(request, pk)
    require(request.user, Permission.LESSON_SETTLE)
    form, title = SettleForm(request.POST if request.method == "POST" else None, lesson=lesson), "Wat gebeurt ermee?"
    if not form.is_valid():
        return _form_page(request, form, title=title, lesson=lesson)
    try:
        settled = flows.settle_lesson(lesson, by=request.user, **form.values)
    except ChangedMeanwhileError as meanwhile:
        [last_change] = history_of(lesson, limit=1)
        stored, on_top = meanwhile.stored, form.on_top_of(meanwhile.stored)
        return _form_page(
            request, on_top, title=title, lesson=lesson, status=409, stored=stored, last_change=last_change
        )
    except LessonError as refused:
        form.add_error(None, refused.messages)
        return _form_page(request, form, title=title, lesson=lesson)
    messages.success(request, f"Vastgelegd: {settled.get_status_display()}.")
    return redirect(lesson)


# --- small steps ----------------------------------------------------------------------------------------------


def _visible(request: SignedInRequest, pk: int) -> Lesson:
    names = ("organisation", "chain_link", "meeting__body")
    lesson: Lesson = get_object_or_404(Lesson.objects.visible_to(request.user).select_related(*names), pk=pk)
    return lesson


def _form_page(
    request: SignedInRequest,
    form: BaseForm,
    *,
    title: str,
    lesson: Lesson | None = None,
    meeting: Meeting | None = None,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    back = meeting.get_absolute_url() if meeting else reverse("partners:lesson-list")
    context = {
        "form": form,
        "title": title,
        "lesson": lesson,
        "meeting": meeting,
        "back": lesson.get_absolute_url() if lesson else back,
        "crumbs": _crumbs(*([(str(lesson), lesson.get_absolute_url())] if lesson else []), (title, None)),
    }
    status = status or (422 if form.errors else 200)
    return render(request, "partners/lesson_form.html", context | more, status=status)


def _crumbs(*pages: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [("Verbeterpunten", reverse("partners:lesson-list")), *pages]

"""The shared vision, in versions; an adopted one stays readable with its date."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import vision_flows as flows
from actionplan.menu import plan_menu
from actionplan.models import Vision
from actionplan.plan_part_forms import AdoptVisionForm, VisionForm
from actionplan.views.part_pages import part_page
from network.dates import today
from network.pages import SignedInRequest
from network.policy import Permission, may, require


@require_safe
def vision_detail(request: SignedInRequest) -> HttpResponse:
    """/plan/visie/: the version in force; before there is one, the one that is being made."""
    require(request.user, Permission.PLAN_VIEW)
    visions = Vision.objects.visible_to(request.user)
    return _vision_page(request, visions.in_force() or visions.being_made())


@require_safe
def vision_version(request: SignedInRequest, number: int) -> HttpResponse:
    """An older version, as it was adopted, or the next one while it is being made."""
    require(request.user, Permission.PLAN_VIEW)
    return _vision_page(request, get_object_or_404(Vision.objects.visible_to(request.user), number=number))


def _vision_page(request: SignedInRequest, vision: Vision | None) -> HttpResponse:
    versions = list(Vision.objects.visible_to(request.user))
    context = {
        "menu": plan_menu(request.user, "actionplan:goal-list"),
        "crumbs": _crumbs("Visie"),
        "vision": vision,
        "parts": [(_label(name), getattr(vision, name)) for name in Vision.TEXTS] if vision else [],
        "versions": versions,
        "in_force": next((each for each in versions if each.adopted_on is not None), None),
        "being_made": next((each for each in versions if each.adopted_on is None), None),
        "may_edit": may(request.user, Permission.PLAN_EDIT),
    }
    return render(request, "actionplan/vision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def vision_edit(request: SignedInRequest) -> HttpResponse:
    """Write on the version in the making. Whoever changes an adopted vision begins the next one."""
    require(request.user, Permission.PLAN_EDIT)
    vision = flows.to_write_on()
    is_new = vision.pk is None
    context = {
        "crumbs": [*_crumbs(None), ("Visie", reverse("actionplan:vision"))],
        "title": "Visie schrijven" if is_new and vision.number == 1 else "Visie wijzigen",
        "lead": _what_happens(vision, is_new=is_new),
        "what": "de visie",
        "submit": "Opslaan",
    }
    form = VisionForm(request.POST if request.method == "POST" else None, instance=vision)
    page = part_page(
        request,
        form,
        save=lambda: flows.write_vision(by=request.user, seen=form.seen, changes=form.changes),
        context=context,
    )
    if page is not None:
        return page
    messages.success(
        request, "Opgeslagen. Deze versie is nog niet vastgesteld." if form.changes else "Niets veranderd."
    )
    being_made = Vision.objects.being_made()
    return redirect("actionplan:vision-version", being_made.number) if being_made else redirect("actionplan:vision")


@require_http_methods(["GET", "HEAD", "POST"])
def vision_adopt(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.PLAN_EDIT)
    vision = Vision.objects.visible_to(request.user).being_made()
    if vision is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = AdoptVisionForm(data, initial={"adopted_on": today(), "version": vision.version})
    if form.is_valid():
        try:
            adopted = flows.adopt_vision(
                by=request.user, on=form.cleaned_data["adopted_on"], version=form.cleaned_data["version"]
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"Versie {adopted.number} van de visie is vastgesteld.")
            return redirect("actionplan:vision")
    context = {
        "form": form,
        "crumbs": [*_crumbs(None), ("Visie", reverse("actionplan:vision"))],
        "title": f"Visie vaststellen: versie {vision.number}",
        "lead": "Daarna verandert deze versie niet meer. Zij blijft met haar datum te lezen.",
        "submit": "Vaststellen",
        "back": reverse("actionplan:vision-version", args=[vision.number]),
    }
    return render(request, "actionplan/part_form.html", context, status=422 if form.errors else 200)


def _what_happens(vision: Vision, *, is_new: bool) -> str:
    if not is_new:
        return f"U schrijft verder aan versie {vision.number}. Die geldt pas als zij is vastgesteld."
    if vision.number == 1:
        return "Dit wordt versie 1. Zij geldt pas als zij is vastgesteld."
    before = f"Versie {vision.number - 1} is vastgesteld en blijft zoals zij is."
    return f"{before} Wat u hier opslaat, wordt versie {vision.number}."


def _label(name: str) -> str:
    return str(Vision._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # each of these is a field


def _crumbs(here: str | None) -> list[tuple[str, str]]:
    found = [("Plan", reverse("actionplan:plan")), ("Visie en doelen", reverse("actionplan:goal-list"))]
    return [*found, (here, "")] if here else found

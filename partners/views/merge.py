"""Two organisations that turn out to be one: find the other, look at both, choose, and merge."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from network.pages import SignedInRequest, number_in
from network.policy import Permission, require
from partners.merge import CannotMergeError, compare, found, objection_to, plan_of, possible_doubles
from partners.merge_flows import merge_organisations
from partners.merge_forms import MergeForm, versions_of
from partners.models import Organisation
from partners.side_by_side import ChangedMeanwhileError

MEANWHILE = "Een van beide is intussen gewijzigd. Kijk opnieuw, en kies daarna."
LONGEST_SEARCH = 60


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """The address names the one that stays; `met` the one that goes up in it."""
    staying = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.ORGANISATION_MERGE, staying)
    wanted = number_in(request.GET, "met")
    going = Organisation.objects.visible_to(request.user).filter(pk=wanted).first() if wanted else None
    objection = objection_to(staying, going) if going else ""
    if going is None or objection:
        return _choose_the_other(request, staying, objection=objection, going=going)
    form = MergeForm(request.POST if request.method == "POST" else None, staying=staying, going=going)
    if form.is_valid():
        if form.cleaned_data["versions"] != versions_of(staying, going):
            return _look_again(request, MEANWHILE)
        try:
            merge_organisations(
                staying,
                going=going,
                chosen=form.chosen,
                by=request.user,
                versions=(staying.version, going.version),
            )
        except ChangedMeanwhileError:
            return _look_again(request, MEANWHILE)
        except CannotMergeError as refused:
            return _look_again(request, str(refused))
        messages.success(request, f"{going.name} is samengevoegd met {staying.name}. Alles staat nu op deze bladzijde.")
        return redirect("partners:organisation-detail", pk=staying.pk)
    return _compare_both(request, staying, going, form)


def _look_again(request: SignedInRequest, why: str) -> HttpResponse:
    messages.warning(request, why)
    return redirect(request.get_full_path())


def _choose_the_other(
    request: SignedInRequest, staying: Organisation, *, objection: str, going: Organisation | None
) -> HttpResponse:
    words = request.GET.get("zoek", "")[:LONGEST_SEARCH]
    asked = bool(request.GET.get("met")) or request.method == "POST"
    context = {
        "organisation": staying,
        "other": going,
        "words": words,
        "found": found(words, staying, request.user),
        "doubles": possible_doubles(staying, request.user),
        "objection": objection or ("Kies een organisatie uit de lijst, of zoek op de naam." if asked else ""),
        "may_turn_around": bool(going and going.municipality_id and not staying.municipality_id),
        "crumbs": _crumbs(staying, None),
    }
    return render(request, "partners/merge_choose.html", context, status=422 if asked else 200)


def _compare_both(
    request: SignedInRequest, staying: Organisation, going: Organisation, form: MergeForm
) -> HttpResponse:
    context = {
        "organisation": staying,
        "other": going,
        "rows": compare(staying, going),
        "plan": plan_of(staying, going),
        "form": form,
        "questions": [form[name] for name in form.questions],
        "two_numbers": "kvk_number" in form.questions,
        "may_turn_around": not staying.municipality_id,
        "crumbs": _crumbs(staying, going),
    }
    return render(request, "partners/merge_compare.html", context, status=422 if form.errors else 200)


def _crumbs(staying: Organisation, going: Organisation | None) -> list[tuple[str, str | None]]:
    start = reverse("partners:organisation-merge", args=[staying.pk])
    last: list[tuple[str, str | None]] = [("Samenvoegen", start if going else None)]
    return [
        ("Partners", reverse("partners:organisation-list")),
        (str(staying), staying.get_absolute_url()),
        *last,
        *([(str(going), None)] if going else []),
    ]

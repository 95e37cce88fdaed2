"""Answers of the open data: read only, the same for everybody, and always JSON.

Who is signed in gets what a visitor gets: the database answers as the role of visitors.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from functools import wraps
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from network.database import PUBLIC, acting_as
from network.dates import today
from partners.hsds import openapi, selection
from partners.hsds import parameters as asks
from partners.hsds.ids import Json
from partners.hsds.openapi import address, document
from partners.hsds.parameters import Asked, NotUnderstoodError, Parameter, asked_of, uuid_of
from partners.hsds.services import in_list, minimal, organization, without_places
from partners.hsds.vocabulary import TAXONOMY_BY_ID, TERM_BY_ID
from partners.hsds.ways import AtPlace, place_in_list, service_at_locations_of
from partners.hsds.whole import all_nested, name_of_region, page
from partners.models import CareService, Organisation
from partners.public_search import may_search

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/v3.0/"
ALL_ON_ONE_PAGE = 50_000

Answer = Callable[..., Json]


class Rows(Protocol):
    """What can be counted and cut into pages."""

    def __getitem__(self, part: slice, /) -> Iterable[Any]: ...


def for_everybody(*parameters: Parameter) -> Callable[[Answer], Callable[..., JsonResponse]]:
    """An address of the open data: what it may be asked, and that it is asked as a visitor."""

    def decorate(answer: Answer) -> Callable[..., JsonResponse]:
        @wraps(answer)
        def view(request: HttpRequest, **of: str) -> JsonResponse:
            as_visitor = acting_as(PUBLIC) if request.user.is_authenticated else nullcontext()
            try:
                asked = asked_of(request.GET, parameters)
                if asked.get(asks.SEARCH) and not may_search(request):
                    return _problem(429, "Too many searches from here. Wait a minute.", asks.SEARCH.name)
                with as_visitor:
                    return JsonResponse(answer(asked, **of))
            except NotUnderstoodError as wrong:
                return _problem(422, wrong.detail, wrong.parameter)
            except Http404:
                return _problem(404, "There is none, or it is not public any more.")

        # Nothing can be posted here, which the answer should say rather than that a token is missing.
        return csrf_exempt(login_not_required(require_safe(view)))

    return decorate


@for_everybody()
def api(asked: Asked) -> Json:
    return {"version": VERSION, "profile": PROFILE, "openapi_url": address("/openapi.json")}


@for_everybody()
def openapi_document(asked: Asked) -> Json:
    return document()


@for_everybody(*openapi.SERVICES)
def service_list(asked: Asked) -> Json:
    found, day = selection.services(asked), today()
    if asked.get(asks.MINIMAL):
        changes = selection.what_tells_a_change(found)
        return _page(asked, changes, found.count(), lambda rows: [minimal(row, day) for row in rows], ALL_ON_ONE_PAGE)
    if asked.get(asks.FULL):
        return _page(asked, found.with_what_visitors_see(), found.count(), all_nested)
    columns = selection.with_what_a_list_tells(found)
    return _page(asked, columns, found.count(), lambda rows: [in_list(row, day) for row in rows])


@for_everybody()
def service_detail(asked: Asked, key: str) -> Json:
    return _only(all_nested(selection.service(_uuid_or_404(key)).with_what_visitors_see()))


@for_everybody(*openapi.ORGANIZATIONS)
def organization_list(asked: Asked) -> Json:
    found = selection.organisations(asked)
    is_full = asked.get(asks.FULL) or asked.get(asks.FULL_SERVICE)
    return _page(
        asked,
        found,
        found.count(),
        lambda rows: _with_services(rows, asked) if is_full else [organization(row) for row in rows],
    )


@for_everybody(*openapi.ORGANIZATION)
def organization_detail(asked: Asked, key: str) -> Json:
    return _only(_with_services(selection.organisation(str(_uuid_or_404(key))), asked))


@for_everybody(*openapi.SERVICE_AT_LOCATIONS)
def place_list(asked: Asked) -> Json:
    found = selection.places(asked)
    is_full = bool(asked.get(asks.FULL))
    return _page(asked, found, found.count(), lambda rows: _at_places(rows, is_full=is_full))


@for_everybody()
def place_detail(asked: Asked, key: str) -> Json:
    found = selection.place(str(_uuid_or_404(key)))
    return _only(_at_places([found] if found else [], is_full=True))


@for_everybody(*openapi.TAXONOMIES)
def taxonomy_list(asked: Asked) -> Json:
    found = selection.taxonomies(asked)
    return _page(asked, found, len(found), lambda rows: [row.as_json() for row in rows])


@for_everybody()
def taxonomy_detail(asked: Asked, key: str) -> Json:
    return _only([found.as_json() for found in [TAXONOMY_BY_ID.get(str(_uuid_or_404(key)))] if found])


@for_everybody(*openapi.TAXONOMY_TERMS)
def term_list(asked: Asked) -> Json:
    found = selection.terms(asked)
    return _page(asked, found, len(found), lambda rows: [row.as_json() for row in rows])


@for_everybody()
def term_detail(asked: Asked, key: str) -> Json:
    return _only([found.as_json() for found in [TERM_BY_ID.get(str(_uuid_or_404(key)))] if found])


# --- parts of the above ---------------------------------------------------------------------------------------


def _problem(status: int, detail: str, parameter: str = "") -> JsonResponse:
    about = {"parameter": parameter} if parameter else {}
    return JsonResponse({"status": status, "detail": detail, **about}, status=status)


def _uuid_or_404(key: str) -> UUID:
    try:
        return uuid_of(key)
    except ValueError:
        raise Http404 from None


def _only(found: Sequence[Json]) -> Json:
    if not found:
        raise Http404
    return found[0]


def _page(
    asked: Asked,
    rows: Rows,
    total: int,
    told: Callable[[Iterable[Any]], Sequence[Json]],
    per_page: int = asks.USUAL_PER_PAGE,
) -> Json:
    """One page of these rows. Past the last page there is nothing, which is no mistake."""
    number, per_page = asked.get(asks.PAGE, 1), asked.get(asks.PER_PAGE, per_page)
    start = (number - 1) * per_page
    contents = told(rows[start : start + per_page]) if start < total else []
    return page(contents, number=number, pages=-(-total // per_page), total=total)


def _with_services(organisations: Iterable[Organisation], asked: Asked) -> list[Json]:
    """Each with what it offers: the names, or everything."""
    organisations = list(organisations)
    own = CareService.objects.open_to_the_public().of_organisations(frozenset(each.pk for each in organisations))
    offered: dict[int, list[Json]] = {each.pk: [] for each in organisations}
    if asked.get(asks.FULL_SERVICE):
        services = list(own.order_by("pk").with_what_visitors_see())
        told = all_nested(services)
    else:
        services, day = list(selection.with_what_a_list_tells(own.order_by("pk"))), today()
        told = [{name: in_list(each, day)[name] for name in ("id", "name", "status")} for each in services]
    for service, as_json in zip(services, told, strict=True):
        offered[service.organisation_id].append(as_json)
    return [{**organization(each), "services": offered[each.pk]} for each in organisations]


def _at_places(found: Iterable[AtPlace], *, is_full: bool) -> list[Json]:
    """Each place with its service, in the order found."""
    found, day, region = list(found), today(), name_of_region()
    of = CareService.objects.open_to_the_public().filter(pk__in={each.service_pk for each in found})
    services = {service.pk: service for service in of.with_what_visitors_see()}
    told = []
    for each in found:
        service = services[each.service_pk]
        place = next(place for place in service_at_locations_of(service, day) if place["id"] == each.id)
        if is_full:
            told.append({**place, "service": without_places(service, day, region=region)})
        else:
            told.append({**place_in_list(place), "service": in_list(service, day)})
    return told

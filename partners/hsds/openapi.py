"""The OpenAPI document of what we serve, from the same parameters and shapes that the answers are made with."""

from collections.abc import Sequence

from django.conf import settings

from partners.hsds import parameters as asks
from partners.hsds.ids import Json
from partners.hsds.parameters import PAGED, Parameter
from partners.hsds.shapes import ID, SHAPES, page_of

SERVICES = (
    asks.SEARCH,
    *PAGED,
    asks.TAXONOMY_TERM_ID,
    asks.TAXONOMY_ID,
    asks.ORGANIZATION_ID,
    asks.MODIFIED_AFTER,
    asks.MINIMAL,
    asks.FULL,
)
SERVICE_AT_LOCATIONS = tuple(parameter for parameter in SERVICES if parameter is not asks.MINIMAL)
ORGANIZATIONS = (asks.SEARCH, asks.FULL_SERVICE, asks.FULL, *PAGED)
ORGANIZATION = (asks.FULL_SERVICE,)
TAXONOMIES = (asks.SEARCH, *PAGED)
TAXONOMY_TERMS = (asks.SEARCH, *PAGED, asks.TAXONOMY_ID, asks.TOP_ONLY, asks.PARENT_ID)

ABOUT = """Published help of the sociale kaart, as Human Services Data 3.0. Read only, for everybody, without a key.

Not in here: what is for professionals only, notes, names of persons, and any address that the partner keeps secret.
Times are those of the Netherlands, with their offset; an end before the start lies on the next day. The text is Dutch.

Keep what you take for a day at most, and take along «assured_date» and «alert»: a wrong number does harm.
Search words stand in the address of your request: send none that tell something of a person."""

# Refused before anything is asked: a page of the portal, as for every address.
UNREADABLE: Json = {
    "description": "The address holds a character that is in no text, such as NUL.",
    "content": {"text/html": {"schema": {"type": "string"}}},
}


def document() -> Json:
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Sociale kaart",
            "version": settings.VERSION or "0",
            "description": ABOUT,
            "license": {"name": "Public data of the partners of the network"},
        },
        "servers": [{"url": address("")}],
        "paths": {
            "/": _path("getApi", "This API and its relation to HSDS.", _ref("Api")),
            "/services": _path(
                "getServices",
                "Services, with what is one of a kind of each.",
                page_of("ServiceInList", "Service", "ServiceMinimal"),
                SERVICES,
            ),
            "/services/{id}": _path_of_one("getService", "A service with everything.", "Service"),
            "/organizations": _path(
                "getOrganizations",
                "Organisations that offer something to the public.",
                page_of("OrganizationInList", "Organization"),
                ORGANIZATIONS,
            ),
            "/organizations/{id}": _path_of_one(
                "getOrganization", "An organisation with its services.", "Organization", ORGANIZATION
            ),
            "/service_at_locations": _path(
                "getServicesAtLocations",
                "Services where they are: at an address, in a place, or online. Secret places are not among them.",
                page_of("ServiceAtLocationInList", "ServiceAtLocation"),
                SERVICE_AT_LOCATIONS,
            ),
            "/service_at_locations/{id}": _path_of_one(
                "getServiceAtLocation", "A service at one of its places, with everything.", "ServiceAtLocation"
            ),
            "/taxonomies": _path(
                "getTaxonomies", "The taxonomies that describe services.", page_of("Taxonomy"), TAXONOMIES
            ),
            "/taxonomies/{id}": _path_of_one("getTaxonomy", "A taxonomy.", "Taxonomy"),
            "/taxonomy_terms": _path(
                "getTaxonomyTerms", "The terms that describe services.", page_of("TaxonomyTerm"), TAXONOMY_TERMS
            ),
            "/taxonomy_terms/{id}": _path_of_one("getTaxonomyTerm", "A term.", "TaxonomyTerm"),
        },
        "components": {"schemas": SHAPES},
    }


def address(path: str) -> str:
    return f"{settings.PORTAL_URL}/api/hsds{path}"


def _path(operation: str, summary: str, shape: Json, parameters: Sequence[Parameter] = ()) -> Json:
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": [parameter.as_json() for parameter in parameters],
            "responses": {
                "200": _answer("As asked.", shape),
                "400": UNREADABLE,
                "422": _problem("A parameter was not understood."),
                **({"429": _problem("Too many searches from one place.")} if asks.SEARCH in parameters else {}),
            },
        }
    }


def _path_of_one(operation: str, summary: str, shape: str, parameters: Sequence[Parameter] = ()) -> Json:
    path_id: Json = {"name": "id", "in": "path", "required": True, "schema": ID}
    return {
        "parameters": [path_id],
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": [parameter.as_json() for parameter in parameters],
            "responses": {
                "200": _answer("As asked.", _ref(shape)),
                "400": UNREADABLE,
                "404": _problem("There is none, or it is not public any more."),
                "422": _problem("A parameter was not understood."),
            },
        },
    }


def _answer(description: str, shape: Json) -> Json:
    return {"description": description, "content": {"application/json": {"schema": shape}}}


def _problem(description: str) -> Json:
    return _answer(description, _ref("Problem"))


def _ref(shape: str) -> Json:
    return {"$ref": f"#/components/schemas/{shape}"}

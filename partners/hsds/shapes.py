"""The shapes of our answers as JSON schemas: exactly what we tell, so that anything more is a mistake that shows."""

from typing import Any

from partners.hsds.ids import Json


def _object(required: Json, optional: Json | None = None) -> Json:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _words(**more: Any) -> Json:
    return {"type": "string", "minLength": 1, **more}


ID: Json = {"type": "string", "format": "uuid"}
TEXT = _words()
WHOLE: Json = {"type": "integer", "minimum": 0}
YES_OR_NO: Json = {"type": "boolean"}
DAY: Json = {"type": "string", "format": "date"}
MOMENT: Json = {"type": "string", "format": "date-time"}
URI: Json = {"type": "string", "format": "uri"}
MAIL: Json = {"type": "string", "format": "email"}
CLOCK = _words(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\+0[12]:00$")
WEEKDAYS = _words(pattern=r"^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$")

_SERVICE_IN_LIST_REQUIRED: Json = {
    "id": ID,
    "name": TEXT,
    "description": TEXT,
    "status": {"type": "string", "enum": ["active", "temporarily closed"]},
    "last_modified": MOMENT,
    "organization": _ref("OrganizationInList"),
}
_SERVICE_IN_LIST_OPTIONAL: Json = {
    "interpretation_services": TEXT,
    "application_process": TEXT,
    "fees_description": TEXT,
    "wait_time": {**TEXT, "deprecated": True},
    "eligibility_description": TEXT,
    "minimum_age": WHOLE,
    "maximum_age": WHOLE,
    "assured_date": DAY,
    "alert": TEXT,
}
_SERVICE_OPTIONAL: Json = {
    **_SERVICE_IN_LIST_OPTIONAL,
    "url": URI,
    "email": MAIL,
    "phones": _list(_ref("Phone")),
    "schedules": _list(_ref("Schedule")),
    "service_areas": _list(_ref("ServiceArea")),
    "languages": _list(_ref("Language")),
    "cost_options": _list(_ref("CostOption")),
    "attributes": _list(_ref("Attribute")),
}
_ORGANIZATION: Json = {"id": ID, "name": TEXT, "description": TEXT}
_AT_LOCATION: Json = {"id": ID, "service_id": ID, "location_id": ID, "location": _ref("Location")}
_AT_LOCATION_OPTIONAL: Json = {"description": TEXT, "schedules": _list(_ref("Schedule"))}

SHAPES: dict[str, Json] = {
    "Api": _object({"version": {"const": "3.0"}, "profile": URI, "openapi_url": URI}),
    "Problem": _object({"status": WHOLE, "detail": TEXT}, {"parameter": TEXT}),
    "ServiceMinimal": _object({"id": ID, "last_modified": MOMENT}),
    "ServiceInList": _object(_SERVICE_IN_LIST_REQUIRED, _SERVICE_IN_LIST_OPTIONAL),
    "Service": _object(
        _SERVICE_IN_LIST_REQUIRED,
        {**_SERVICE_OPTIONAL, "service_at_locations": _list(_ref("ServiceAtLocationOfService"))},
    ),
    "ServiceOfLocation": _object(_SERVICE_IN_LIST_REQUIRED, _SERVICE_OPTIONAL),
    "ServiceOfOrganization": _object({name: _SERVICE_IN_LIST_REQUIRED[name] for name in ("id", "name", "status")}),
    "OrganizationInList": _object(_ORGANIZATION, {"alternate_name": TEXT}),
    "Organization": _object(
        {
            **_ORGANIZATION,
            "services": _list({"anyOf": [_ref("ServiceOfOrganization"), _ref("Service")]}),
        },
        {"alternate_name": TEXT},
    ),
    "ServiceAtLocationInList": _object(
        {"id": ID, "location": _ref("Location"), "service": _ref("ServiceInList")}, {"description": TEXT}
    ),
    "ServiceAtLocationOfService": _object(_AT_LOCATION, _AT_LOCATION_OPTIONAL),
    "ServiceAtLocation": _object({**_AT_LOCATION, "service": _ref("ServiceOfLocation")}, _AT_LOCATION_OPTIONAL),
    "Location": _object(
        {"id": ID, "location_type": {"type": "string", "enum": ["physical", "virtual"]}},
        {
            "name": TEXT,
            "description": TEXT,
            "url": URI,
            "addresses": _list(_ref("Address")),
            "accessibility": _list(_object({"id": ID, "description": TEXT})),
        },
    ),
    "Address": _object(
        {
            "id": ID,
            "address_1": TEXT,
            "city": TEXT,
            "state_province": {"type": "string"},
            "postal_code": {"type": "string"},
            "country": {"const": "NL"},
            "address_type": {"const": "physical"},
        }
    ),
    "Phone": _object(
        {"id": ID, "service_id": ID, "number": TEXT, "type": {"type": "string", "enum": ["voice", "text"]}},
        {"description": TEXT},
    ),
    "Schedule": _object(
        {
            "id": ID,
            "service_id": ID,
            "freq": {"const": "WEEKLY"},
            "wkst": {"const": "MO"},
            "byday": WEEKDAYS,
            "attending_type": TEXT,
            "description": TEXT,
            "attributes": _list(_ref("Attribute")),
        },
        {
            "valid_from": DAY,
            "valid_to": DAY,
            "dtstart": DAY,
            "until": DAY,
            "opens_at": CLOCK,
            "closes_at": CLOCK,
            "timezone": {"type": "number", "enum": [1, 2]},
            "notes": TEXT,
        },
    ),
    "ServiceArea": _object({"id": ID, "service_id": ID, "name": TEXT, "description": TEXT}),
    "Language": _object({"id": ID, "service_id": ID, "name": TEXT, "code": TEXT}),
    "CostOption": _object(
        {"id": ID, "service_id": ID, "option": TEXT}, {"currency": {"const": "EUR"}, "amount": {"const": 0}}
    ),
    "Attribute": _object(
        {
            "id": ID,
            "link_id": ID,
            "link_type": TEXT,
            "link_entity": {"type": "string", "enum": ["service", "schedule"]},
            "taxonomy_term_id": ID,
            "taxonomy_term": _ref("TaxonomyTerm"),
        },
        {"value": TEXT},
    ),
    "Taxonomy": _object({"id": ID, "name": TEXT, "description": TEXT, "version": TEXT}),
    "TaxonomyTerm": _object(
        {
            "id": ID,
            "code": TEXT,
            "name": TEXT,
            "description": TEXT,
            "taxonomy": TEXT,
            "taxonomy_id": ID,
            "language": {"const": "nl"},
        }
    ),
}


def page_of(*shapes: str) -> Json:
    """A page whose contents have one of these shapes."""
    return _object(
        {
            "total_items": WHOLE,
            "total_pages": WHOLE,
            "page_number": {"type": "integer", "minimum": 1},
            "size": WHOLE,
            "first_page": YES_OR_NO,
            "last_page": YES_OR_NO,
            "empty": YES_OR_NO,
            "contents": _list(_ref(shapes[0]) if len(shapes) == 1 else {"anyOf": [_ref(shape) for shape in shapes]}),
        }
    )

"""What stands beside the code is valid by the rules of its own kind, and says one version.

The checker of publiccode.yml is a program in Go that no package registry carries; its rules for what we use stand here,
from the text of the standard.
"""

import re
import tomllib
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

import keepachangelog
import pytest
import yaml
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker

from tests.journeys.portal import ROOT

TEXT = {"type": "string", "minLength": 1}
WORDS = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
CATEGORIES = [
    "accounting",
    "agile-project-management",
    "appointment-scheduling",
    "budgeting",
    "business-intelligence",
    "collaboration",
    "communications",
    "contact-management",
    "content-management",
    "crm",
    "data-analytics",
    "data-collection",
    "data-visualization",
    "document-management",
    "event-management",
    "financial-reporting",
    "geographic-information-systems",
    "knowledge-management",
    "office",
    "online-community",
    "project-collaboration",
    "project-management",
    "resource-management",
    "survey",
    "task-management",
    "web-collaboration",
    "workflow-management",
]
SCOPES = [
    "agriculture",
    "culture",
    "defence",
    "education",
    "emergency-services",
    "employment",
    "energy",
    "environment",
    "finance-and-economic-development",
    "foreign-affairs",
    "healthcare",
    "infrastructures",
    "justice",
    "local-authorities",
    "manufacturing",
    "research",
    "science-and-technology",
    "security",
    "society",
    "sport",
    "tourism",
    "transportation",
    "welfare",
]
PUBLICCODE = {
    "type": "object",
    "required": [
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    ],
    "additionalProperties": False,
    "properties": {
        "publiccodeYmlVersion": {"enum": ["0.4"]},
        "name": TEXT,
        "url": {"type": "string", "format": "uri"},
        "softwareVersion": TEXT,
        "releaseDate": {"type": "string", "format": "date"},
        "platforms": WORDS,
        "categories": {**WORDS, "items": {"enum": CATEGORIES}},
        "developmentStatus": {"enum": ["concept", "development", "beta", "stable", "obsolete"]},
        "softwareType": {"enum": ["standalone/web"]},
        "intendedAudience": {
            "additionalProperties": False,
            "properties": {
                "countries": {**WORDS, "items": {"pattern": "^[a-z]{2}$"}},
                "scope": {**WORDS, "items": {"enum": SCOPES}},
            },
        },
        "description": {
            "minProperties": 1,
            "propertyNames": {"pattern": LANGUAGE},
            "additionalProperties": {
                "required": ["shortDescription", "longDescription", "features"],
                "additionalProperties": False,
                "properties": {
                    "shortDescription": {"type": "string", "maxLength": 150},
                    "longDescription": {"type": "string", "minLength": 150, "maxLength": 10_000},
                    "features": {**WORDS, "minItems": 5, "maxItems": 20},
                    "screenshots": WORDS,
                },
            },
        },
        "legal": {
            "required": ["license"],
            "additionalProperties": False,
            "properties": {"license": {"const": "EUPL-1.2"}},
        },
        "maintenance": {
            "required": ["type"],
            "properties": {"type": {"enum": ["internal", "contract", "community", "none"]}},
            "if": {"properties": {"type": {"const": "none"}}},
            "else": {"anyOf": [{"required": ["contacts"]}, {"required": ["contractors"]}]},
        },
        "localisation": {
            "required": ["localisationReady", "availableLanguages"],
            "properties": {
                "localisationReady": {"type": "boolean"},
                "availableLanguages": {**WORDS, "items": {"pattern": LANGUAGE}},
            },
        },
        "dependsOn": {
            "additionalProperties": False,
            "properties": {"open": {"items": {"required": ["name"], "additionalProperties": {"type": "string"}}}},
        },
    },
}  # fmt: skip


def publiccode() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8")))


def problems_of(described: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(PUBLICCODE, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(described)]


def test_publiccode_says_what_a_catalogue_of_public_software_asks() -> None:
    assert problems_of(publiccode()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"categories": ["hulpverlening"]},
        {"maintenance": {"type": "internal"}},
        {"releaseDate": "27-11-2026"},
        {"description": {"nl": {"shortDescription": "Kort."}}},
        {"publiccodeYmlVersion": "0.1"},
        {"onbekend": "iets"},
    ],
)
def test_publiccode_that_a_catalogue_would_refuse_is_refused_here(wrong: dict[str, Any]) -> None:
    assert problems_of({**publiccode(), **wrong})


def test_every_paper_says_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest, *_ = changes()
    said = publiccode()

    assert {settings.VERSION, project["version"], newest, said["softwareVersion"]} == {settings.VERSION}
    assert said["releaseDate"] == changes()[newest]["metadata"]["release_date"]
    assert said["legal"]["license"] == project["license"]
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE.md").read_text(encoding="utf-8")


def test_the_changelog_tells_of_each_version_what_changed_newest_first() -> None:
    told = changes()
    days = [date.fromisoformat(version["metadata"]["release_date"]) for version in told.values()]

    assert days == sorted(days, reverse=True)
    for version in told.values():
        assert {"added", "changed", "fixed", "removed", "deprecated", "security"} & set(version)


def changes() -> dict[str, Any]:
    return dict(keepachangelog.to_dict(str(ROOT / "CHANGELOG.md")))


def test_security_says_how_to_report_and_which_papers_prove_what() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")

    assert "/.well-known/security.txt" in text
    named = [name for name in re.findall(r"`([\w./-]+)`", text) if "." in name and not name.startswith("/")]
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.fixture(scope="module")
def bill() -> ModuleType:
    spec = spec_from_file_location("sbom", ROOT / "script/sbom.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bill_of_materials_is_that_of_the_locks_and_valid(bill: ModuleType) -> None:
    text = bill.sbom()

    assert bill.problems_of(text) == []
    assert bill.SBOM.read_text(encoding="utf-8") == text, "draai script/sbom.py"
    assert '"name": "Django"' in text
    assert "@utrecht/component-library-css" in text


def test_a_bill_that_cyclonedx_would_refuse_is_noticed(bill: ModuleType) -> None:
    assert bill.problems_of(bill.SBOM.read_text(encoding="utf-8").replace('"type": "library"', '"type": "spul"', 1))

"""Lists of help that others keep: open data as JSON, and directories as they are found."""

import json
from pathlib import Path

import pytest

from network.imports.flows import read
from network.imports.layouts import Layout
from network.tables import TableError
from network.uploads import MOST_PACKED
from partners.models import Audience, CareService, Location, OpeningHours, ServiceStatus, Visibility
from partners.service_import import SERVICES
from tests.cast import Cast
from tests.factories import OrganisationFactory
from tests.partners.bringing_in_services import OURS, load, look_of, reasons, states

pytestmark = pytest.mark.django_db

FOR_ALL = {"audiences": Audience.VICTIM.value}


def layout_of(content: bytes, name: str, **defaults: str) -> Layout:
    """The columns that are known by their headings, and one value for all rows."""
    table = read(SERVICES, content, name)
    known = {column.label: column.key for column in SERVICES.columns}
    return Layout({known[heading]: place for place, heading in enumerate(table.header)}, FOR_ALL | defaults)


# --- open data -----------------------------------------------------------------------------------------------------


def test_open_data_comes_in_as_a_list_does(cast: Cast) -> None:
    content = (OURS / "aanbod.json").read_bytes()
    look = load(content, name="aanbod.json", layout=layout_of(content, "aanbod.json"))
    assert (reasons(look), states(look)) == ([], ["new"])
    new = CareService.objects.get()
    assert (str(new.uuid), new.organisation, new.status) == (
        "11111111-d857-441c-9679-408f346de14b",
        cast.other_organisation,
        ServiceStatus.DRAFT,
    )
    assert (new.minimum_age, new.maximum_age, new.languages) == (12, 100, ["nl"])
    assert {each.value for each in new.channels.all()} == {
        "088-0000 123",
        "info@gids.example",
        "http://gids.example/gesprekken",
    }
    assert {(each.weekday, str(each.opens_at)) for each in OpeningHours.objects.all()} == {
        (4, "10:00:00"),
        (5, "10:00:00"),
    }
    place = Location.objects.get()
    assert (place.visibility, place.place, place.street) == (Visibility.PLACE_ONLY, "Tiel", "")
    assert states(load(content, layout=layout_of(content, "aanbod.json"))) == ["unchanged"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"contents": [' * 20_000, "diep|JSON"),
        (json.dumps({"contents": []}).encode(), "geen aanbod"),
        (b'{"name": "x", "taxonomy": "y", "status": "active"}', "geen aanbod"),
        (b'[{"status": "active", "minimum_age": NaN}]', "NaN"),
        (b'[{"status": "active", "minimum_age": 1' + b"0" * 5000 + b"}]", "30 cijfers"),
        (b'[{"status": "active", "name": "a", "name": "b"}]', "twee keer"),
        (b'{"contents": [}', "geen goede JSON"),
        (b'{"name": "\xff\xfe"}', "UTF-8"),
        (b"[" * 100 + b"]" * 100, "diep"),
        (b"[" + b" " * MOST_PACKED + b"]", "te groot"),
    ],
    ids=["bomb", "empty", "words", "nan", "number", "twice", "broken", "bytes", "deep", "large"],
)
def test_json_that_is_not_what_it_should_be_is_refused_in_dutch(content: bytes, why: str) -> None:
    with pytest.raises(TableError) as refused:
        read(SERVICES, content, "aanbod.json")
    assert any(word in str(refused.value) for word in why.split("|")), refused.value


def test_a_text_that_no_database_takes_is_no_trouble(cast: Cast) -> None:
    content = b'[{"status": "active", "name": "A\\ud800B\\u0000C", "organization": {"name": "Sterker"}}]'
    look = look_of(content, layout=layout_of(content, "x.json"))
    assert [column for _, column, _ in reasons(look)] == ["Naam van het aanbod"]


@pytest.mark.parametrize("folder", ["V3.0-UK-Default", "V3.0-UK-Fail"])
def test_the_samples_of_open_referral_uk_come_in_or_are_refused_with_reasons(
    cast: Cast, shared_data: Path, folder: str
) -> None:
    OrganisationFactory(name="Example Organization Inc.")
    came_in, refused = set(), {}
    for file in sorted((shared_data / "hsds" / "oruk" / folder).glob("*.json")):
        content = file.read_bytes()
        try:
            layout = layout_of(content, file.name)
        except TableError as reason:
            refused[file.stem] = str(reason)
            continue
        without_area = {key: place for key, place in layout.columns.items() if key != "area"}
        look = look_of(content, layout=Layout(without_area, layout.defaults))
        assert look.number_of_rows > 0
        assert bool(look.rejected) == (folder == "V3.0-UK-Fail" and file.stem in {"service_full", "service_list"}), file
        came_in.add(file.stem)
    assert {"service_full", "service_list"} <= came_in
    assert {"taxonomy_list", "taxonomy_term", "api_details"} <= refused.keys()
    assert all("staat geen aanbod in" in reason for reason in refused.values())


# --- directories as they are ---------------------------------------------------------------------------------------


def test_a_foreign_list_is_read_by_pointing_out_its_columns(cast: Cast) -> None:
    layout = Layout(
        {"id": 0, "name": 2, "website": 5, "ages": 6}, FOR_ALL | {"organisation": str(cast.other_organisation.pk)}
    )
    content = (OURS / "gids.csv").read_bytes()
    look = look_of(content, layout=layout)
    assert states(look) == ["new"] * 3
    assert reasons(look) == [
        (5, "Leeftijden", "«soms» lezen we niet als leeftijd. Schrijf bijvoorbeeld 12 - 18, 16+ of «alle leeftijden».")
    ]
    corrected = content.replace(b",soms", b",7+")
    assert states(load(corrected, layout=layout)) == ["new"] * 4
    assert states(load(corrected, layout=layout)) == ["unchanged"] * 4
    scouting = CareService.objects.get(name="Scouting voor beginners")
    assert (scouting.minimum_age, scouting.maximum_age, scouting.organisation) == (6, 14, cast.other_organisation)


def test_a_real_directory_of_313_services_has_a_preview_without_a_single_rejection(
    cast: Cast, shared_data: Path
) -> None:
    content = (shared_data / "organisations" / "directory_service.csv").read_bytes()
    layout = Layout(
        {"id": 0, "name": 2, "status": 3, "website": 7, "ages": 10},
        FOR_ALL | {"organisation": str(cast.other_organisation.pk)},
    )
    look = look_of(content, layout=layout)
    assert (look.rejected, look.number_of_rows, set(states(look))) == ([], 313, {"new"})


def test_real_lists_of_shelters_and_of_offices_have_a_preview_with_reasons(cast: Cast, shared_data: Path) -> None:
    everything_of_one = FOR_ALL | {"organisation": str(cast.other_organisation.pk)}
    shelters = (shared_data / "organisations" / "shelters_area_only.csv").read_bytes()
    secret = everything_of_one | {"visibility": Visibility.SECRET.value}
    look = look_of(shelters, layout=Layout({"name": 3, "place": 2, "phone": 5}, secret))
    assert look.number_of_rows >= 75
    assert {column for _, column, _ in reasons(look)} <= {"Telefoon cliënten", "Naam van het aanbod", ""}
    assert "netnummer" in reasons(look)[0][2] or "telefoonnummer" in reasons(look)[0][2]

    offices = (shared_data / "organisations" / "overheidsdiensten_sample.csv").read_bytes()
    public = everything_of_one | {"visibility": Visibility.PUBLIC.value}
    look = look_of(offices, layout=Layout({"name": 12, "street": 7, "postcode": 9, "place": 10}, public))
    assert look.number_of_rows > 0
    assert look.to_save + len(look.undecided) > 0

"""A square for each municipality, roughly where it lies: no two in one place, and each time the same."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from monitor.map_drawing import Drawn, Look, draw_tiles, swatch
from monitor.tiles import POSITIONS, cheapest, lines_of, positions, size_of, tiles_of
from network.areas.country import country, in_safety_region, safety_regions

SVG = "{http://www.w3.org/2000/svg}"


def test_every_municipality_since_2021_has_a_position_in_a_small_file_of_our_own() -> None:
    assert positions().keys() == country().keys()
    assert POSITIONS.stat().st_size < 15_000


@pytest.mark.parametrize("region", safety_regions())
def test_each_municipality_of_a_region_gets_a_square_of_its_own(region: str) -> None:
    codes = frozenset(each.code for each in in_safety_region(region) if each.valid_to is None)

    tiles = tiles_of(codes)

    assert tiles.keys() == codes
    assert len(set(tiles.values())) == len(codes)
    assert min(min(cell) for cell in tiles.values()) >= 0


def test_the_squares_lie_as_the_municipalities_do() -> None:
    """Of most pairs in Gelderland-Zuid, the one to the east is to the right; Culemborg is above Zaltbommel."""
    codes = frozenset(each.code for each in in_safety_region("VR08"))
    tiles = tiles_of(codes)

    pairs = [(a, b) for a, b in combinations(sorted(codes), 2) if abs(positions()[a][0] - positions()[b][0]) > 15]
    right = [(tiles[a][0] - tiles[b][0]) * (positions()[a][0] - positions()[b][0]) > 0 for a, b in pairs]

    assert sum(right) / len(right) > 0.95
    assert tiles["GM0216"][1] < tiles["GM0297"][1]
    assert size_of(tiles.values())[0] <= 5  # so that a phone shows the whole width


def test_a_municipality_that_we_have_no_position_of_gets_a_square_too() -> None:
    tiles = tiles_of(frozenset({"GM0268", "GM0281", "GM9999"}))

    assert len(set(tiles.values())) == 3


def test_the_cheapest_division_is_found_and_not_just_a_greedy_one() -> None:
    assert cheapest([[1, 2], [1, 9]]) == [1, 0]
    assert cheapest([[4, 1, 3], [2, 0, 5], [3, 2, 2]]) == [1, 0, 2]
    assert cheapest([]) == []


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Nijmegen", ["Nijmegen"]),
        ("West Maas en Waal", ["West Maas", "en Waal"]),
        ("Neder-Betuwe", ["Neder-", "Betuwe"]),
        ("Berg en Dal", ["Berg en", "Dal"]),
        ("'s-Hertogenbosch", ["'s-", "Hertogenb."]),
    ],
)
def test_a_long_name_is_broken_where_it_has_a_seam(name: str, lines: list[str]) -> None:
    assert lines_of(name) == lines


def _drawing() -> ET.Element:
    places = [
        Drawn("GM0268", "Nijmegen", Look.VALUE, "6,9", 3),
        Drawn("GM0281", "Tiel & <b>", Look.OUTDATED, "4,0", 1),
        Drawn("GM0225", "Druten", Look.NOT_SHOWN, "<10"),
        Drawn("GM0252", "Heumen", Look.NO_DATA, "–"),
    ]
    drawing = draw_tiles(places, tiles_of(frozenset(place.code for place in places)), title="Kaart")
    return ET.fromstring(drawing)  # noqa: S314  (drawn by ourselves)


def test_no_data_suppressed_and_outdated_each_have_a_pattern_of_their_own() -> None:
    """M23: «geen gegevens», «onderdrukt» and «verouderd» have their own pattern."""
    root = _drawing()

    patterns = {each.get("id"): ET.tostring(each[0]) for each in root.iter(f"{SVG}pattern")}

    assert set(patterns) == {"kaart-geen-gegevens", "kaart-niet-getoond", "kaart-verouderd"}
    assert len(set(patterns.values())) == 3


def test_a_drawing_has_presentation_attributes_only_and_a_title() -> None:
    root = _drawing()

    assert root.findtext(f"{SVG}title") == "Kaart"
    assert not [each for each in root.iter() if {"style", "class"} & set(each.keys()) or each.tag.endswith("script")]
    assert "Tiel & <b>: 4,0" in [each.text for each in root.iter(f"{SVG}title")]


def test_every_word_on_the_map_is_at_least_twelve_pixels_on_a_phone() -> None:
    """A phone of 360 px leaves 328 for a drawing of five squares."""
    tiles = tiles_of(frozenset(each.code for each in in_safety_region("VR08")))
    places = [Drawn(code, "Nijmegen", Look.VALUE, "1", 0) for code in tiles]
    root = ET.fromstring(draw_tiles(places, tiles, title="Kaart"))  # noqa: S314  (drawn by ourselves)

    scale = 328 / int(root.get("width", "0"))

    assert min(float(text.get("font-size", "0")) for text in root.iter(f"{SVG}text")) * scale >= 12


def test_each_tile_shows_its_number_so_that_shade_is_never_alone() -> None:
    words = [each.text for each in _drawing().iter(f"{SVG}text")]

    assert {"6,9", "4,0", "<10", "–"} <= set(words)


def test_a_sample_in_the_legend_has_an_id_that_the_map_has_not() -> None:
    sample = ET.fromstring(swatch(Look.NO_DATA, None, name="legenda"))  # noqa: S314  (drawn by ourselves)

    assert [each.get("id") for each in sample.iter(f"{SVG}pattern")] == ["legenda-geen-gegevens"]


def test_words_never_run_out_of_their_square() -> None:
    longest = max(len(line) for each in country().values() for line in lines_of(each.name))

    assert longest <= 10

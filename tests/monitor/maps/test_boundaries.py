"""A file with borders is not trusted: what isn't a map of municipalities is refused in words, and never believed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from monitor.boundaries import MOST_BYTES, read_boundaries, to_grid
from monitor.map_drawing import Drawn, Look, draw_borders
from network.dutch import NotReadable

DAY = date(2023, 1, 1)
SQUARE = [[5.8, 51.8], [5.9, 51.8], [5.9, 51.9], [5.8, 51.9], [5.8, 51.8]]


def feature(code: str = "GM0268", ring: Any = SQUARE, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"statcode": code, **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def topology(arcs: Any, geometries: Any, **more: Any) -> bytes:
    collection = {"type": "GeometryCollection", "geometries": geometries}
    return json.dumps({"type": "Topology", "arcs": arcs, "objects": {"gm": collection}, **more}).encode()


def test_degrees_become_metres_of_the_rijksdriehoek() -> None:
    """The tower in Amersfoort is the middle of the grid, by definition."""
    east, north = to_grid(5.38720621, 52.1551744)

    assert (round(east), round(north)) == (155_000, 463_000)


def test_a_geojson_file_and_a_topojson_file_of_one_shape_are_read_the_same() -> None:
    arcs = [[[0, 0], [100, 0], [0, 100], [-100, 0], [0, -100]]]
    transform = {"scale": [0.001, 0.001], "translate": [5.8, 51.8]}
    of_arcs = topology(
        arcs, [{"type": "Polygon", "arcs": [[0]], "properties": {"code": "GM0268"}}], transform=transform
    )

    shapes = read_boundaries(geojson(feature()), DAY).shapes

    assert shapes == read_boundaries(of_arcs, DAY).shapes
    assert len(shapes["GM0268"][0]) == 4


def test_water_provinces_and_what_has_no_code_of_a_municipality_is_left_out() -> None:
    read = read_boundaries(geojson(feature(), feature("PV25"), feature("")), DAY)

    assert list(read.shapes) == ["GM0268"]
    assert read.missing(["GM0268", "GM0281"]) == ["GM0281"]


def test_a_municipality_that_our_list_does_not_know_is_named_and_left_out() -> None:
    read = read_boundaries(geojson(feature(), feature("GM9998")), DAY)

    assert (list(read.shapes), read.unknown) == (["GM0268"], ("GM9998",))


def test_a_file_of_another_year_is_refused_with_the_municipality_that_gives_it_away() -> None:
    with pytest.raises(NotReadable, match=r"Op 1 januari 2023 bestond niet: Weesp \(GM0457\)"):
        read_boundaries(geojson(feature(), feature("GM0457")), DAY)


HOSTILE = {
    "nothing": b"",
    "no map": b'{"a": 1}',
    "a list": b"[]",
    "broken off": geojson(feature())[:-20],
    "nested a hundred thousand deep": b'{"type":' * 100_000,
    "no text": b"\xff\xfe\x00\x01",
    "no number": geojson(feature(ring=[[float("nan"), 51.8], *SQUARE])),
    "infinity": geojson(feature(ring=[[float("inf"), 51.8], *SQUARE])),
    "a number too large": geojson(feature()).replace(b"5.8,", b"1e999,", 1),
    "a number of 5,000 digits": geojson(feature()).replace(b"5.8,", b"9" * 5000 + b",", 1),
    "a word for a number": geojson(feature(ring=[["5.8", 51.8], *SQUARE])),
    "true for a number": geojson(feature(ring=[[True, 51.8], *SQUARE])),
    "a point": geojson({**feature(), "geometry": {"type": "Point", "coordinates": [5.8, 51.8]}}),
    "no surface": geojson(feature(ring=[[5.8, 51.8], [5.8, 51.8]])),
    "outside the country": geojson(feature(ring=[[15.8, 51.8], *SQUARE])),
    "no municipality": geojson(feature("PV25")),
    "a municipality twice": geojson(feature(), feature()),
    "a line that is not there": topology([], [{"type": "Polygon", "arcs": [[7]], "properties": {"code": "GM0268"}}]),
    "a line by a word": topology([[]], [{"type": "Polygon", "arcs": [["0"]], "properties": {"code": "GM0268"}}]),
    "objects that are none": topology([[]], [None, 3, "GM0268"]),
    "a long line that is asked for many times": topology(
        [[[5.8 + i / 1e6, 51.8] for i in range(10_000)]],
        [{"type": "Polygon", "arcs": [[0] * 1000], "properties": {"code": "GM0268"}}],
    ),
    "more than 5 MB": b" " * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_dutch_words(content: bytes) -> None:
    with pytest.raises(NotReadable) as refused:
        read_boundaries(content, DAY)

    assert str(refused.value).endswith(".")
    assert any(word in str(refused.value) for word in ("Kies", "Download"))


def test_a_region_with_real_borders_is_drawn_with_the_north_above_and_few_bytes() -> None:
    north = [[5.8, 51.9], [5.9, 51.9], [5.9, 52.0], [5.8, 52.0], [5.8, 51.9]]
    shapes = read_boundaries(geojson(feature(), feature("GM0281", north)), DAY).shapes
    places = [Drawn("GM0268", "Nijmegen", Look.VALUE, "1", 0), Drawn("GM0281", "Tiel", Look.NO_DATA, "–")]

    drawing = draw_borders(places, shapes, title="Kaart")

    assert drawing.index("Nijmegen: 1") < drawing.index("Tiel: –")
    heights = [float(part.split('y="')[1].split('"')[0]) for part in drawing.split("<text ")[1:]]
    assert min(heights[:4]) > max(heights[4:])  # Nijmegen, the south, is lower
    assert "style" not in drawing


@pytest.mark.parametrize(
    ("file", "day", "count"),
    [
        ("nl-vr-gm_2021.topo.json", date(2021, 1, 1), 352),
        ("nl-vr-gm_2022-03-24.topo.json", date(2022, 3, 24), 344),
        ("nl-vr-gm.topo.json", date(2023, 1, 1), 342),
    ],
)
def test_real_borders_of_2021_2022_and_2023_hold_each_municipality_of_that_day(
    shared_data: Path, file: str, day: date, count: int
) -> None:
    """M23: right for 2021, 2022 and 2023 and later."""
    read = read_boundaries((shared_data / "regions" / file).read_bytes(), day)

    assert (len(read.shapes), read.unknown) == (count, ())
    assert len(json.dumps(read.shapes)) < 300_000

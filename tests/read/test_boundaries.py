"""boundaries.geojson: a map that is wrong is worse than none, and is told with what would be right."""

import json
import math

import pytest

CODES = ("10001", "10002", "10003", "10009")
EAST, NORTH, SIDE = 106.5, 21.8, 0.04306  # degrees: 4,45 km by 4,8 km
KM = 111.32


def square(east=EAST, north=NORTH, side=SIDE):
    right, top = east + side, north + side
    return [[east, north], [right, north], [right, top], [east, top], [east, north]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def side_of(area):
    """Gives the side of a square of so many km²."""
    return math.sqrt(area / (KM**2 * math.cos(math.radians(NORTH))))


def feature(code, geometry):
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def collection(features, **members):
    return json.dumps({"type": "FeatureCollection", **members, "features": features})


def whole(first=None):
    """Draws every commune of the district side by side, each of its own size, the first one as wanted."""
    areas = dict(zip(CODES, (20.5, 20.5, 20.5, 5), strict=True))
    drawn = [
        feature(code, polygon(square(EAST + 0.1 * place, side=side_of(area))))
        for place, (code, area) in enumerate(areas.items())
    ]
    return [feature("10001", first) if first else drawn[0], *drawn[1:]]


def test_a_map_of_every_commune_is_read_without_a_word(tiny_dataset):
    tiny_dataset.write("boundaries.geojson", collection(whole()))
    data = tiny_dataset.read()
    assert data.warnings == ()
    assert sorted(data.boundaries) == list(CODES)


def test_the_islands_of_a_commune_are_one_shape(tiny_dataset):
    half = side_of(10)
    islands = [[square(side=half)], [square(north=NORTH + 0.1, side=half)]]
    tiny_dataset.write(
        "boundaries.geojson", collection(whole({"type": "MultiPolygon", "coordinates": islands}))
    )
    data = tiny_dataset.read()
    assert data.warnings == ()
    assert len(data.boundaries["10001"].geoms) == 2


METRES = [[432_100.0 + x, 2_411_500.0 + y] for x, y in ((0, 0), (4500, 0), (4500, 4500), (0, 0))]
INNER = square(EAST + 0.01, NORTH + 0.01, 0.005)
SHAPES = {
    "a hole inside": (polygon(square(), INNER), ""),
    "metres of VN-2000": (polygon(METRES), "tọa độ tính bằng mét (VN-2000)"),
    "swapped axes": (polygon([[y, x] for x, y in square()]), "kinh độ và vĩ độ bị đảo"),
    "another country": (polygon(square(east=101.9)), "tọa độ nằm ngoài Việt Nam"),
    "nought": (polygon(square(0, 0, 1)), "tọa độ nằm ngoài Việt Nam"),
    "a bow-tie": (
        polygon([[EAST, NORTH], [EAST + 0.1, 21.9], [EAST + 0.1, NORTH], [EAST, 21.9], [EAST, NORTH]]),
        "hình không hợp lệ",
    ),
    "a hole outside": (polygon(square(), square(EAST + 1)), "hình không hợp lệ"),
    "a ring of two points": (polygon([[EAST, NORTH], [EAST + 0.1, NORTH]]), "không có hình vùng hợp lệ"),
    "a ring of one point": (polygon([[EAST, NORTH]]), "không có hình vùng hợp lệ"),
    "a point without latitude": (polygon([[EAST], *square()[1:]]), "có điểm thiếu tọa độ"),
    "an integer of four hundred digits": (
        polygon([[10**400, NORTH], *square()[1:]]),
        "không có hình vùng hợp lệ",
    ),
    "an integer of twenty digits": (polygon([[10**20, NORTH], *square()[1:]]), "tọa độ"),
    "no geometry": (None, "không có hình vùng hợp lệ"),
    "a point": ({"type": "Point", "coordinates": [EAST, NORTH]}, "không có hình vùng hợp lệ"),
    "a text": ({"type": "Polygon", "coordinates": "x"}, "không có hình vùng hợp lệ"),
    "numbers as texts": (polygon([["0", "1"]]), "không có hình vùng hợp lệ"),
    "a polygon called islands": (
        {"type": "MultiPolygon", "coordinates": [square()]},
        "không có hình vùng hợp lệ",
    ),
    "no ring": (polygon(), "không có hình vùng hợp lệ"),
}


@pytest.mark.parametrize(("geometry", "message"), list(SHAPES.values()), ids=list(SHAPES))
def test_a_shape_that_no_commune_has_is_one_sentence(tiny_dataset, geometry, message):
    features = whole()
    features[0]["geometry"] = geometry
    tiny_dataset.write("boundaries.geojson", collection(features))
    found = [(p.column, message in p.found) for p in tiny_dataset.problems()]
    assert found == ([("features thứ 1", True)] if message else [])


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_a_coordinate_that_is_no_number_is_one_sentence(tiny_dataset, word):
    text = collection(whole()).replace(f"[[[{EAST}", f"[[[{word}", 1)
    assert word in text
    tiny_dataset.write("boundaries.geojson", text)
    (problem,) = tiny_dataset.problems()
    assert f"có {word} trong tọa độ" in problem.found


@pytest.mark.parametrize("exponent", ["1e400", "-1e400"])
def test_a_coordinate_too_large_for_a_computer_is_refused(tiny_dataset, exponent):
    tiny_dataset.write("boundaries.geojson", collection(whole()).replace(f"[[[{EAST}", f"[[[{exponent}", 1))
    assert [p.file for p in tiny_dataset.problems()] == ["boundaries.geojson"]


def test_an_integer_of_five_thousand_digits_is_refused_in_one_sentence(tiny_dataset):
    digits = "9" * 5000
    tiny_dataset.write("boundaries.geojson", collection(whole()).replace(f"[[[{EAST}", f"[[[{digits}", 1))
    (problem,) = tiny_dataset.problems()
    assert len(str(problem)) < 300
    assert "Exceeds the limit" not in str(problem)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", False),
        ("urn:ogc:def:crs:EPSG::4326", False),
        ("urn:ogc:def:crs:EPSG::3405", True),
        ("EPSG:32648", True),
    ],
)
def test_another_system_of_coordinates_is_refused(tiny_dataset, name, refused):
    crs = {"type": "name", "properties": {"name": name}}
    tiny_dataset.write("boundaries.geojson", collection(whole(), crs=crs))
    assert [p.column for p in tiny_dataset.problems()] == (["crs"] if refused else [])


def test_communes_without_a_shape_are_a_warning_that_names_them(tiny_dataset):
    tiny_dataset.write("boundaries.geojson", collection(whole()[:2]))
    (warning,) = tiny_dataset.read().warnings
    assert warning.found == "thiếu hình của Cao Sơn (10003), Phố Mới (10009)"


@pytest.mark.parametrize(
    ("area", "warned"),
    [(10.3, False), (10.2, True), (40.9, False), (41.1, True)],
    ids=["half", "less than half", "twice", "more than twice"],
)
def test_a_shape_of_another_size_than_its_commune_is_a_warning(tiny_dataset, area, warned):
    tiny_dataset.write("boundaries.geojson", collection(whole(polygon(square(side=side_of(area))))))
    found = [(w.file, w.column) for w in tiny_dataset.read().warnings]
    assert found == ([("boundaries.geojson", "features thứ 1")] if warned else [])


def test_a_commune_without_an_area_is_held_against_none(tiny_dataset):
    tiny_dataset.replace("communes.csv", "2024-11-30,20.5,", "2024-11-30,,")
    tiny_dataset.write("boundaries.geojson", collection(whole(polygon(square(side=side_of(90))))))
    assert tiny_dataset.read().warnings == ()


def boundaries(*codes):
    return collection([feature(code, polygon(square())) for code in codes])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (boundaries("10001", "10009"), ""),
        (boundaries("10001", "10004"), "features thứ 2: không có xã mã “10004”"),
        ("{", "tệp không phải JSON"),
        ("[]", "không có đối tượng nào"),
        ("[" * 100_000, "lồng nhau quá sâu"),
        (boundaries("10001", "10001"), "features thứ 2: xã 10001 có hai đối tượng"),
        ('{"features": [1]}', "features thứ 1: không có xã mã “”"),
    ],
    ids=["sound", "an unknown code", "no JSON", "no collection", "too deep", "a code twice", "no feature"],
)
def test_boundaries_belong_to_communes(tiny_dataset, content, message):
    tiny_dataset.write("boundaries.geojson", content)
    problems = tiny_dataset.problems()
    assert all(message in str(problem) for problem in problems)
    assert len(problems) == (1 if message else 0)

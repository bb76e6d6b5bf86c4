import json
from pathlib import PurePosixPath

import pytest

from ntm_analysis.batch.plan import select
from ntm_analysis.errors import NtmError


def test_every_place_gets_every_notebook_the_district_first(edition):
    pages = [briefing.page for briefing in edition.briefings]
    assert pages == [
        "184-van-quan/overview.html",
        "184-van-quan/health.html",
        "06298-binh-phuc/overview.html",
        "06298-binh-phuc/health.html",
        "06313-diem-he/overview.html",
        "06313-diem-he/health.html",
    ]


def test_a_briefing_names_its_files_and_its_log_line(edition):
    briefing = edition.briefings[3]
    assert briefing.path == PurePosixPath("small/2022-09/vi/06298-binh-phuc/health.html")
    assert briefing.executed_path == PurePosixPath(".executed/small/2022-09/vi/06298-binh-phuc/health.ipynb")
    assert str(briefing) == "small/2022-09/vi/06298-binh-phuc/health.html"


def test_parameters_are_plain_json_with_codes_and_an_absolute_dataset(edition):
    parameters = edition.briefings[3].parameters
    assert json.loads(json.dumps(parameters)) == parameters
    assert parameters == {
        "dataset": str(edition.data.folder.resolve()),
        "place": "06298",
        "period": "2022-09",
        "language": "vi",
    }


@pytest.mark.parametrize(
    ("places", "names", "pages"),
    [
        (["diem-he"], ["health"], ["06313-diem-he/health.html"]),
        (["Điềm He", "06313"], ["health.ipynb"], ["06313-diem-he/health.html"]),
        (
            [],
            ["health"],
            ["184-van-quan/health.html", "06298-binh-phuc/health.html", "06313-diem-he/health.html"],
        ),
        (["184"], [], ["184-van-quan/overview.html", "184-van-quan/health.html"]),
    ],
)
def test_what_is_asked_for_is_kept(edition, places, names, pages):
    chosen = select(edition.briefings, edition.data, places, names)
    assert [briefing.page for briefing in chosen] == pages


def test_an_unknown_notebook_names_the_nearest(edition):
    with pytest.raises(NtmError, match=r"helth.*gần nhất: “health”"):
        select(edition.briefings, edition.data, [], ["helth"])

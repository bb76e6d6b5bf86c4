import json

import pytest

from ntm_analysis.batch.files import read_as
from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period
from ntm_analysis.read.outline import WHOLE, Stored, as_json, from_json, outline_of


@pytest.fixture(scope="module")
def data(tiny_dataset_of_module):
    return tiny_dataset_of_module.read()


def test_an_outline_answers_as_its_dataset(data):
    outline = outline_of(data)
    for name in ("name", "title", "office", "illustrative", "places", "periods", "closed", "latest"):
        assert getattr(outline, name) == getattr(data, name)
    assert outline.place("an-hoa") == data.place("an-hoa")
    assert outline.period("2022-01") == Period(2022, 1)
    assert outline.is_draft(Period(2022, 2))
    assert tuple(outline.areas) == tuple(data.criteria.areas)
    assert outline.parts.keys() == {WHOLE, *outline.areas}
    assert len(set(outline.parts.values())) == len(outline.parts)


@pytest.mark.parametrize("ask", [lambda o: o.place("An Hoá X"), lambda o: o.period("2022-03")])
def test_an_outline_refuses_in_the_words_of_its_dataset(data, ask):
    said = []
    for asked in (data, outline_of(data)):
        with pytest.raises(NtmError) as refused:
            ask(asked)
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_an_outline_comes_back_from_json(data):
    outline = outline_of(data)
    text = json.dumps(as_json(outline))
    assert str(data.folder) not in text
    assert from_json(read_as(Stored, text), data.folder) == outline

import pytest
from ntm_analysis.charts.strip import strip
from ntm_analysis.charts.months import months
from ntm_analysis.charts.bullet import bullet
from ntm_analysis.charts.ranking import ranking
from ntm_analysis.charts.map import choropleth
from ntm_analysis.charts.deprivations import deprivations

@pytest.mark.parametrize("place", ["1","184"])
@pytest.mark.parametrize("area", ["health", None, "culture", "poverty"])
@pytest.mark.parametrize("f", [strip, months, bullet, ranking, choropleth, deprivations])
def test_x(make_view, f, place, area):
    d = f(make_view(place, area))
    if d:
        open(f"/tmp/pics/{f.__name__}-{place}-{area}.html","w").write(d.html)

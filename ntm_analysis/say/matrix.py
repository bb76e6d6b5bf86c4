"""Every commune by every criterion, grouped and ordered by meaning.

Columns stand under the groups of the national set; communes that are recognised, those to be
recognised in the year and the others each stand together, those with most criteria first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Display, element
from ntm_analysis.model import Criterion, TargetKind, Verdict, slug_of
from ntm_analysis.say import marks
from ntm_analysis.say.view import View

_MATRIX = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<div class="scroll" tabindex="0" role="group" aria-label="{{ caption }}">
<table class="data matrix">
<caption>{{ caption }}</caption>
<colgroup></colgroup>
{% for _, span in groups %}
<colgroup span="{{ span }}"></colgroup>
{% endfor %}
<colgroup></colgroup>
<thead>
{% if groups|length > 1 %}
<tr><td></td>
{% for name, span in groups %}
<th scope="colgroup" colspan="{{ span }}">{{ name }}</th>
{% endfor %}
<td></td></tr>
{% endif %}
<tr><th scope="col">{{ commune }}</th>
{% for code in codes %}
<th scope="col">{{ code }}</th>
{% endfor %}
<th scope="col" class="num">{{ met_count }}</th></tr>
</thead>
{% for band in bands %}
<tbody>
{% if bands|length > 1 %}
<tr class="band"><th scope="rowgroup" colspan="{{ codes|length + 2 }}">{{ band.title }}</th></tr>
{% endif %}
{% for row in band.rows %}
<tr><th scope="row">{{ row.name }}</th>{% for cell in row.cells %}<td>{{ cell }}</td>{% endfor %}<td class="num">{{ row.met }}</td></tr>
{% endfor %}
</tbody>
{% endfor %}
<tfoot><tr class="total"><th scope="row">{{ totals[0] }}</th>{% for n in totals[1:] %}<td{{ ' class="num"'|safe if loop.last }}>{{ n }}</td>{% endfor %}</tr></tfoot>
</table>
</div>"""  # noqa: E501
)


@dataclass(frozen=True)
class _Row:
    """One commune: its cells and how many criteria it meets."""

    name: str
    cells: Sequence[Markup]
    met: str


@dataclass(frozen=True)
class _Band:
    """Communes that stand together, under a title that says why."""

    title: str
    rows: Sequence[_Row]


def matrix(view: View, role: str = "standard") -> Display | None:
    """Shows every commune of the district by every criterion of the page, with symbols read out in words."""
    criteria_set = view.set_in_force(role)
    if not view.is_district or criteria_set is None:
        return None
    shown = [c for c in criteria_set.criteria if c.code in view.criteria_of(criteria_set)]
    rows = view.now.criteria
    rows = rows[(rows["set"] == criteria_set.id) & rows["criterion"].isin([c.code for c in shown])]
    if rows.empty:
        return None
    words = view.words
    communes = rows["commune"].nunique()
    html = _MATRIX.render(
        caption=words.word("table.matrix_caption", set=words.text(criteria_set.title), communes=communes),
        commune=words.word("table.commune"),
        met_count=words.word("table.met_count"),
        groups=_groups(view, shown),
        codes=[c.code for c in shown],
        bands=_bands(view, rows, shown),
        totals=_totals(view, rows, shown),
    )
    names = Markup(" · ").join(Markup("{} {}").format(c.code, words.text(c.name)) for c in shown)
    keys = element("p", " · ".join(_signs(view, rows)), class_="key") + element("p", names, class_="key")
    return Display(Markup(html) + keys)  # noqa: S704 (escaped by the template)


def _groups(view: View, shown: Sequence[Criterion]) -> list[tuple[str, int]]:
    """Names the groups of the national set with the number of their criteria; Vietnamese as printed there."""
    words = view.words
    found = []
    for name, members in groupby(shown, key=lambda c: c.group):
        key = f"criteria_group.{slug_of(name)}"
        found.append((words.word(key) if key in words else name, len(list(members))))
    return found


def _bands(view: View, rows: DataFrame, shown: Sequence[Criterion]) -> list[_Band]:
    met = rows.groupby("commune")["met"].sum().sort_values(ascending=False, kind="stable")
    lookup = {(r.commune, r.criterion): r for r in marks.records(rows)}
    recognised = set(view.recognised["commune"])
    named = _to_be_recognised(view) - recognised
    kinds = {"recognised": [], "this_year": [], "others": []}  # type: dict[str, list[_Row]]
    for commune, n in zip(met.index.astype(str), met, strict=True):
        kind = "recognised" if commune in recognised else "this_year" if commune in named else "others"
        cells = [_cell(view, lookup[commune, c.code]) for c in shown]
        kinds[kind].append(_Row(view.communes[commune], cells, view.words.number(int(n))))
    return [_Band(_title(view, kind, len(members)), members) for kind, members in kinds.items() if members]


def _to_be_recognised(view: View) -> set[str]:
    """Finds the communes a target of the year names for recognition, and those that await its decision."""
    targets = (p.target for p in view.targets if p.target.kind is TargetKind.RECOGNISED)
    named = {c for t in targets if t.end.year == view.period.year for c in t.communes}
    waiting = view.now.recognised
    return named | set(waiting.loc[waiting["awaiting"] & (waiting["level"] == "ntm"), "commune"])


def _title(view: View, kind: str, communes: int) -> str:
    count = view.words.count(communes, "communes")
    return view.words.word(f"table.band.{kind}", year=view.period.year, communes=count)


def _cell(view: View, row: object) -> Markup:
    """Shows one verdict as a symbol that is read out in words."""
    verdict = Verdict(row.verdict)  # type: ignore[attr-defined]  # a row of the frame
    said = view.words.verdict(verdict)
    sign = element("span", verdict.symbol, class_=f"verdict {verdict}", role="img", aria_label=said)
    return sign + marks.criterion_marks(view, row)


def _totals(view: View, rows: DataFrame, shown: Sequence[Criterion]) -> list[str]:
    """Counts the communes that meet each criterion, as the office's own sheet ends."""
    by_criterion = rows.groupby("criterion")["met"].sum()
    counts = [view.words.number(int(by_criterion[c.code])) for c in shown]
    return [view.words.word("table.communes_meeting"), *counts, view.words.number(int(rows["met"].sum()))]


def _signs(view: View, rows: DataFrame) -> Iterator[str]:
    """Explains the signs of the verdicts, then the signs of doubt that stand at some of them."""
    for verdict in Verdict:
        yield f"{verdict.symbol} {view.words.verdict(verdict)}"
    yield from marks.signs_at_criteria(view, rows)

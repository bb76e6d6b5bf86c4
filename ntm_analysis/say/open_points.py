"""What is open on a page: thresholds not checked, figures missing, late or disputed, by what they touch."""

from pandas import DataFrame

from ntm_analysis.say.marks import indicators_known
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Opening, Words

# What is open of an indicator and of a criterion, and where.
_AT = ["commune", "criterion"]
_FEW = 3  # so many are named where they are told
_OPEN = {
    "indicators": ("indicator", "verdict", "provisional", "late", "stale", "no_sex_split"),
    "criteria": ("basis", "discrepancy", "levels_differ"),
}


@once
def open_points(view: View, set_id: str) -> tuple[tuple[str, str, DataFrame], ...]:
    """Finds for one set what rests on open thresholds, misses data, is late or disputed.

    Gives the kind, the column that names what is touched, and the rows; kinds without rows are left out.
    """
    of_page = ((view.of_page(name), columns) for name, columns in _OPEN.items())
    indicators, criteria = (rows.loc[rows["set"] == set_id, [*_AT, *columns]] for rows, columns in of_page)
    missing = indicators[indicators["verdict"] == "no_data"]
    if view.area is None:
        # Of criteria that an authority judged the overview counts those verdicts.
        missing = missing.merge(criteria.loc[criteria["basis"] != "reported", _AT], on=_AT)
    kinds = {
        "provisional": indicators[indicators["provisional"]],
        "no_threshold": indicators[indicators["verdict"] == "no_threshold"],
        "late": indicators[indicators["late"]],
        "stale": missing[missing["stale"]],
        "missing": missing[~missing["stale"]],
        "no_sex_split": indicators[indicators["no_sex_split"]],
    }
    disputed = {
        "disagree": criteria[criteria["discrepancy"] == "disagree"],
        "check_threshold": criteria[criteria["discrepancy"] == "check_threshold"],
        "levels_differ": criteria[criteria["levels_differ"]],
    }
    found = (("indicator", kinds), ("criterion", disputed))
    return tuple((kind, at, rows) for at, of in found for kind, rows in of.items() if len(rows))


def open_told(view: View, kind: str, rows: DataFrame, column: str, set_id: str) -> Cell:
    """Writes one caveat with what it touches, for the district grouped by commune and, where long, folded."""
    words = view.words
    said = words.word(f"caveat.{kind}", count=words.number(len(rows)))
    if not view.is_district:
        return f"{said} {', '.join(_named(view, set_id, column, code) for code in rows[column])}"
    told = tuple(touched(view, rows, column, set_id))
    if len(rows) <= _FEW:
        return f"{said} {'; '.join(told)}"
    return Words(said), Opening((Words(words.word("caveat.which")),), told)


def touched(view: View, rows: DataFrame, column: str, set_id: str) -> list[str]:
    """Names the criteria or indicators that rows touch, each with its communes."""
    words, communes = view.words, view.communes
    by_code = rows.groupby(column, sort=False)["commune"].agg(list)
    return [
        words.word("caveat.code_communes", code=name, communes=", ".join(communes[c] for c in members))
        if len(members) < len(communes)
        else words.word("caveat.code_all", code=name)
        for code, members in by_code.items()
        for name in [_named(view, set_id, column, str(code))]
    ]


def _named(view: View, set_id: str, column: str, code: str) -> str:
    """Writes a code with its short name: ``15.4 sổ khám chữa bệnh điện tử``."""
    if column == "criterion":
        criteria = view.data.criteria.sets[set_id].criteria
        known = next(each.brief for each in criteria if each.code == code)
    else:
        known = indicators_known(view)[set_id, code].brief
    return f"{code} {view.words.text(known)}"

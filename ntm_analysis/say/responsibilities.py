"""Who answers for what: the office in charge of each criterion and the committee member of each commune."""

from __future__ import annotations

from collections.abc import Iterator

from pandas import DataFrame

from ntm_analysis.display import Column, Display, table
from ntm_analysis.model import CriteriaSet
from ntm_analysis.say.marks import records
from ntm_analysis.say.names import body_name, place_name
from ntm_analysis.say.units import own_rows
from ntm_analysis.say.view import View


def responsibilities(view: View) -> Display | None:
    """Shows who is in charge: of the district's criteria and communes, or of a commune and what it misses."""
    rows = view.data.movement.responsibilities
    criteria_set = view.set_in_force("standard")
    # The district's own list is on the movement's page; a commune's belongs to its sheet too.
    elsewhere = view.is_district and view.notebook != "movement"
    if rows.empty or criteria_set is None or elsewhere:
        return None
    lines = _district(view, rows, criteria_set) if view.is_district else _commune(view, rows, criteria_set)
    body = list(lines)
    if not body:
        return None
    words = view.words
    first, second = ("who", "what") if view.is_district else ("what", "who")
    columns = [Column(words.word(f"charge.{key}")) for key in (first, second)]
    caption = words.word("charge.caption" if view.is_district else "charge.caption_commune")
    return Display(table(caption, columns, body, kind="charge"))


def _district(view: View, rows: DataFrame, criteria_set: CriteriaSet) -> Iterator[list[str]]:
    """Gives a row a body with its criteria, then a row a post with its communes."""
    names = _names(view, criteria_set)
    offices = rows[rows["set"] == criteria_set.id]
    for office, mine in offices.groupby("body", sort=False):
        codes = [code for code in names if code in set(mine["criterion"])]
        yield [body_name(view, str(office)), "; ".join(f"{code} {names[code]}" for code in codes)]
    members = rows[rows["commune"].isin(list(view.communes))]
    for (body, post), mine in members.groupby(["body", "post"], sort=False):
        communes = ", ".join(place_name(view, code) for code in mine["commune"])
        yield [_member(view, str(body), str(post)), communes]


def _commune(view: View, rows: DataFrame, criteria_set: CriteriaSet) -> Iterator[list[str]]:
    """Gives who follows the commune, then each office that answers for criteria not counted as met there."""
    for row in records(own_rows(view, rows)):
        commune = view.words.word("charge.commune", name=place_name(view, row.commune))
        yield [commune, _member(view, row.body, row.post)]
    now = view.now.criteria
    mine = now[(now["commune"] == view.place.code) & (now["set"] == criteria_set.id) & ~now["met"]]
    offices = rows[(rows["set"] == criteria_set.id) & rows["criterion"].isin(mine["criterion"])]
    names = _names(view, criteria_set)
    for office, asked in offices.groupby("body", sort=False):
        criteria = "; ".join(
            f"{code} {name}" for code, name in names.items() if code in set(asked["criterion"])
        )
        yield [view.words.word("charge.criteria", criteria=criteria), body_name(view, str(office))]


def _names(view: View, criteria_set: CriteriaSet) -> dict[str, str]:
    return {c.code: view.words.text(c.name) for c in criteria_set.criteria}


def _member(view: View, body: str, post: str) -> str:
    name = body_name(view, body)
    return view.words.word("charge.member", body=name, post=post) if post else name

"""Part II of the report, on the criteria sets: recognised, met, gained and lost, and what is not sure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import listed
from ntm_analysis.documents.moved import changes
from ntm_analysis.model import CriteriaSet, Verdict
from ntm_analysis.publish.parts import Heading, Paragraph, Part
from ntm_analysis.say.marks import coded, records
from ntm_analysis.say.view import View

_GROUPS = ("19", "15-18", "10-14", "5-9", "<5")


def criteria(facts: Facts) -> Iterator[Part]:
    """Says how many communes are recognised, how many criteria are met, what was gained and lost."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.criteria"), 2)
    standard = view.set_in_force("standard")
    if standard is None:
        yield Paragraph(words.word("sentence.no_set"))
        return
    yield Paragraph(_recognised(view))
    yield Paragraph(_means(view, standard))
    yield from (Paragraph(text) for text in changes(facts, standard))
    yield Paragraph(_by_criterion(view, standard))
    advanced = view.set_in_force("advanced")
    if advanced is not None:
        yield from (Paragraph(text) for text in _advanced(view, advanced))
    yield from (Paragraph(text) for text in _reservations(view, standard))


def _recognised(view: View) -> str:
    words = view.words
    all_communes = len(view.communes)
    held = [view.communes[code] for code in view.recognised["commune"].drop_duplicates()]
    said = words.word(
        "report.recognised",
        month=words.month(view.period),
        share=words.share(len(held), all_communes),
        percent=words.percent(Fraction(100 * len(held), all_communes)) if all_communes else "",
        communes=listed(view, held, most=len(held)) or words.word("report.none"),
    )
    rows = view.now.recognised
    awaiting = [
        view.communes[code]
        for code in rows.loc[rows["awaiting"] & (rows["level"] == "ntm"), "commune"].drop_duplicates()
        if code in view.communes
    ]
    if awaiting:
        said += " " + words.word("report.awaiting_communes", communes=listed(view, awaiting))
    return said


def _means(view: View, standard: CriteriaSet) -> str:
    words = view.words
    counts = view.now.counts
    rows = counts[counts["set"] == standard.id]
    met = int(rows["met"].sum())
    groups = [
        words.word("report.group", group=group, communes=words.count(int(n), "communes"))
        for group in _GROUPS
        if (n := (rows["group"] == group).sum())
    ]
    if unknown := int((rows["group"] == "no_data").sum()):
        groups.append(f"{words.count(unknown, 'communes')} {words.verdict(Verdict.NO_DATA)}")
    said = words.word(
        "report.mean",
        met=words.number(met),
        mean=words.number(Fraction(met, len(rows)), decimals=2) if len(rows) else words.word("value.missing"),
        groups="; ".join(groups),
    )
    unchecked = int(rows["met_unchecked"].sum())
    if unchecked:
        mean = words.number(Fraction(met + unchecked, len(rows)), decimals=2)
        said += " " + words.word("report.unchecked", n=words.count(unchecked, "criteria"), mean=mean)
    return said


def _by_criterion(view: View, standard: CriteriaSet) -> str:
    """Names the criteria all communes meet and, of those something is known of, the three fewest meet."""
    words = view.words
    rows = view.now.criteria
    rows = rows[rows["set"] == standard.id]
    met = rows.groupby("criterion")["met"].agg(["sum", "size"])
    known = set(rows.loc[~rows["verdict"].isin([Verdict.NO_DATA, Verdict.NO_THRESHOLD]), "criterion"])
    counted = [(c, int(met.loc[c.code, "sum"]), int(met.loc[c.code, "size"])) for c in standard.criteria]  # type: ignore[arg-type]  # a cell is typed as an object
    full = [
        words.word("report.criterion", code=c.code, name=words.text(c.name))
        for c, n, of in counted
        if n == of
    ]
    fewest = sorted((x for x in counted if x[1] < x[2] and x[0].code in known), key=lambda x: x[1])[:3]
    low = [
        words.word("report.criterion_met", code=c.code, name=words.text(c.name), share=words.share(n, of))
        for c, n, of in fewest
    ]
    return words.word(
        "report.by_criterion",
        n=words.number(len(full)),
        full=listed(view, full, most=len(full)) or words.word("report.none"),
        low=listed(view, low) or words.word("report.none"),
    )


def _advanced(view: View, advanced: CriteriaSet) -> Iterator[str]:
    words = view.words
    rows = view.now.counts
    rows = rows[rows["set"] == advanced.id].sort_values(["met", "commune"], ascending=[False, True])
    if len(rows):
        each = [
            words.word("report.commune_met", commune=view.communes[c], met=words.share(int(m), int(t)))
            for c, m, t in zip(rows["commune"], rows["met"], rows["total"], strict=True)
        ]
        yield words.word(
            "report.advanced", n=words.count(len(rows), "communes"), communes=listed(view, each, len(each))
        )


def _reservations(view: View, standard: CriteriaSet) -> Iterator[str]:
    """Says what of this is provisional, disputed or without data."""
    rows = view.now.criteria
    rows = rows[rows["set"] == standard.id]
    unknown = rows[rows["verdict"].isin([Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value])]
    yield from _counted(view, "provisional", rows[rows["provisional"]])
    yield from disputes(view)
    yield from _counted(view, "undecided", unknown)


def disputes(view: View) -> Iterator[str]:
    """Tells reported verdicts that the data contradict apart from those whose threshold is not checked."""
    rows = view.now.criteria
    for kind in ("disagree", "check_threshold"):
        yield from _counted(view, kind, rows[rows["discrepancy"] == kind])


def _counted(view: View, key: str, rows: DataFrame) -> Iterator[str]:
    if len(rows):
        n = view.words.plural("report.results", len(rows))
        yield view.words.word(f"report.{key}", n=n, communes=commune_codes(view, rows))


def commune_codes(view: View, rows: DataFrame) -> str:
    """Lists communes with the criteria of their rows, those of the advanced set as such."""
    codes: dict[str, list[str]] = {}
    for row in records(rows):
        codes.setdefault(row.commune, []).append(coded(view, row.set, row.criterion))
    named = [
        view.words.word("report.commune_codes", commune=view.communes[commune], codes=", ".join(of_commune))
        for commune, of_commune in codes.items()
    ]
    return listed(view, named, most=len(named))

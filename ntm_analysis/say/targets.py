"""The movement's targets: where each stands, what is to be known of its figure, what speaks against it."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge.targets import Progress
from ntm_analysis.judge.targets.tally import base_month
from ntm_analysis.model import TargetKind
from ntm_analysis.say import marks
from ntm_analysis.say.counted import unchecked_remark
from ntm_analysis.say.view import View


def targets_table(view: View) -> Display | None:
    """Shows the movement's targets that concern the page: value, target, status, outlook, paragraph."""
    shown = view.own_targets
    if not shown:
        return None
    words = view.words
    keys = ("target", "status", "now", "goal", "baseline", "outlook", "paragraph")
    columns = [Column(words.word(f"table.{key}"), numeric=key in {"baseline", "now", "goal"}) for key in keys]
    rows = [_target_row(view, progress) for progress in shown]
    return Display(table(words.word("table.targets_caption"), columns, rows, kind="targets"))


def _target_row(view: View, progress: Progress) -> list[object]:
    words, target = view.words, progress.target
    name = Markup("{}").format(words.text(target.name))
    if progress.provisional:
        name += marks.caveat_mark(view, "provisional")
    name += remarks(view, progress)
    outlook = ""
    if progress.outlook is not None:
        low, high = (_figure(view, progress, v) for v in (progress.outlook.low, progress.outlook.high))
        outlook = low if low == high else words.word("table.outlook_range", low=low, high=high)
    own = view.own_status(progress)
    status = element("span", words.word(f"target_status.{own}"), class_=f"status {own}")
    if own is not progress.status:
        whole = words.word("table.of_district", status=words.word(f"target_status.{progress.status}"))
        status += element("small", whole, class_="ratio")
    return [
        name,
        status,
        value_of(view, progress),
        _figure(view, progress, progress.goal),
        _baseline(view, progress),
        outlook,
        words.text(target.paragraph),
    ]


def _figure(view: View, progress: Progress, value: Fraction | None) -> str:
    return view.words.target_figure(progress.target, value, progress.goal)


def remarks(view: View, progress: Progress) -> Markup:
    """Puts under a target what its value does not say, each in small type."""
    return Markup("").join(element("small", text, class_="ratio") for text in remark_texts(view, progress))


def remark_texts(view: View, progress: Progress) -> list[str]:
    """Says what a target's value does not: moved denominators, the unchecked, the communes alone."""
    words, said = view.words, []
    unchecked = unchecked_remark(view, progress)
    if unchecked:
        said.append(unchecked)
    if progress.real is not None:
        said.append(real_number(view, progress))
    if progress.beside is not None:
        beside = _figure(view, progress, progress.beside)
        said.append(words.word("table.communes_alone", value=beside))
    against = obstacles_told(view, progress)
    return [*said, against] if against else said


def real_number(view: View, progress: Progress) -> str:
    """Says how many there are now beside the denominator of the document; empty where they are the same."""
    words, real = view.words, progress.real
    if real is None:
        return ""
    printed = words.number(progress.target.denominator or 0)
    return words.word(f"targets.denominator.{real.of}", real=words.number(real.number), printed=printed)


def start_rate(view: View, progress: Progress) -> str:
    """Writes the poor rate a change is counted from, with its households; empty for every other target."""
    if progress.target.kind is not TargetKind.POOR_RATE_CHANGE:
        return ""
    words, rows = view.words, view.results.poverty
    rows = rows[(rows["place"] == view.data.district.code) & (rows["line"] == view.data.poverty_line)]
    rows = rows[(rows["value_month"] == base_month(progress.target)).fillna(value=False) & rows["complete"]]
    if rows.empty:
        return ""
    poor, households = int(rows["poor"].iloc[-1]), int(rows["households"].iloc[-1])
    rate = words.percent(Fraction(100 * poor, households))
    return words.word(
        "table.start_rate", rate=rate, poor=words.number(poor), households=words.number(households)
    )


def value_of(view: View, progress: Progress) -> str:
    """Writes a target's figure of now, said to be preliminary, and adjusted after closing, where it is."""
    words, figure = view.words, _figure(view, progress, progress.value)
    if progress.preliminary:
        figure = words.word("targets.preliminary", value=figure)
    if progress.target.id in view.adjusted_targets:
        figure = words.word("targets.adjusted", value=figure)
    return figure


def _within(title: str) -> str:
    """Writes a title as it stands within a sentence."""
    return title[:1].lower() + title[1:]


def obstacles_told(view: View, progress: Progress) -> str:
    """Says what is known to speak against a target; empty where nothing is."""
    words = view.words
    told = [
        words.word(
            f"targets.{obstacle.kind}",
            n=words.number(obstacle.value or 0),
            value=_figure(view, progress, obstacle.value),
            commune=view.communes.get(obstacle.commune, ""),
            condition=_within(words.word(f"condition.{obstacle.condition}")) if obstacle.condition else "",
        )
        for obstacle in progress.obstacles
    ]
    return words.word("targets.obstacles", obstacles="; ".join(told)) if told else ""


def _baseline(view: View, progress: Progress) -> Markup:
    figure, rate = _figure(view, progress, progress.baseline), start_rate(view, progress)
    return (
        Markup("{}").format(figure) + element("small", rate, class_="ratio")
        if rate
        else Markup("{}").format(figure)
    )

"""What the communes' criteria come to, and what communes say beside it (rules 6 and 11)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import CriteriaSet, TargetKind
from ntm_analysis.say.view import View

_MEANS = (TargetKind.MEAN_CRITERIA, TargetKind.MEAN_GAIN)


@dataclass(frozen=True)
class Counted:
    """Criteria met by the communes; ``unchecked`` are those that only the communes themselves say, beside."""

    met: int
    unchecked: int
    communes: int

    @property
    def mean(self) -> Fraction:
        """Gives the mean per commune."""
        return Fraction(self.met, self.communes)

    @property
    def claimed_mean(self) -> Fraction:
        """Gives the mean per commune together with what nobody checked."""
        return Fraction(self.met + self.unchecked, self.communes)


def counted(view: View, criteria_set: CriteriaSet) -> Counted | None:
    """Sums the criteria met over the communes; None where nothing is known of any of them."""
    rows = view.now.counts
    rows = rows[rows["set"] == criteria_set.id]
    if (rows["no_data"] >= rows["total"]).all():
        return None
    return Counted(int(rows["met"].sum()), int(rows["met_unchecked"].sum()), len(view.communes))


def unchecked_communes(view: View, set_id: str, criterion: str) -> int:
    """Counts the communes that meet a criterion by their own word only, and do not count."""
    rows = view.now.criteria
    return int(rows.loc[(rows["set"] == set_id) & (rows["criterion"] == criterion), "unchecked"].sum())


def unchecked_remark(view: View, progress: Progress) -> str:
    """Says what communes assessed beside a target's value and nobody checked; empty where they did not."""
    words, target = view.words, progress.target
    if progress.value is None:
        return ""
    if target.kind is TargetKind.CRITERION:
        n = unchecked_communes(view, target.set, target.criterion)
        return words.word("figure.communes_unchecked", count=words.count(n, "communes")) if n else ""
    criteria_set = view.set_in_force("standard")
    if target.kind not in _MEANS or criteria_set is None or target.set not in {"", criteria_set.id}:
        return ""
    found = counted(view, criteria_set)
    if found is None or not found.unchecked:
        return ""
    claimed = progress.value + Fraction(found.unchecked, target.denominator or found.communes)
    told = {"value": words.target_figure(target, claimed, progress.goal)}
    return words.word("figure.with_unchecked", count=words.count(found.unchecked, "criteria"), **told)

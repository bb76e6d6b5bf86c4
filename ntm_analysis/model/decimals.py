"""A number as it is said, and how many decimals it needs so as never to contradict its verdict (rule 9).

Exact fractions in, exact fractions out; rounding is half away from zero by integer arithmetic.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from ntm_analysis.model.movement import Target, TargetSense
from ntm_analysis.model.words import Rule

# A figure shows one decimal, or none when it is whole, and as many as three where it
# would otherwise contradict its verdict.
_USUAL_DECIMALS = 1
_MOST_DECIMALS = 3
_PERCENT = 100
# Values are read with at most six decimals, so a threshold is always shown in full.
STORED_DECIMALS = 6
# Targets on points and on means of criteria; all others are whole counts.
_TARGET_DECIMALS = {"points": 1, "criteria": 2}


@dataclass(frozen=True)
class Figure:
    """A number as a language writes it: digits with so many ``decimals`` between words, ``text`` in all.

    ``decimals`` is None where words stand in the place of digits, as in "< 90%"; ``formal`` counts have at
    least two digits, ``signed`` ones a plus; of a ``percent`` the value is in percent. ``doubts`` names what
    is not sure of it.
    """

    value: Fraction | int
    text: str
    before: str = ""
    after: str = ""
    decimals: int | None = None
    formal: bool = False
    signed: bool = False
    percent: bool = False
    doubts: tuple[str, ...] = ()

    def within(self, phrase: str) -> "Figure":
        """Puts it into a phrase, in the place of its ``{}``."""
        before, _, after = phrase.partition("{}")
        return replace(
            self,
            text=f"{before}{self.text}{after}",
            before=before + self.before,
            after=self.after + after,
        )


def rounded(value: Fraction | int, decimals: int) -> Fraction:
    """Rounds half away from zero, exactly."""
    size = abs(Fraction(value)) * 10**decimals
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def measured_decimals(
    value: Fraction, threshold: Fraction | None, rule: Rule | str | None, unit: str
) -> int | None:
    """Gives the decimals a measured value is written with; None where none keep it on its side."""
    usual = usual_decimals(value)
    # A part of so few that one more is a whole point has no decimal; one that writes it in full, as 87,5%
    # of 16, it keeps.
    few = unit == "percent" and (value / _PERCENT).denominator < _PERCENT
    usual = 0 if few and rounded(value, _USUAL_DECIMALS) != value else usual
    if threshold is None or rule is None:
        return usual
    return _decimals_on_side(value, threshold, rule, usual, shown=threshold)


def target_decimals(target: Target, value: Fraction, goal: Fraction | None) -> int | None:
    """Gives the decimals a target's figure is written with; None where none keep it on its side."""
    usual = _TARGET_DECIMALS.get(target.unit, 0)
    if goal is None and target.unit == "criteria" and rounded(value, usual) == target.value:
        return goal_decimals(target, value)  # a mean that is the goal as its document prints it
    if goal is None or not usual:
        return usual
    # Points are printed in full; a mean is a whole number of criteria printed with two decimals.
    of_goal = goal_decimals(target, goal)
    if value == goal:
        return of_goal
    return _decimals_on_side(value, goal, rule_of(target), usual, shown=rounded(goal, of_goal))


def decimals_needed(value: Fraction | int, most: int) -> int:
    """Gives the fewest decimals that write the value in full, or ``most``."""
    return next((d for d in range(most) if rounded(value, d) == value), most)


def usual_decimals(value: Fraction | int) -> int:
    """Gives the decimals of a figure that is held against nothing."""
    return decimals_needed(value, _USUAL_DECIMALS)


def rule_of(target: Target) -> Rule:
    """Gives the side of the goal on which a target's figure is to lie."""
    return Rule.AT_MOST if target.sense is TargetSense.FALL else Rule.AT_LEAST


def goal_decimals(target: Target, goal: Fraction) -> int:
    """Gives the decimals a goal itself is printed with; those of the document where it is a mean."""
    usual = _TARGET_DECIMALS.get(target.unit, 0)
    if target.unit == "criteria":
        return decimals_needed(target.value, usual)
    return max(usual, decimals_needed(goal, STORED_DECIMALS)) if target.unit == "points" else usual


def holds(value: Fraction, threshold: Fraction, rule: Rule | str) -> bool:
    """Tells whether a value lies on the right side of its threshold."""
    return value <= threshold if rule == Rule.AT_MOST else value >= threshold


def _decimals_on_side(
    value: Fraction, bound: Fraction, rule: Rule | str, usual: int, *, shown: Fraction
) -> int | None:
    """Gives the fewest decimals that keep the figure on its side of the bound as it is shown, if any do."""
    held = holds(value, bound, rule)
    tried = range(usual, _MOST_DECIMALS + 1)
    return next((d for d in tried if holds(rounded(value, d), shown, rule) == held), None)


def relation(rule: Rule | str, *, held: bool) -> str:
    """Names how a value lies to its threshold, by the side it is on."""
    if rule == Rule.AT_MOST:
        return "at_most" if held else "more_than"
    return "at_least" if held else "less_than"

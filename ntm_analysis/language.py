"""Words, numbers and dates as Vietnamese offices write them, with English beside.

The words live in the files of ``languages/vi`` and ``languages/en``; nothing here knows a
sentence. Figures are exact fractions, rounded half away from zero by integer arithmetic.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Figure, Period, Rule, Target, Text, Verdict
from ntm_analysis.model import decimals as rounding

CODES = ("vi", "en")
_dated = lru_cache(maxsize=1024)(format_date)
# libyaml is some ten times faster, and every command begins by reading words.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Language:
    """The words of one language and its ways of writing figures. Use :meth:`load`."""

    code: str
    _words: Mapping[str, str] = field(repr=False, compare=False)

    @classmethod
    @cache
    def load(cls, code: str) -> "Language":
        """Reads the words of ``vi`` or ``en`` once; another code is a bug (KeyError)."""
        if code not in CODES:
            raise KeyError(code)
        words: dict[str, str] = {}
        for file in sorted(files(__package__).joinpath("languages", code).iterdir(), key=lambda f: f.name):
            words |= _flat(yaml.load(file.read_text(encoding="utf-8"), _LOADER))  # noqa: S506 (a safe loader)
        return cls(str(code), MappingProxyType(words))  # a plain text, also of an option's value

    @classmethod
    def named(cls, code: object) -> "Language":
        """Reads the words of a language somebody named, ``VI`` as well; raises NtmError for any other."""
        if str(code).lower() not in CODES:
            raise NtmError(f"không có ngôn ngữ “{code}”; chọn {' hoặc '.join(CODES)}")
        return cls.load(str(code).lower())

    @property
    def keys(self) -> frozenset[str]:
        """Names every word there is."""
        return frozenset(self._words)

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def word(self, key: str, **values: object) -> str:
        """Gives the words under a dotted key, with ``{placeholders}`` filled; KeyError when missing.

        Of ``one | many`` in the file those that fit what is counted, the value of ``n`` or ``count``.
        """
        one, _, many = self._words[key].partition(" | ")
        counted = str(values.get("n", values.get("count")))
        return (many if many and counted != "1" else one).format(**values)

    def plural(self, key: str, n: int, **values: object) -> str:
        """Gives the words for ``n`` things."""
        return self.word(key, n=self.number(n), **values)

    def count(self, n: int, unit: str) -> str:
        """Writes ``1.234 hộ``; ``unit`` is a key of the section ``count``."""
        return self.amount(int(n), unit, 0).text

    def whole(self, n: int) -> Figure:
        """Gives a whole number: ``1.234``."""
        return Figure(int(n), self.number(int(n)), decimals=0)

    def number(self, value: Fraction | int, decimals: int | None = None) -> str:
        """Writes ``14,19``: the decimals asked for, otherwise as many as needed and at most two."""
        shown = rounding.decimals_needed(value, 2) if decimals is None else decimals
        exact = Decimal((rounding.rounded(value, shown) * 10**shown).numerator).scaleb(-shown)
        pattern = "#,##0" + ("." + "0" * shown if shown else "")
        return str(format_decimal(exact, format=pattern, locale=self.word("format.locale")))

    def percent(self, value: Fraction | int) -> str:
        """Writes ``87,5%``, or ``90%`` when whole."""
        return self.rate(value).text

    def rate(self, value: Fraction | int) -> Figure:
        """Gives a share in percent: ``87,5%``, or ``90%`` when whole."""
        return self.amount(value, "percent", rounding.usual_decimals(value))

    def formal(self, n: int) -> str:
        """Writes a formal count, ``07`` as Vietnamese offices do."""
        return self.word("format.formal").format(int(n))

    def share(self, n: int, of: int) -> str:
        """Writes ``06/16``, in English ``6 of 16``."""
        return self.counted_of(n, of).text

    def counted_of(self, n: int, of: int) -> Figure:
        """Gives a formal count of so many: ``06/16``, in English ``6 of 16``."""
        after = self.word("format.of", all=self.formal(of))
        return replace(self._formal(n), text=self.formal(n) + after, after=after)

    def _formal(self, n: int) -> Figure:
        return Figure(int(n), self.formal(n), decimals=0, formal=len(self.formal(0)) > 1)

    def date(self, date: dt.date) -> str:
        """Writes ``05/01/2022``."""
        return self._date(date, "format.date")

    def month(self, period: Period) -> str:
        """Writes ``tháng 9/2022``."""
        return self._date(dt.date(period.year, period.month, 1), "format.month")

    def short_month(self, period: Period) -> str:
        """Writes ``9/2022``, for axes and table heads."""
        return self._date(dt.date(period.year, period.month, 1), "format.short_month")

    def verdict(self, verdict: Verdict | str) -> str:
        """Names a verdict: ``chưa đạt``."""
        return self.word(f"verdict.{verdict}")

    def text(self, text: Text) -> str:
        """Picks this language's side of a text."""
        return text[self.code]

    def measured(
        self, exact: Fraction, unit: str, threshold: Fraction | None = None, rule: Rule | str | None = None
    ) -> Figure:
        """Gives a measured value so that what is written never contradicts its verdict (rule 9).

        Decimals are added, at most three, until the figure is on the value's side of the threshold; where
        that does not help, it writes ``< 90%``.
        """
        if unit == "yes_no":
            return Figure(exact, self.word("value.yes" if exact else "value.no"))
        decimals = rounding.measured_decimals(exact, threshold, rule, unit)
        if decimals is not None or threshold is None or rule is None:
            return self.amount(exact, unit, decimals or 0)
        side = rounding.relation(rule, held=rounding.holds(exact, threshold, rule))
        text = self.word(f"value.{side}", value=self.in_full(threshold, unit).text)
        return Figure(exact, text, percent=unit == "percent")

    def threshold(self, value: Fraction, unit: str, rule: Rule | str) -> str:
        """Writes what must be reached, in full: ``≥ 95%``, ``≤ 13%``."""
        if unit == "yes_no":
            return self.word("value.yes")
        return self.word(f"value.{rounding.relation(rule, held=True)}", value=self.in_full(value, unit).text)

    def in_full(self, value: Fraction, unit: str) -> Figure:
        """Gives a figure with every decimal it has and its unit."""
        return self.amount(value, unit, rounding.decimals_needed(value, rounding.STORED_DECIMALS))

    def target_figure(self, target: Target, value: Fraction | None, goal: Fraction | None = None) -> str:
        """Writes a target's figure in its own form: 06/16; 13,19; giảm 5,0 điểm phần trăm."""
        return self.word("value.missing") if value is None else self.of_target(target, value, goal).text

    def of_target(self, target: Target, value: Fraction, goal: Fraction | None = None) -> Figure:
        """Gives what :meth:`target_figure` writes.

        Means and points get decimals, at most three, until the figure is on the side of the goal on which
        the value lies; where that does not help, it writes ``giảm < 5,0 điểm phần trăm``.
        """
        rule = rounding.rule_of(target)
        if goal is None and target.unit == "points":
            goal = -abs(target.value) if rule is Rule.AT_MOST else target.value
        decimals = rounding.target_decimals(target, value, goal)
        shown, side = value, ""
        if decimals is None and goal is not None:
            # A fall is written by its size: what is more than −5,0 fell by less than 5,0.
            sized = Rule.AT_LEAST if goal < 0 else rule
            side, shown = rounding.relation(sized, held=rounding.holds(value, goal, rule)), goal
            decimals = rounding.goal_decimals(target, goal)
        decimals = decimals or 0
        if is_points := target.unit == "points":
            figure = self.amount(abs(shown), "points", decimals)
        elif target.unit == "criteria" or decimals or shown.denominator != 1:  # a mean, whole or not
            decimals = decimals if target.unit == "criteria" else decimals or 1
            figure = Figure(shown, self.number(shown, decimals), decimals=decimals)
        elif target.denominator:
            figure = self.counted_of(int(shown), target.denominator)
        else:
            figure = self._formal(int(shown))
        text = self.word(f"value.{side}", value=figure.text) if side else figure.text
        if is_points and rounding.rounded(shown, decimals):  # by its direction: a fall of −2,6 says it twice
            text = self.word("value.fall" if shown < 0 else "value.rise", value=text)
        return Figure(value, text) if side or is_points else figure

    def amount(self, value: Fraction | int, unit: str, decimals: int) -> Figure:
        """Gives a figure with its unit, which stands as the language has it: ``5,0 điểm phần trăm``."""
        figure = Figure(value, self.number(value, decimals), decimals=decimals)
        if unit == "percent":  # its sign is part of the number, as a spreadsheet has it
            return replace(figure, text=self.word("unit_value.percent", value=figure.text), percent=True)
        if f"unit_value.{unit}" in self._words:
            return figure.within(self.word(f"unit_value.{unit}", value="{}"))
        one, _, many = self._words[f"count.{unit}"].partition(" | ")
        return figure.within((one if value == 1 else many or one).format(n="{}"))

    def _date(self, date: dt.date, key: str) -> str:
        return str(_dated(date, self.word(key), locale=self.word("format.locale")))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value

"""The sentence under a picture: what it shows, in the words of the language files."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ntm_analysis.draw.measures import Measure
from ntm_analysis.language import Language
from ntm_analysis.model import Period, Rule, Sex, Verdict
from ntm_analysis.say.palette import MARKS
from ntm_analysis.say.view import View

_MOST_NAMES = 7
_FEW = 3  # as many names as stand in a line of counts, or share the first or last place


def capital(text: str) -> str:
    """Begins a text with a capital, as a heading or a sentence does."""
    return text[:1].upper() + text[1:]


def tally(
    words: Language, by_verdict: Mapping[Verdict, Sequence[str]], names: Mapping[str, str] | None = None
) -> str:
    """Counts communes by verdict, ``✓ 12 xã đạt · ✗ 03 xã chưa đạt``, with names where few do not meet."""
    parts = []
    for verdict, communes in by_verdict.items():
        told = {"symbol": MARKS[verdict].symbol, "verdict": words.verdict(verdict)}
        text = words.word("chart.verdict_count", n=words.formal(len(communes)), **told)
        text = text.replace(" ", "\N{NO-BREAK SPACE}", 1)  # a sign never ends a line
        if names and verdict is not Verdict.MET and len(communes) <= _FEW:
            named = ", ".join(names.get(code, code) for code in communes)
            text = words.word("chart.with_names", text=text, names=named)
        parts += [text] if communes else []
    return " · ".join(parts)


def threshold_label(measure: Measure, threshold: Fraction, words: Language, *, is_open: bool) -> str:
    """Names the threshold beside its line, marked where it is not checked against its decision."""
    if not measure.code:
        return words.word("chart.full_set", value=words.number(threshold))
    text = words.word("chart.threshold", value=words.threshold(threshold, measure.unit, measure.rule))
    return text + ("*" if is_open else "")


def figure(measure: Measure, value: Fraction, words: Language) -> str:
    """Writes a figure of the scale: a share with its sign, anything else without its unit."""
    if measure.unit == "percent":
        return words.percent(value)
    return words.number(value, None if value.denominator == 1 else 1)


def among_others(view: View, rows: Sequence[Measure]) -> str:
    """Says how the commune stands on the first quantity it misses, or else on the first one."""
    failing = [m for m in rows if m.readings[view.place.code].verdict is Verdict.NOT_MET]
    sentence = standing(view, (failing or rows)[0])
    if others := ", ".join(m.code for m in failing[1:]):
        sentence += view.words.word("chart.also_missed", codes=others)
    return sentence + "."


def standing(view: View, measure: Measure) -> str:
    """States value, threshold and median of one commune without a full stop."""
    words, code = view.words, view.place.code
    reading, middle = measure.readings[code], measure.median
    value, threshold = reading.value, reading.threshold
    if not measure.code:
        met = words.word("chart.met_of", n=f"{words.number(value or 0)}/{words.number(threshold or 0)}")
        text = words.word("chart.place", place=view.place.name, standing=met)
    else:
        parts = [words.verdict(reading.verdict)]
        if value is not None:
            parts = [measure.shown(words, value, code)]
            if reading.sex != Sex.TOTAL:
                sex = words.word(f"sex.{reading.sex}")
                parts = [words.word("chart.of_sex", value=parts[0], sex=sex)]
            if threshold is not None:
                side = (
                    "equal_to" if value == threshold else "lower_than" if value < threshold else "higher_than"
                )
                parts.append(words.word(f"chart.{side}", value=words.in_full(threshold, measure.unit).text))
            # The verdict is that of the weaker sex, said first; the other one stands after it.
            for sex in (sex for sex in reading.sexes if sex != reading.sex):
                shown = measure.shown(words, reading.sexes[sex], code)
                parts.append(words.word("chart.other_sex", sex=words.word(f"sex.{sex}"), value=shown))
        label = words.word("chart.indicator", code=measure.code)
        text = words.word("chart.finding", place=view.place.name, label=label, standing=", ".join(parts))
    if middle is None:
        return text
    return text + words.word("chart.median_of", n=len(measure.values), value=measure.shown(words, middle))


def below(view: View, rows: Sequence[Measure]) -> str:
    """Says which quantity most communes miss and which communes those are."""
    words = view.words
    said = max(rows, key=lambda m: len(m.by_verdict[Verdict.NOT_MET]))
    failing, total = said.by_verdict[Verdict.NOT_MET], len(said.readings)
    met = words.share(len(said.by_verdict[Verdict.MET]), total)
    label = capital(words.word("chart.indicator", code=said.code))
    if not failing and not said.by_verdict[Verdict.MET]:
        return words.word("chart.no_threshold", label=label, n=words.number(total))
    if not failing:
        return words.word("chart.none_below", label=label, n=met)
    bound, _ = said.threshold_for()
    key = "chart.above_most" if said.rule is Rule.AT_MOST else "chart.below_least"
    threshold = "" if bound is None else words.in_full(bound, said.unit).text
    names = named(view, failing)
    return words.word(key, label=label, n=words.share(len(failing), total), value=threshold, names=names)


def named(view: View, codes: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Lists communes by name, the first few where there are many."""
    names = ", ".join(view.communes.get(code, code) for code in codes[:most])
    if len(codes) <= most:
        return names
    more = view.words.number(len(codes) - most)
    return view.words.word("sentence.and_more_communes", names=names, count=more)


def course_told(view: View, label: str, points: Sequence[Any], goal_text: str) -> str:
    """Says where a course of months' values began, where it stands, and what it is held against."""
    if not (known := [p for p in points if p.value is not None]):
        return ""
    words, first, last = view.words, known[0], known[-1]
    step = (last.value or 0) - (first.value or 0)
    key = "chart.months.up" if step > 0 else "chart.months.down" if step < 0 else "chart.months.flat"
    since, month = (words.short_month(Period.from_number(p.month)) for p in (first, last))
    figures = {"start": first.text, "now": last.text, "since": since, "month": month}
    text = words.word(key, place=view.place.name, label=label, **figures)
    return text + (f" ({goal_text})." if goal_text else ".")

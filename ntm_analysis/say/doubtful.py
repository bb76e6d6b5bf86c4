"""What is not sure of verdicts, changes and values, and whether anything is known at all."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from pandas import DataFrame

from ntm_analysis.model import Change, ChangeKind, Status
from ntm_analysis.say.texts import holding, key_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt


def has_figures(view: View) -> bool:
    """Tells whether anything is known of any criterion in the period."""
    counts = view.now.counts
    return bool((counts["no_data"] < counts["total"]).any())


def doubts(view: View, said: Any) -> tuple[Doubt, ...]:
    """Names what is not sure of a criterion's official verdict, or of what it changed to (rules 6 and 7)."""
    if not isinstance(said, Change):
        months = (said.reported_month, said.month)
        adjusted = any((month, said.commune, said.set, said.criterion) in view.adjusted for month in months)
    # Of a change: whether figures of a closed month that it rests on are not what they were.
    elif said.kind is ChangeKind.TARGET:
        adjusted = said.code in view.adjusted_targets
    elif said.kind is ChangeKind.RECOGNITION:
        rows = view.data.adjustments
        adjusted = said.place in set(rows.loc[rows["table"] == "recognitions", "commune"])
    else:
        adjusted = any((said.place, said.set, said.code) == found[1:] for found in view.adjusted)
    holds = {
        Doubt.PROVISIONAL: said.provisional,
        Doubt.UNCHECKED: said.unchecked,
        Doubt.DISAGREE: said.discrepancy == Doubt.DISAGREE,
        Doubt.CHECK_THRESHOLD: said.discrepancy == Doubt.CHECK_THRESHOLD,
        Doubt.LEVELS_DIFFER: said.levels_differ,
        Doubt.ADJUSTED: adjusted,
    }
    return holding(holds)


def value_doubts(view: View, rows: DataFrame) -> list[str]:
    """Names for each row of indicators what is not sure of its value, with commas between."""
    keys = zip(rows["sent_month"], rows["commune"], rows["set"], rows["part"], strict=True)
    marks: dict[Doubt, Any] = {
        Doubt.PROVISIONAL: rows["provisional"],
        Doubt.ADJUSTED: [key in view.adjusted for key in keys] if view.adjusted else False,
        Doubt.PRELIMINARY: rows["status"] == Status.PRELIMINARY.value,
        Doubt.LATE: rows["late"],
    }
    held = DataFrame(marks, index=rows.index).to_numpy(bool)
    # Rows are many, sets of doubts few: each is written once.
    number = held @ (1 << np.arange(len(marks)))
    told = {n: [bool(n >> place & 1) for place in range(len(marks))] for n in set(number.tolist())}
    texts = {n: ", ".join(map(str, holding(dict(zip(marks, on, strict=True))))) for n, on in told.items()}
    return [texts[n] for n in number.tolist()]


def signs_told(view: View, said: Iterable[Any]) -> Iterator[str]:
    """Explains the signs that stand at some official verdicts or changes, and no others."""
    found = {doubt for each in said for doubt in doubts(view, each)}
    return key_of(view.words, (doubt for doubt in Doubt if doubt in found))

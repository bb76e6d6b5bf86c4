"""What became of the products of a run, in a few figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median

from ntm_analysis.batch.outcome import Built, Current, Failed, Outcome
from ntm_analysis.batch.plan import Briefing, Print, Workbook
from ntm_analysis.language import Language

_KINDS = {"built": Built, "current": Current, "failed": Failed}


@dataclass
class Tally:
    """Counts outcomes by kind of product; of the pages it keeps the sizes, of a whole country too."""

    counts: Counter[tuple[type, type]] = field(default_factory=Counter)
    sizes: list[int] = field(default_factory=list)

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Counts more outcomes."""
        for outcome in outcomes:
            self.counts[type(outcome.product), type(outcome)] += 1
            if isinstance(outcome.product, Briefing) and not isinstance(outcome, Failed):
                self.sizes.append(outcome.output.size)

    @property
    def has_failed(self) -> bool:
        """Tells whether any product failed."""
        return any(count for (_, outcome), count in self.counts.items() if outcome is Failed)

    def summary(self, words: Language, seconds: float) -> str:
        """Says how many pages are built, current and failed, how long it took and what a page weighs.

        A line each follows for workbooks and for printed pages, where there are any.
        """
        lines = [
            words.word(
                "cli.summary",
                **self._of(Briefing),
                seconds=words.number(Fraction(round(seconds * 10), 10)),
                weight=round(median(self.sizes) / 1000) if self.sizes else 0,
                largest=round(max(self.sizes, default=0) / 1000),
            )
        ]
        for key, kind in (("workbook", Workbook), ("prints", Print)):
            of_kind = self._of(kind)
            if any(of_kind.values()):
                lines.append(words.word(f"cli.summary_{key}", **of_kind))
        return "\n".join(lines)

    def _of(self, product: type) -> dict[str, int]:
        return {key: self.counts[product, kind] for key, kind in _KINDS.items()}

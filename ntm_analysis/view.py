"""What a page is about, as one value handed to everything the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ntm_analysis.dataset import Dataset
from ntm_analysis.evaluate import Results, evaluate
from ntm_analysis.language import Language
from ntm_analysis.model import Area, Period, Place, PlaceKind
from ntm_analysis.targets import Progress, follow_targets


@dataclass(frozen=True)
class View:
    """One place in one period, with the results and targets it is read against."""

    data: Dataset
    results: Results
    targets: tuple[Progress, ...]
    place: Place
    period: Period
    words: Language
    area: Area | None = None

    @cached_property
    def now(self) -> Results:
        """Gives the results of the page's period only."""
        return self.results.at(self.period)

    @property
    def is_district(self) -> bool:
        return self.place.kind is PlaceKind.DISTRICT

    @property
    def is_recognised(self) -> bool:
        """Tells whether the commune is recognised at the period's end (a decision, not 19/19)."""
        held = self.now.recognised.query("not awaiting and level == 'ntm'")
        return self.place.code in set(held["commune"])

"""What a document is written from: one month's view with what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ntm_analysis.documents.difference import Change, Followed, difference
from ntm_analysis.documents.kinds import ReportKind
from ntm_analysis.model import Period
from ntm_analysis.narrative.phrases import STANDS_WELL
from ntm_analysis.targets import Progress, follow_targets
from ntm_analysis.view import View


@dataclass(frozen=True)
class Facts:
    """The district's view, the kind of report, and the month it looks back to."""

    view: View
    kind: ReportKind
    before: Period | None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Lists what changed since the month looked back to; nothing where there is none."""
        if self.before is None:
            return ()
        view = self.view
        earlier = follow_targets(view.data, view.results, self.before)
        return difference(Followed(view.results.at(self.before), earlier), Followed(view.now, view.targets))

    def stands_well(self, progress: Progress) -> bool:
        """Tells whether a target is reached, held or expected to be reached."""
        return progress.status in STANDS_WELL

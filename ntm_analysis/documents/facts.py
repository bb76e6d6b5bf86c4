"""What a document is written from: one month's view with what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pandas import DataFrame, Series

from ntm_analysis.documents.difference import Change, Followed, difference
from ntm_analysis.documents.kinds import ReportKind
from ntm_analysis.documents.owed import Owed, submissions
from ntm_analysis.model import Period
from ntm_analysis.movement.registrations import follow_registrations
from ntm_analysis.movement.tasks import follow_tasks
from ntm_analysis.narrative.phrases import STANDS_WELL
from ntm_analysis.tables.roadmap import body_name
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

    @cached_property
    def tasks(self) -> DataFrame:
        """Follows every task known by the month to its cut-off day."""
        view, movement = self.view, self.view.data.movement
        targets = [progress.target for progress in view.targets]
        day = view.data.cut_off(view.period)
        rows: DataFrame = follow_tasks(movement.tasks, movement.task_states, targets, view.period, day)
        return rows

    @cached_property
    def overdue(self) -> DataFrame:
        """Lists the overdue tasks, the longest overdue first."""
        late = self.tasks[self.tasks["overdue"].astype(bool)]
        return late.sort_values(["days_overdue", "task"], ascending=[False, True], kind="stable")

    @cached_property
    def meetings(self) -> Series:
        """Numbers the month of the meeting that set each task; 0 where no meeting did."""
        texts = self.tasks["meeting"].astype(str)
        return texts.map(lambda text: Period.parse(text).number if text else 0).astype("int64")

    @cached_property
    def registrations(self) -> DataFrame:
        """Follows the criteria communes registered to reach in the year."""
        view = self.view
        rows: DataFrame = follow_registrations(
            view.data.movement.registrations, view.now.criteria, view.period
        )
        return rows

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """Lists the month's submissions that are late or missing."""
        return submissions(self.view)

    @cached_property
    def owing(self) -> list[str]:
        """Names who owes submissions, with how late they came."""
        words = self.view.words
        return [
            words.word(f"document.owed.{owed.kind}", name=owed.name, days=words.number(owed.days or 0))
            for owed in self.owed
        ]

    def body(self, code: str) -> str:
        """Names a body in charge, one of a commune with its commune."""
        return body_name(self.view, code)

    def target_name(self, target: str) -> str:
        """Names a target."""
        named = (self.view.words.text(p.target.name) for p in self.view.targets if p.target.id == target)
        return next(named, target)

    def stands_well(self, progress: Progress) -> bool:
        """Tells whether a target is reached, held or expected to be reached."""
        return progress.status in STANDS_WELL

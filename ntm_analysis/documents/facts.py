"""What a document is written from: one month's view with what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pandas import DataFrame, Series

from ntm_analysis.documents.kinds import ReportKind, compared_with, is_told
from ntm_analysis.judge import Results
from ntm_analysis.judge.changes import Changes
from ntm_analysis.judge.movement.registrations import follow_registrations
from ntm_analysis.judge.targets import follow_targets
from ntm_analysis.language import Language
from ntm_analysis.model import Period, Target
from ntm_analysis.read import Dataset
from ntm_analysis.say.late import Owed, submissions
from ntm_analysis.say.names import body_name
from ntm_analysis.say.tasks import followed
from ntm_analysis.say.view import View


def gather(data: Dataset, results: Results, kind: ReportKind, month: Period, words: Language) -> Facts:
    """Gathers what a document of a kind and month is written from; of the targets only those under way."""
    followed_by = follow_targets(data, results, month)
    told = tuple(progress for progress in followed_by if is_told(progress.target, kind, month))
    view = View(data, results, told, data.places[0], month, words)
    return Facts(view, kind, compared_with(kind, month, data.periods))


@dataclass(frozen=True)
class Facts:
    """The district's view, the kind of report, and the month it looks back to."""

    view: View
    kind: ReportKind
    before: Period | None

    @property
    def targets_left_out(self) -> tuple[Target, ...]:
        """Lists the targets that begin in the month or later, or ended before it."""
        told = {progress.target.id for progress in self.view.targets}
        return tuple(target for target in self.view.data.targets if target.id not in told)

    @property
    def changes(self) -> Changes | None:
        """Compares with the month looked back to; nothing where there is none."""
        return None if self.before is None else self.view.since(self.before)

    @cached_property
    def tasks(self) -> DataFrame:
        """Follows every task known by the month to its cut-off day, those not yet begun too."""
        return followed(self.view)

    @cached_property
    def begun(self) -> DataFrame:
        """Keeps the tasks whose start has come: of the others nothing can be reported yet."""
        return self.tasks[self.tasks["begun"]]

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
            view.data.movement.registrations, view.now.criteria, view.period, list(view.communes)
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

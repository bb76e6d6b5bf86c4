"""What a page is about, as one value handed to everything the page shows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial, wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from pandas import DataFrame

from ntm_analysis.judge import Results, course_of, evaluate, merged_in
from ntm_analysis.judge.changes import Changes
from ntm_analysis.judge.evaluation import OF_CRITERIA, STATUS, TARGET, reopened
from ntm_analysis.judge.movement.plan import unmet
from ntm_analysis.judge.targets import Progress, TargetStatus, follow_targets
from ntm_analysis.language import Language
from ntm_analysis.model import ROLES, Area, CriteriaSet, Period, Place, PlaceKind, Target, TargetKind, Verdict
from ntm_analysis.model.dataset import months_of
from ntm_analysis.model.dataset import once as computed_once
from ntm_analysis.model.movement import role_named
from ntm_analysis.read import Dataset

P = ParamSpec("P")
T = TypeVar("T")


def once(function: Callable[Concatenate["View", P], T]) -> Callable[Concatenate["View", P], T]:
    """Has a function of a view computed the first time only, for what several parts of a page ask for."""

    @wraps(function)
    def remembered(view: "View", /, *given: P.args, **named: P.kwargs) -> T:
        known, asked = view.remembered, (function, *given, *named.items())
        if asked not in known:
            known[asked] = function(view, *given, **named)
        found: T = known[asked]
        return found

    return remembered


@dataclass(frozen=True)
class View:
    """One place in one period, with the results and targets it is read against.

    ``area`` None stands for all criteria; ``subject`` names the notebook where it is neither an
    area's nor the overview.
    """

    data: Dataset
    results: Results
    targets: tuple[Progress, ...]
    place: Place
    period: Period
    words: Language
    area: Area | None = None
    subject: str = ""
    remembered: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def notebook(self) -> str:
        """Names the notebook the page comes from."""
        return self.subject or (self.area.id if self.area else "overview")

    @cached_property
    def now(self) -> Results:
        """Gives the results of the page's period only."""
        return self.results.at(self.period)

    @cached_property
    def merged_in(self) -> Period | None:
        """Gives the month since which the commune has its present shape, if it changed among the data."""
        since = merged_in(self.data.unit_changes, self.place.code, self.period)
        return since if since and since > min(self.data.periods) else None

    @cached_property
    def merger_note(self) -> str:
        """Says since when the commune has its present shape and of which units it is the sum before."""
        if self.merged_in is None:
            return ""
        changes = self.data.unit_changes
        joined = changes[(changes["to_code"] == self.place.code) & (changes["from_code"] != self.place.code)]
        month = months_of(joined["effective_date"])
        names = [self.place.name, *joined.loc[month == self.merged_in.number, "from_name"]]
        told = {"place": self.place.name, "month": self.words.month(self.merged_in)}
        return self.words.word("page.merged", units=", ".join(dict.fromkeys(names)), **told)

    @cached_property
    def course(self) -> Results:
        """Gives the results a course is drawn from: before a merger those of the predecessors, summed."""
        return self.results if self.merged_in is None else course_of(self.data, self.place.code, self.period)

    @property
    def is_district(self) -> bool:
        """Tells whether the page is about the whole district."""
        return self.place.kind is PlaceKind.DISTRICT

    @property
    def is_commune(self) -> bool:
        """Tells whether the page is about a commune, which the criteria are for; a town is none."""
        return self.place.kind is PlaceKind.COMMUNE

    @cached_property
    def adjusted(self) -> frozenset[tuple[int, str, str, str]]:
        """Names what was changed after its month was closed: month, commune, set and code."""
        rows = self.data.adjustments
        rows = rows[(rows["month"] <= self.period.number) & rows["table"].isin(["observations", "verdicts"])]
        codes = (code.split(" ")[0] for code in rows["code"])
        changed = zip(rows["month"], rows["commune"], rows["set"], codes, strict=True)
        again = self.reopened[self.reopened["kind"].isin(OF_CRITERIA)]
        columns = (again[name] for name in ("month", "commune", "set", "code"))
        keys = frozenset(changed) | frozenset(zip(*columns, strict=True))
        # An indicator that comes to something else is a doubt about its criterion too.
        return keys | {(month, commune, set_id, code.split(".")[0]) for month, commune, set_id, code in keys}

    @cached_property
    def adjusted_targets(self) -> frozenset[str]:
        """Names the targets that came to something else when a month was closed."""
        rows = self.reopened
        return frozenset(rows.loc[rows["kind"].isin([TARGET, STATUS]), "code"])

    @cached_property
    def reopened(self) -> DataFrame:
        """Lists what was concluded of a closed month and comes to something else now."""
        return reopened(self.data, self.results, self.period)

    @cached_property
    def before(self) -> Period | None:
        """Gives the month before the page's, of those that have data."""
        return max((month for month in self.data.periods if month < self.period), default=None)

    def since(self, before: Period) -> Changes:
        """Compares the page's month with an earlier one."""
        months = (before, self.period)
        made = partial(Changes, self.data, self.results, *months)
        return computed_once(self.results, ("changes", *months), (), made)

    @cached_property
    def communes(self) -> dict[str, str]:
        """Names the communes alive in the period by code, the town left out."""
        alive = set(self.now.counts["commune"])
        table = self.data.communes
        return {c: n for c, n in zip(table["code"], table["name"], strict=True) if c in alive}

    @cached_property
    def recognised(self) -> DataFrame:
        """Lists the recognitions with a decision that hold at the period's end (rule 12)."""
        rows = self.now.recognised
        return rows[~rows["awaiting"] & (rows["level"] == "ntm")]

    @cached_property
    def awaiting(self) -> frozenset[str]:
        """Names the communes that wait for the decision on their recognition."""
        rows = self.now.recognised
        return frozenset(rows.loc[rows["awaiting"] & (rows["level"] == "ntm"), "commune"])

    @property
    def is_recognised(self) -> bool:
        """Tells whether the commune is recognised, which is a decision and not 19/19."""
        return self.place.code in set(self.recognised["commune"])

    @once
    def of_page(self, name: str) -> DataFrame:
        """Keeps the rows of a table about the page: its place (the district: every commune), its criteria."""
        frame = self.now.named(name)
        if not self.is_district:
            frame = frame[frame["commune"] == self.place.code]
        asked = {(s.id, code) for s in self.sets for code in self.criteria_of(s)}
        return frame.loc[[pair in asked for pair in zip(frame["set"], frame["criterion"], strict=True)]]

    @once
    def unmet(self, role: str) -> DataFrame:
        """Lists what the page's communes measured and do not meet of a set, the least effort first."""
        criteria_set = self.set_in_force(role)
        if criteria_set is None:
            return self.now.parts.head(0)
        own = self.communes if self.is_district else [self.place.code]
        return unmet(self.now.parts, criteria_set.id, self.criteria_of(criteria_set), own)

    def set_in_force(self, role: str, period: Period | None = None) -> CriteriaSet | None:
        """Gives the set that plays a role ("standard", "advanced") in a period, the page's own, if any."""
        month, role = period or self.period, role_named(role)
        found = (use for use in self.data.sets if use.role == role and use.holds_in(month))
        return next((self.data.criteria.sets[use.set] for use in found), None)

    def is_standard(self, set_id: str) -> bool:
        """Tells whether a set is the standard one in the page's month."""
        return getattr(self.set_in_force("standard"), "id", None) == set_id

    @cached_property
    def sets(self) -> tuple[CriteriaSet, ...]:
        """Lists the sets shown for the place: the advanced one for recognised communes and the district."""
        roles = ROLES if self.is_recognised or self.is_district else ("standard",)
        return tuple(of for of in map(self.set_in_force, roles) if of is not None)

    def criteria_of(self, criteria_set: CriteriaSet) -> tuple[str, ...]:
        """Lists the criterion codes the page is about: the area's, or all in the overview."""
        if self.area is None:
            return tuple(c.code for c in criteria_set.criteria)
        return self.area.criteria.get(criteria_set.id, ())

    @cached_property
    def own_targets(self) -> tuple[Progress, ...]:
        """Lists the targets that belong on the page: of its area, and for a commune those that name it."""
        mine = (p for p in self.targets if self.is_district or self.place.code in p.target.communes)
        return tuple(p for p in mine if self._is_of_area(p.target))

    def own_status(self, progress: Progress) -> TargetStatus:
        """Gives where a target stands for the place: a named commune that meets it has reached it."""
        met = {state.commune for state in progress.named if state.verdict is Verdict.MET}
        return TargetStatus.REACHED if self.place.code in met else progress.status

    def _is_of_area(self, target: Target) -> bool:
        if self.area is None or target.kind is TargetKind.POOR_RATE_CHANGE:
            return self.area is None or self.area.id == "poverty"
        return target.criterion in self.area.criteria.get(target.set, ())

    @classmethod
    def of(cls, data: Dataset, period: Period, words: Language) -> Self:
        """Evaluates a dataset up to a month and follows its targets, for the whole locality."""
        results = evaluate(data, until=period)
        return cls(data, results, follow_targets(data, results, period), data.district, period, words)

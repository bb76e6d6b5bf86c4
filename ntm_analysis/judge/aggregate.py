"""``all_of`` over groups of verdicts (rule 2)."""

from __future__ import annotations

from ntm_analysis.judge.arrays import Flags, Integers
from ntm_analysis.judge.groups import Groups
from ntm_analysis.model import Verdict

# What decides a criterion or a composite: the worst verdict present. A group whose members all
# do not apply is itself not applicable; it is never met for want of anything to fail.
# Inside an evaluation a computed verdict is its place in this list.
BY_WEIGHT = (Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.NO_THRESHOLD, Verdict.NO_DATA, Verdict.NOT_MET)
NOT_APPLICABLE, MET, NO_THRESHOLD, NO_DATA, NOT_MET = range(len(BY_WEIGHT))


def all_of(groups: Groups, verdict: Integers, provisional: Flags) -> tuple[Integers, Flags]:
    """Gives for each group its verdict, and whether that rests on open thresholds.

    A met group is provisional through any member that is; a group that is not met stands
    firm as soon as one failing member is judged by a final threshold.
    """
    failing = verdict == NOT_MET
    worst = groups.most(verdict)
    open_met, firm_failure = groups.any(provisional & ~failing), groups.any(failing & ~provisional)
    return worst, (worst == MET) & open_met | (worst == NOT_MET) & ~firm_failure

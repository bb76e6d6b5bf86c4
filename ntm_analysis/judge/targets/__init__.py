"""Where the movement's targets stand: value, status, pace and outlook.

``communes``, ``means`` and ``poverty`` read what a target counts from the results as a
:class:`~ntm_analysis.judge.targets.tally.Tally`; ``progress`` holds that against the target.
``obstacles`` says what speaks against a goal no trend foretells. Notes and methods are ids of words:
nothing here knows a sentence.
"""

from ntm_analysis.judge.targets.obstacles import Obstacle, ObstacleKind
from ntm_analysis.judge.targets.progress import (
    MEASURED_VALUES_NEEDED,
    STANDS_BADLY,
    STANDS_WELL,
    URGENT,
    Outlook,
    Progress,
    TargetStatus,
    follow_targets,
)
from ntm_analysis.judge.targets.tally import NamedState

__all__ = [
    "MEASURED_VALUES_NEEDED",
    "STANDS_BADLY",
    "STANDS_WELL",
    "URGENT",
    "NamedState",
    "Obstacle",
    "ObstacleKind",
    "Outlook",
    "Progress",
    "TargetStatus",
    "follow_targets",
]

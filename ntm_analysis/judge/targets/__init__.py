"""Where the movement's targets stand: value, status, pace and outlook.

``kinds`` read what a target counts from the results as a
:class:`~ntm_analysis.judge.targets.course.TargetCourse`; ``status`` holds rule 14, ``progress`` follows every
target by it, with what speaks against a goal no trend foretells. Notes and methods are ids of words: nothing
here knows a sentence.
"""

from ntm_analysis.judge.targets.course import NamedState
from ntm_analysis.judge.targets.progress import Obstacle, ObstacleKind, Progress, follow_targets
from ntm_analysis.judge.targets.status import STANDS_BADLY, STANDS_WELL, URGENT, Outlook, TargetStatus

"""The nouns of the domain as frozen values and closed lists of words.

Nothing here opens a file, reads a clock or depends on another part of the package but
:mod:`ntm_analysis.errors`.
"""

from ntm_analysis.model.criteria import (
    Area,
    Condition,
    Criteria,
    CriteriaSet,
    Criterion,
    Denominator,
    Formula,
    Indicator,
    Plausible,
    Source,
    Statistic,
    Sum,
    Threshold,
)
from ntm_analysis.model.decimals import Figure
from ntm_analysis.model.movement import (
    ROLES,
    ActivityKind,
    BackAndForth,
    Baseline,
    Change,
    ChangeKind,
    ChangeReason,
    Direction,
    FoundingDocument,
    Item,
    Items,
    SetInForce,
    SourceFile,
    StressedPoint,
    Target,
    TargetKind,
    TargetSense,
)
from ntm_analysis.model.places import (
    Period,
    Place,
    PlaceKind,
    in_alphabet,
    is_list_of_units,
    slug_of,
)
from ntm_analysis.model.words import LEAVING, Confidence, Frequency, Level, Rule, Sex, Status, Text, Verdict

"""data/criteria → the national criteria sets as frozen values and as tables.

Decisions, thresholds and areas are data: nothing about a particular decision is written here.
"""

from ntm_analysis.read.criteria.read import read_criteria
from ntm_analysis.read.criteria.tables import Override, rules_table, thresholds_table
from ntm_analysis.read.criteria.values import GAP_UNITS, INDICATOR_UNITS, REGIONS, STATISTIC_UNITS

__all__ = [
    "GAP_UNITS",
    "INDICATOR_UNITS",
    "REGIONS",
    "STATISTIC_UNITS",
    "Override",
    "read_criteria",
    "rules_table",
    "thresholds_table",
]

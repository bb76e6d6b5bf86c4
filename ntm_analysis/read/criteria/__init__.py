"""data/criteria → the national criteria sets as frozen values and as tables.

Decisions, thresholds and areas are data: nothing about a particular decision is written here.
"""

from ntm_analysis.read.criteria.read import read_criteria, rules_table
from ntm_analysis.read.criteria.thresholds import Override, thresholds_table

"""Observations held against thresholds: verdicts, gaps, discrepancies, counts. Pure and exact."""

from ntm_analysis.judge.columns import compare
from ntm_analysis.judge.evaluation import course_of, evaluate
from ntm_analysis.judge.mergers import merged_in
from ntm_analysis.model.dataset import Results

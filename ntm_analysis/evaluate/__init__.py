"""Observations held against thresholds: verdicts, gaps, discrepancies, counts. Pure and exact."""

from ntm_analysis.evaluate.evaluation import evaluate
from ntm_analysis.evaluate.exact import compare
from ntm_analysis.evaluate.results import EvaluationInput, Results

__all__ = ["EvaluationInput", "Results", "compare", "evaluate"]

"""The names a notebook may use, and nothing else.

Each name is imported on first use: the command line and the batch start without pandas
or matplotlib.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Language": "language",
    "View": "view",
    "bullet": "charts.bullet",
    "caveats": "tables.caveats",
    "choropleth": "charts.map",
    "criteria_table": "tables.criteria",
    "deprivations": "charts.deprivations",
    "evaluate": "evaluation",
    "figures": "tables.figures",
    "findings": "narrative",
    "follow_targets": "targets",
    "groups": "tables.criteria",
    "indicators": "tables.indicators",
    "matrix": "tables.criteria",
    "months": "charts.months",
    "priorities": "tables.priorities",
    "ranking": "charts.ranking",
    "read_dataset": "dataset",
    "section": "page",
    "sources": "tables.sources",
    "statistics": "tables.statistics",
    "strip": "charts.strip",
    "summary": "page",
    "targets_table": "tables.figures",
    "title": "page",
}

__all__ = sorted(_HOME)  # noqa: PLE0605 (a list of strings)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

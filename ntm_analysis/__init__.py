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
    "changes": "tables.changes",
    "choropleth": "charts.map",
    "commendations": "tables.merits",
    "conditions": "tables.conditions",
    "criteria_table": "tables.criteria",
    "criteria_strip": "tables.glance",
    "decisions": "tables.matters",
    "deprivations": "charts.deprivations",
    "evaluate": "evaluation",
    "figures": "tables.figures",
    "findings": "narrative",
    "follow_targets": "targets",
    "glance": "tables.glance",
    "goals": "tables.goals",
    "groups": "tables.criteria",
    "indicators": "tables.indicators",
    "items": "tables.items",
    "late": "tables.late",
    "load": "tables.roadmap",
    "matrix": "tables.matrix",
    "merits": "tables.merits",
    "model_areas": "tables.model_areas",
    "months": "charts.months",
    "plan": "tables.plan",
    "points": "tables.points",
    "priorities": "tables.priorities",
    "ranking": "charts.ranking",
    "read_dataset": "dataset",
    "registrations": "tables.roadmap",
    "resources": "tables.resources",
    "responsibilities": "tables.responsibilities",
    "section": "page",
    "sources": "tables.sources",
    "statistics": "tables.statistics",
    "strengthen": "tables.conditions",
    "strip": "charts.strip",
    "summary": "page",
    "targets_table": "tables.targets",
    "tasks": "tables.roadmap",
    "title": "page",
}

__all__ = sorted(_HOME)  # noqa: PLE0605 (a list of strings)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

"""The names a notebook may use, and nothing else.

Each name is imported on first use: the command line and the batch start without pandas
or matplotlib.
"""

from importlib import import_module
from sys import modules
from typing import Any

_HOME = {
    "Language": "language",
    "View": "say.view",
    "bullet": "draw.bullet",
    "caveats": "say.caveats",
    "changes": "say.changes",
    "choropleth": "draw.map",
    "commendations": "say.merits",
    "conditions": "say.conditions",
    "criteria_table": "say.criteria",
    "criteria_strip": "say.criteria",
    "decisions": "say.matters",
    "deprivations": "draw.deprivations",
    "evaluate": "judge",
    "figures": "say.figures",
    "findings": "say.conclusions",
    "follow_targets": "judge.targets",
    "glance": "say.commitments",
    "goals": "say.targets",
    "groups": "say.criteria",
    "indicators": "say.indicators",
    "items": "say.items",
    "late": "say.late",
    "load": "say.tasks",
    "matrix": "say.matrix",
    "merits": "say.merits",
    "model_areas": "say.commitments",
    "months": "draw.months",
    "page": "notebook",
    "picture": "notebook",
    "plan": "say.plan",
    "points": "say.items",
    "priorities": "say.indicators",
    "ranking": "draw.ranking",
    "read_dataset": "read",
    "registrations": "say.commitments",
    "resources": "say.resources",
    "responsibilities": "say.tasks",
    "section": "publish.page",
    "sources": "say.caveats",
    "statistics": "say.figures",
    "strengthen": "say.conditions",
    "strip": "draw.strip",
    "summary": "publish.page",
    "targets_table": "say.targets",
    "tasks": "say.tasks",
    "title": "publish.page",
}

__all__ = sorted(_HOME)  # noqa: PLE0605 (a list of strings)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import_module(f"{__name__}.publish.html")  # sets how what is said is shown
    if "IPython" in modules:
        import_module(f"{__name__}.notebook").register()  # and what is drawn or computed
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

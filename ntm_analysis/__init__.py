"""The names a notebook may use, and nothing else.

Each name is imported on first use: the command line and the batch start without pandas
or matplotlib.
"""

from importlib import import_module
from sys import modules
from typing import Any

# By the module that has them.
_OFFERED = {
    "draw.bullet": "bullet",
    "draw.deprivations": "deprivations",
    "draw.map": "choropleth",
    "draw.months": "months",
    "draw.ranking": "ranking",
    "draw.strip": "strip",
    "judge": "evaluate",
    "judge.targets": "follow_targets",
    "language": "Language",
    "notebook": "page palette picture question",
    "publish.page": "section summary title",
    "read": "read_dataset",
    "say.caveats": "caveats sources",
    "say.changes": "changes",
    "say.commitments": "glance model_areas registrations",
    "say.conclusions": "findings",
    "say.conditions": "conditions strengthen",
    "say.criteria": "criteria_table criteria_strip groups",
    "say.figures": "figures statistics",
    "say.indicators": "indicators priorities",
    "say.items": "items points",
    "say.late": "late",
    "say.matrix": "matrix",
    "say.matters": "decisions",
    "say.merits": "commendations merits",
    "say.plan": "plan",
    "say.resources": "resources",
    "say.targets": "goals targets_table",
    "say.tasks": "load responsibilities tasks",
    "say.view": "View",
}
_HOME = {name: module for module, names in _OFFERED.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 (a list of strings)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import_module(f"{__name__}.publish.html")  # sets how what is said is shown
    if "IPython" in modules:
        import_module(f"{__name__}.notebook").register()  # and what is drawn or computed
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

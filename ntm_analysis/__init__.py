"""The names a notebook may use, and nothing else.

Each name is imported on first use: the command line and the batch start without pandas
or matplotlib.
"""

from importlib import import_module
from sys import modules
from typing import Any

# By the module that has them.
_OFFERED = {
    "draw.deprivations": "deprivations",
    "draw.map": "choropleth",
    "draw.months": "months",
    "judge": "evaluate",
    "judge.targets": "follow_targets",
    "language": "Language",
    "notebook": "page palette picture question",
    "publish.page": "columns section summary title",
    "read": "read_dataset",
    "say.caveats": "caveats sources",
    "say.changes": "changes",
    "say.commitments": "model_areas registrations",
    "say.conclusions": "estimated findings month",
    "say.conditions": "conditions strengthen",
    "say.criteria": "criteria_table criteria_strip",
    "say.figures": "statistics",
    "say.indicators": "indicators measured",
    "say.items": "items points",
    "say.late": "late",
    "say.matrix": "matrix",
    "say.first.matters": "decisions",
    "say.merits": "commendations merits",
    "say.plan": "plan",
    "say.resources": "resources",
    "say.targets": "glossary goals",
    "say.tasks": "load responsibilities tasks timeline",
    "say.first.todo": "todo",
    "say.view": "View",
    "say.first.ways": "money ways",
    "workbench.opening": "compare open open_all",
    "workbench.schema": "about read_table",
}
_HOME = {name: module for module, names in _OFFERED.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 (a list of strings)


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import_module(f"{__name__}.publish.html")  # sets how what is said is shown
    if "IPython" in modules:
        import_module(f"{__name__}.notebook").register()  # and what is drawn or computed
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

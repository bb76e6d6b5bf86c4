# For editors and type checkers, which cannot see what __init__.py imports on first use.
from ntm_analysis.draw.deprivations import deprivations as deprivations
from ntm_analysis.draw.map import choropleth as choropleth
from ntm_analysis.draw.months import months as months
from ntm_analysis.judge import evaluate as evaluate
from ntm_analysis.judge.targets import follow_targets as follow_targets
from ntm_analysis.language import Language as Language
from ntm_analysis.notebook import page as page
from ntm_analysis.notebook import palette as palette
from ntm_analysis.notebook import picture as picture
from ntm_analysis.notebook import question as question
from ntm_analysis.publish.page import columns as columns
from ntm_analysis.publish.page import section as section
from ntm_analysis.publish.page import summary as summary
from ntm_analysis.publish.page import title as title
from ntm_analysis.read import read_dataset as read_dataset
from ntm_analysis.say.caveats import caveats as caveats
from ntm_analysis.say.caveats import sources as sources
from ntm_analysis.say.changes import changes as changes
from ntm_analysis.say.commitments import model_areas as model_areas
from ntm_analysis.say.commitments import registrations as registrations
from ntm_analysis.say.conclusions import estimated as estimated
from ntm_analysis.say.conclusions import findings as findings
from ntm_analysis.say.conclusions import month as month
from ntm_analysis.say.conditions import conditions as conditions
from ntm_analysis.say.conditions import strengthen as strengthen
from ntm_analysis.say.criteria import criteria_strip as criteria_strip
from ntm_analysis.say.criteria import criteria_table as criteria_table
from ntm_analysis.say.figures import statistics as statistics
from ntm_analysis.say.first.matters import decisions as decisions
from ntm_analysis.say.first.todo import todo as todo
from ntm_analysis.say.first.ways import money as money
from ntm_analysis.say.first.ways import ways as ways
from ntm_analysis.say.indicators import indicators as indicators
from ntm_analysis.say.indicators import measured as measured
from ntm_analysis.say.items import items as items
from ntm_analysis.say.items import points as points
from ntm_analysis.say.late import late as late
from ntm_analysis.say.matrix import matrix as matrix
from ntm_analysis.say.merits import commendations as commendations
from ntm_analysis.say.merits import merits as merits
from ntm_analysis.say.plan import plan as plan
from ntm_analysis.say.resources import resources as resources
from ntm_analysis.say.targets import glossary as glossary
from ntm_analysis.say.targets import goals as goals
from ntm_analysis.say.tasks import load as load
from ntm_analysis.say.tasks import responsibilities as responsibilities
from ntm_analysis.say.tasks import tasks as tasks
from ntm_analysis.say.tasks import timeline as timeline
from ntm_analysis.say.view import View as View
from ntm_analysis.workbench.opening import compare as compare
from ntm_analysis.workbench.opening import open as open
from ntm_analysis.workbench.opening import open_all as open_all
from ntm_analysis.workbench.schema import about as about
from ntm_analysis.workbench.schema import read_table as read_table

__all__ = [
    "Language",
    "View",
    "about",
    "caveats",
    "changes",
    "choropleth",
    "columns",
    "commendations",
    "compare",
    "conditions",
    "criteria_strip",
    "criteria_table",
    "decisions",
    "deprivations",
    "estimated",
    "evaluate",
    "findings",
    "follow_targets",
    "glossary",
    "goals",
    "indicators",
    "items",
    "late",
    "load",
    "matrix",
    "measured",
    "merits",
    "model_areas",
    "money",
    "month",
    "months",
    "open",
    "open_all",
    "page",
    "palette",
    "picture",
    "plan",
    "points",
    "question",
    "read_dataset",
    "read_table",
    "registrations",
    "resources",
    "responsibilities",
    "section",
    "sources",
    "statistics",
    "strengthen",
    "summary",
    "tasks",
    "timeline",
    "title",
    "todo",
    "ways",
]

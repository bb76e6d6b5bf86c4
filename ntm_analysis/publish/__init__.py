"""Sets what is said as HTML, Word or Excel; decides nothing but form."""

# What loads pandas is imported where it runs: in a worker process, not in the command.
# ruff: noqa: PLC0415

from pathlib import Path

from ntm_analysis.model import Period

# With what a text begins that a spreadsheet would take for a formula, once its cell is edited.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(dataset: Path, period: Period, language: str) -> bytes:
    """Evaluates a month of a dataset and gives the bytes of its workbook; equal inputs, equal bytes."""
    from ntm_analysis.language import Language
    from ntm_analysis.publish.sheet import workbook_of
    from ntm_analysis.publish.xlsx_file import written
    from ntm_analysis.read import read_dataset
    from ntm_analysis.say.papers.sheets import content
    from ntm_analysis.say.view import View

    view = View.of(read_dataset(dataset, language), period, Language.load(language))
    return written(workbook_of(content(view)))

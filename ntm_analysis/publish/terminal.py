"""What is said in a terminal: a table there, plain lines with tabs anywhere else."""

from rich import table as rich
from rich.console import Console
from rich.markup import escape

from ntm_analysis.language import Language
from ntm_analysis.say.texts import doubts_in, key_of, text_of
from ntm_analysis.say.words import Table


def printed(words: Language, table: Table) -> None:
    """Prints a table, and what the signs in it mean."""
    console = Console()
    rows = [[text_of(words, cell) for cell in row] for row in (*table.rows, *table.sums)]
    if console.is_terminal:
        shown = rich.Table(*(column.title for column in table.columns))
        for row in rows:
            shown.add_row(*map(escape, row))
        console.print(shown)
    else:
        for row in rows:
            print("\t".join(row))  # noqa: T201 (what a command is for)
    for line in key_of(words, doubts_in(words, table)):
        print(line)  # noqa: T201

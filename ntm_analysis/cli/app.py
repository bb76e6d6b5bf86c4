"""The commands under one name, and mistakes on the command line, told like every other wrong input."""

from typing import Any

import typer

from ntm_analysis.cli.build import build, status
from ntm_analysis.cli.dataset import check, close
from ntm_analysis.cli.documents import late, meeting, poster, report
from ntm_analysis.cli.evaluate import evaluate
from ntm_analysis.cli.followup import diff, targets
from ntm_analysis.cli.form import form
from ntm_analysis.cli.importing import take_in
from ntm_analysis.cli.new import new
from ntm_analysis.cli.options import HELP
from ntm_analysis.cli.verify import verify
from ntm_analysis.errors import NtmError

app = typer.Typer(
    help=HELP.word("cli.app"),
    add_completion=False,
    no_args_is_help=True,
    # An exception that is no NtmError is a bug: its plain traceback is what a report needs.
    pretty_exceptions_enable=False,
)
for command in (new, form, check, build, status, evaluate, targets, close, verify):
    app.command(command.__name__, help=HELP.word(f"cli.{command.__name__}_help"))(command)
app.command("import", help=HELP.word("cli.import_help"))(take_in)
for document in (meeting, report, poster, diff, late):
    app.command(document.__name__, help=HELP.word(f"document.{document.__name__}_help"))(document)


class UsageError(NtmError):
    """Says which word of the command line is wrong, what would be right and where the help is.

    typer names its exceptions in public only down to ``TyperException`` and ``BadParameter``; what it
    found wrong is read from what the exception carries.
    """

    def __init__(self, error: typer.TyperException) -> None:
        told: dict[str, Any] = vars(error)
        context: typer.Context | None = told.get("ctx")
        command = f"ntm {context.command.name}" if context and context.parent else "ntm"
        super().__init__(f"{self.found(error, told)}; xem {command} --help")

    @staticmethod
    def found(error: typer.TyperException, told: dict[str, Any]) -> str:
        """Says what of the command line typer found wrong."""
        option, param = told.get("option_name"), told.get("param")
        if isinstance(error, typer.BadParameter) and param is not None:
            name = max(param.opts, key=len) if param.param_type_name == "option" else param.metavar
            wrong = f"giá trị của {name} không hợp lệ" if error.message else f"thiếu {name}"
            return f"{wrong}; {name} là: {param.help.rstrip('.')}"
        if option and "possibilities" in told:
            near = f"; có phải {' hoặc '.join(told['possibilities'])}?" if told["possibilities"] else ""
            return f"không có tùy chọn {option}{near}"
        if option:
            return f"tùy chọn {option} thiếu giá trị"
        context, message = told.get("ctx"), error.format_message().rstrip(".")
        if not message:  # The help was printed for want of a command.
            return "thiếu lệnh"
        return f"{'thừa tham số' if context and context.parent else 'không có lệnh này'} ({message})"

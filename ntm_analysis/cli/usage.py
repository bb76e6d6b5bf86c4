"""Mistakes on the command line, each told in one Vietnamese sentence like every other wrong input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ntm_analysis.errors import NtmError

if TYPE_CHECKING:
    from typing import Any


class UsageError(NtmError):
    """Says which word of the command line is wrong, what would be right and where the help is.

    typer names its exceptions in public only down to ``TyperException`` and ``BadParameter``; what it
    found wrong is read from what the exception carries.
    """

    def __init__(self, error: typer.TyperException) -> None:
        told: dict[str, Any] = vars(error)
        context: typer.Context | None = told.get("ctx")
        command = f"ntm {context.command.name}" if context and context.parent else "ntm"
        super().__init__(f"{_found(error, told)}; xem {command} --help")


def _found(error: typer.TyperException, told: dict[str, Any]) -> str:
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

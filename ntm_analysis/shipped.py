"""What comes with the package: criteria, notebooks, lists of units; from a wheel or from the repository."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_IN_WHEEL = _PACKAGE / "shipped"  # where the wheel has them, see pyproject.toml
_HOME = {"criteria": "data/criteria", "units": "data/units", "notebooks": "notebooks"}


def shipped(name: str) -> Path:
    """Gives the folder of the ``criteria``, the ``units`` or the ``notebooks`` that come with the package."""
    in_wheel = _IN_WHEEL / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / _HOME[name]

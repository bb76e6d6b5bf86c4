"""``python -m ntm_analysis``: the command ``ntm``, for where it is not on the path."""

from ntm_analysis.cli import main

main()

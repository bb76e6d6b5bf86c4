"""The movement followed: tasks, registrations, resources, changes. Pure: tables in, tables out."""

from __future__ import annotations

from typing import Protocol

from pandas import DataFrame


class FollowedMovement(Protocol):
    """The movement's own tables that targets and conditions of recognition are read from."""

    @property
    def model_areas(self) -> DataFrame:
        """One row for each model residential area registered or recognised."""

    @property
    def tasks(self) -> DataFrame:
        """One row for each task of the roadmap."""

    @property
    def task_states(self) -> DataFrame:
        """One row for each task and month in which its state was reported."""

    @property
    def estimates(self) -> DataFrame:
        """One row for each target, month and place that says what it expects."""

    @property
    def contributions(self) -> DataFrame:
        """Holds unpaid construction debt, by month and commune."""

    @property
    def confirmations(self) -> DataFrame:
        """Holds surveys of satisfaction and findings on security, by day and commune."""

"""Sheets as offices send them, read cell by cell: nothing is guessed, nothing is dropped without a word."""

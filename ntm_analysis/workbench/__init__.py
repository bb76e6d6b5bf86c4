"""The analyst's workbench: a dataset opened to think with, in pandas."""

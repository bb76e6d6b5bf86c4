"""Results as tables and lists that a page shows."""

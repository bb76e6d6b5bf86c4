"""Around the notebook: plans briefings, executes them, publishes them as pages.

Nothing here evaluates, writes sentences or draws. What the index shows about a page is
the Summary that the page's own notebook emitted.
"""

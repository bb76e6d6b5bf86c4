"""Around the notebook: plans briefings, runs them, keeps what a run gave and publishes it as pages.

Nothing here evaluates, writes sentences or draws. What the index shows about a page is
the Summary that the page's own notebook emitted.
"""

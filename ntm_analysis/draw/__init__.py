"""Pictures of the results, one module a form, each with its finding in words and its data.

A function takes a :class:`~ntm_analysis.say.view.View` and returns a display, or None where
the form does not apply to the place or there is nothing to plot.
"""

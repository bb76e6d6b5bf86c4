"""The first screen: matters to decide, the ways of the targets, what a commune still has to do."""

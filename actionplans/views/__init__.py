"""Pages of the action plans, by noun."""

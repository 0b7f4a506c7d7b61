"""What the stage does: the only place that writes, audits and calls the engine."""

"""A year's programme of visits with guarantees: model, two engines, an independent check."""

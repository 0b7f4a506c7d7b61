"""Companies and brands of the organisation's group."""

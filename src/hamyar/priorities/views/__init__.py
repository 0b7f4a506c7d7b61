"""Pages of this stage: ``public`` for everyone, ``desk`` for those who sign in."""

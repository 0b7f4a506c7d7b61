"""Pages of the frame: errors, the choice of light or dark, the style page."""

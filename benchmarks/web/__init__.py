"""How many pages a second, cached and not, beside a bare view, a file of nginx and a plain Wagtail site."""

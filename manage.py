#!/usr/bin/env python
"""Django's own commands, for developers; users have ``hamyar``."""

import sys

from django.core.management import execute_from_command_line

from hamyar.config.env import choose_settings

if __name__ == "__main__":
    choose_settings()
    execute_from_command_line(sys.argv)

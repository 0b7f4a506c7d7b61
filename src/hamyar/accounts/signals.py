"""What later stages may listen to. Sent after commit."""

from django.dispatch import Signal

invitation_accepted = Signal()
"""An invited person made an account.

``sender`` is ``Invitation``; ``invitation`` carries the ``scope`` that was attached when it was sent,
such as ``{"municipality": "1359"}``; ``user`` is the new account; ``at`` the moment.
"""

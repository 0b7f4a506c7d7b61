"""Keys of invitation links: random, signed in the address, kept as a digest only."""

import hashlib
import secrets

from django.core import signing

SALT = "hamyar.accounts.invitation"
KEY_BYTES = 24


def new_key() -> str:
    """Return a random key that nobody guesses."""
    return secrets.token_urlsafe(KEY_BYTES)


def digest(key: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def make_token(key: str) -> str:
    """Return the key with its signature, for an address."""
    return signing.Signer(salt=SALT).sign(key)


def read_token(token: str) -> str:
    """Return the key of an address.

    Raises
    ------
    django.core.signing.BadSignature
        When the signature is not ours.
    """
    return signing.Signer(salt=SALT).unsign(token)

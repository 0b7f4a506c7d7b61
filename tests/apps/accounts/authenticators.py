"""What a telephone and a browser would do: codes of an authenticator app, a passkey in software."""

import hashlib
import json
import os
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData, CollectedClientData


def code_of(secret: str, *, steps: int = 0) -> str:
    """Return the six digits the app shows now, or some half minutes away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


class SoftPasskey:
    """A passkey without hardware: it answers the challenges a page would give to the browser."""

    def __init__(self, *, host: str = "testserver", origin: str = "http://testserver") -> None:
        self.host, self.origin = host, origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = os.urandom(16)
        self.user_handle = b""

    def register(self, options: dict) -> str:
        """Answer a request to make a credential, as ``navigator.credentials.create`` would."""
        public = options["publicKey"]
        self.user_handle = websafe_decode(public["user"]["id"])
        client_data = self._client_data("webauthn.create", public["challenge"])
        attested = AttestedCredentialData.create(
            b"\0" * 16, self.credential_id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = self._data(
            AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT, attested
        )
        attestation = _cbor_map_of_none_attestation(data)
        response = {
            "clientDataJSON": websafe_encode(client_data),
            "attestationObject": websafe_encode(attestation),
        }
        return self._answer(response, {"credProps": {"rk": True}})

    def sign(self, options: dict) -> str:
        """Answer a challenge, as ``navigator.credentials.get`` would."""
        client_data = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        data = self._data(AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client_data),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user_handle),
        }
        return self._answer(response, {})

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return bytes(CollectedClientData.create(kind, websafe_decode(challenge), self.origin))

    def _data(self, flags: int, attested: bytes = b"") -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return bytes(AuthenticatorData.create(host, flags, 1, attested))

    def _answer(self, response: dict, extensions: dict) -> str:
        return json.dumps(
            {
                "type": "public-key",
                "id": websafe_encode(self.credential_id),
                "rawId": websafe_encode(self.credential_id),
                "clientExtensionResults": extensions,
                "response": response,
            }
        )


def _cbor_map_of_none_attestation(data: bytes) -> bytes:
    from fido2 import cbor

    return cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})

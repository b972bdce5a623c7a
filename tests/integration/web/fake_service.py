"""A sign-in service on the loopback, as small as OpenID Connect Core 1.0 allows, that can lie."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT = "due-regard"
SHARED = "an-invented-word"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class FakeService:
    """What the service is, what it says of whoever signs in, and how it misbehaves."""

    address: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs_with: rsa.RSAPrivateKey | None = None
    said: dict[str, Any] = field(default_factory=dict)
    """Claims of the ID token beside the ones that every token has."""
    told: dict[str, Any] = field(default_factory=dict)
    """Claims of the answer about the person."""
    named: str = ""
    """What it calls itself, where that is not its address."""
    seen: list[dict[str, str]] = field(default_factory=list)
    challenges: dict[str, str] = field(default_factory=dict)
    has_token: bool = True

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.named or self.address,
            "authorization_endpoint": f"{self.address}/authorise",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/person",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        made = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**made, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def permit(self, asked: str) -> str:
        """Let somebody sign in, as its page would; return the code for the browser to bring."""
        question = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
        self.seen.append(question)
        self.challenges["a-code"] = question["code_challenge"]
        return question["state"]

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SHARED)
        if not known or self.challenges.pop(form.get("code", ""), None) != challenge:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.said}
        signed = jwt.encode(claims, self.signs_with or self.key, "RS256", headers={"kid": "one"})
        answer = {"access_token": "an-access-token", "token_type": "Bearer"}
        return answer | ({"id_token": signed} if self.has_token else {})


@contextmanager
def serving() -> Iterator[FakeService]:
    """Run the service on a free port."""
    service = FakeService()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {
                "/.well-known/openid-configuration": service.configuration,
                "/keys": service.keys,
                "/person": lambda: service.told,
            }
            self.answer(pages[urlsplit(self.path).path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found = service.token({k: v[0] for k, v in parse_qs(body).items()})
            self.answer(found or {"error": "invalid_grant"}, 200 if found else 400)

        def answer(self, told: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

#!/usr/bin/env python3
"""Signs a GET request by TG1-HMAC-SM3 and sends it. Needs Python 3.9 with OpenSSL 3, nothing else.

    TG1_APP=demo-principal TG1_KEY_ID=... TG1_SECRET=... python3 tg1.py http://127.0.0.1:8080 '/api/...?a=1'
"""
import base64
import hashlib
import hmac
import os
import secrets
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qsl, quote, unquote, urlsplit

ALGORITHM = "TG1-HMAC-SM3"


def encoded(text):
    return quote(text, safe="-._~")


def signed_headers(base, target, application, key_id, secret):
    """The headers that make a GET of a target, path and query, a signed one."""
    parts = urlsplit(target)
    path = "/".join(encoded(unquote(segment)) for segment in parts.path.split("/"))
    query = parse_qsl(parts.query, keep_blank_values=True)
    headers = {
        "host": urlsplit(base).netloc,
        "x-tg-app-key": application,
        "x-tg-key-id": key_id,
        "x-tg-nonce": secrets.token_hex(16),
        "x-tg-timestamp": str(int(time.time() * 1000)),
    }
    names = ";".join(sorted(headers))
    text = "\n".join(
        [
            ALGORITHM,
            "GET",
            path,
            "&".join(name + "=" + value for name, value in sorted((encoded(n), encoded(v)) for n, v in query)),
            *(name + ":" + headers[name] for name in sorted(headers)),
            "",
            names,
            hashlib.new("sm3", b"").hexdigest(),
        ]
    )
    code = hmac.new(secret.encode(), text.encode(), "sm3").digest()
    del headers["host"]
    return headers | {
        "X-TG-Algorithm": ALGORITHM,
        "X-TG-Signed-Headers": names,
        "X-TG-Signature": base64.b64encode(code).decode(),
    }


def main():
    base, target = sys.argv[1:3]
    headers = signed_headers(
        base, target, os.environ["TG1_APP"], os.environ["TG1_KEY_ID"], os.environ["TG1_SECRET"]
    )
    try:
        with urllib.request.urlopen(urllib.request.Request(base + target, headers=headers)) as answer:
            print(answer.read().decode())
    except urllib.error.HTTPError as problem:
        print(problem.read().decode())
        sys.exit(1)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Gets a token for an application's key by OAuth 2 and calls with it. Needs Python 3.9 and nothing else.

OAUTH_CLIENT=<application id> OAUTH_SECRET=<key> python3 oauth.py https://host /api/dec/v1/declarations
"""
import base64
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

base, target = sys.argv[1:3]
pair = ":".join(urllib.parse.quote_plus(os.environ[name]) for name in ("OAUTH_CLIENT", "OAUTH_SECRET"))
request = urllib.request.Request(
    base + "/oauth2/token",
    data=b"grant_type=client_credentials",
    headers={"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()},
)
try:
    # a token is good for some minutes ("expires_in"): keep it and use it again
    with urllib.request.urlopen(request) as response:
        token = json.load(response)["access_token"]
    call = urllib.request.Request(base + target, headers={"Authorization": "Bearer " + token})
    with urllib.request.urlopen(call) as response:
        print(response.read().decode())
except urllib.error.HTTPError as refused:
    sys.exit(refused.read().decode())

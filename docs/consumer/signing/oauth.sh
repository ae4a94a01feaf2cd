#!/usr/bin/env bash
# Gets a token for an application's key by OAuth 2 and calls with it. Needs curl.
#   OAUTH_CLIENT=<application id> OAUTH_SECRET=<key> ./oauth.sh https://host /api/dec/v1/declarations
set -euo pipefail
base=$1 target=$2

# a token is good for some minutes: keep it and use it again
answer=$(curl -sS -u "$OAUTH_CLIENT:$OAUTH_SECRET" -d grant_type=client_credentials "$base/oauth2/token")
token=$(sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p' <<<"$answer")
[ -n "$token" ] || { echo "$answer" >&2; exit 1; }

curl -sS -H "Authorization: Bearer $token" "$base$target"

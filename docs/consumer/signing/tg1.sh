#!/usr/bin/env bash
# Signs a GET request by TG1 and sends it. Needs bash, curl, and openssl 3.
#
#   TG1_APP=demo-principal TG1_KEY_ID=... TG1_SECRET=... ./tg1.sh http://127.0.0.1:8080 '/api/...?a=1'
#
# With TG1_ALGORITHM=TG1-SM2-SM3, TG1_SECRET is the private key: 64 hexadecimal digits. openssl is given the secret of
# HMAC as an argument, which other users of the same machine can see while it runs.
#
# With TG1_PLATFORM_KEY=answers.pem, the platform's public key, an answer to a call signed by SM2 is shown only if it is signed
# by that key and belongs to this call.
set -euo pipefail
export LC_ALL=C

base=$1
target=$2
algorithm=${TG1_ALGORITHM:-TG1-HMAC-SM3}
host=${base#*://}
path=${target%%\?*}
query=''
if [[ $target == *\?* ]]; then query=${target#*\?}; fi

# "%" escapes to bytes and back, so that every spelling of a value ends in the one that is signed
encode() {
  local text out='' i c
  printf -v text '%b' "$(sed -e 's/\\/\\\\/g' -e 's/+/ /g' -e 's/%/\\x/g' <<<"$1")"
  for ((i = 0; i < ${#text}; i++)); do
    c=${text:i:1}
    case $c in
      [A-Za-z0-9._~-]) out+=$c ;;
      *) printf -v c '%%%02X' "'$c"; out+=%${c: -2} ;;
    esac
  done
  printf '%s' "$out"
}

signed_path=''
IFS=/ read -ra segments <<<"${path#/}"
for segment in "${segments[@]}"; do signed_path+=/$(encode "${segment//+/%2B}"); done

signed_query=''
if [[ -n $query ]]; then
  signed_query=$(
    IFS='&'
    for pair in $query; do
      name=${pair%%=*}
      value=''
      if [[ $pair == *=* ]]; then value=${pair#*=}; fi
      printf '%s=%s\n' "$(encode "$name")" "$(encode "$value")"
    done | sort -t= -k1,1 -k2,2 | paste -sd '&' -
  )
fi

timestamp=$(date +%s)000
nonce=$(openssl rand -hex 16)
signed_headers='host;x-tg-app-key;x-tg-key-id;x-tg-nonce;x-tg-timestamp'
body_digest=$(printf '' | openssl dgst -sm3 -r | cut -d' ' -f1)
text=$(printf '%s\n' "$algorithm" GET "$signed_path" "$signed_query" "host:$host" \
  "x-tg-app-key:$TG1_APP" "x-tg-key-id:$TG1_KEY_ID" "x-tg-nonce:$nonce" "x-tg-timestamp:$timestamp" \
  '' "$signed_headers" "$body_digest")

case $algorithm in
  TG1-HMAC-SM3)
    signature=$(printf '%s' "$text" | openssl mac -digest SM3 -macopt key:"$TG1_SECRET" -binary HMAC | base64 -w0)
    ;;
  TG1-SM2-SM3)
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    # a private key of SM2 in the form of RFC 5915, without its public part
    printf "$(printf '30310201010420%sa00a06082a811ccf5501822d' "$TG1_SECRET" | sed 's/../\\x&/g')" |
      openssl ec -inform DER -out "$folder/key.pem" 2>/dev/null
    printf '%s' "$text" >"$folder/text"
    signature=$(openssl pkeyutl -sign -inkey "$folder/key.pem" -rawin -in "$folder/text" -digest sm3 \
      -pkeyopt distid:1234567812345678 | base64 -w0)
    ;;
esac

call() {
  curl -sS "$base$target" "$@" \
    -H "X-TG-Algorithm: $algorithm" -H "X-TG-App-Key: $TG1_APP" -H "X-TG-Key-Id: $TG1_KEY_ID" \
    -H "X-TG-Nonce: $nonce" -H "X-TG-Timestamp: $timestamp" \
    -H "X-TG-Signed-Headers: $signed_headers" -H "X-TG-Signature: $signature"
}

if [[ -z ${TG1_PLATFORM_KEY:-} ]]; then
  call
  exit
fi

# the platform signs status, nonce, headers and the digest of the body as it was sent
status=$(call -D "$folder/head" -o "$folder/body" -w '%{http_code}')
header() { tr -d '\r' <"$folder/head" | grep -i "^$1:" | tail -1 | sed 's/^[^:]*: *//'; }
names=$(header X-TG-Response-Signed-Headers || true)
{
  printf '%s\n' TG1-ANSWER-SM2-SM3 "$status" "$nonce"
  for name in ${names//;/ }; do printf '%s:%s\n' "$name" "$(header "$name")"; done
  printf '\n%s\n%s' "$names" "$(openssl dgst -sm3 -r "$folder/body" | cut -d' ' -f1)"
} >"$folder/answer-text"
header X-TG-Response-Signature | base64 -d >"$folder/answer-signature" || true
openssl pkeyutl -verify -pubin -inkey "$TG1_PLATFORM_KEY" -rawin -in "$folder/answer-text" -digest sm3 \
  -pkeyopt distid:1234567812345678 -sigfile "$folder/answer-signature" >/dev/null 2>&1 ||
  { echo 'the answer is not signed by the platform' >&2; exit 3; }
cat "$folder/body"

package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.signature.SignedCall;
import io.tidegate.engine.signature.SigningText;
import io.tidegate.route.text.Bilingual;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what a signed request claims. Whatever is not in the one accepted form is refused here,
 * before anything is computed: nothing of it depends on who calls.
 */
final class SignedCallReader {
  private static final String SIGNATURE = "X-TG-Signature";
  private static final String SIGNED_HEADERS = "X-TG-Signed-Headers";
  private static final String ALGORITHM = "X-TG-Algorithm";
  private static final String APP_KEY = "X-TG-App-Key";
  private static final String KEY_ID = "X-TG-Key-Id";
  private static final String TIMESTAMP = "X-TG-Timestamp";
  private static final String NONCE = "X-TG-Nonce";

  /** Any of them makes a request a signed one, which then must have all. */
  private static final List<CharSequence> HEADERS =
      Stream.of(SIGNATURE, SIGNED_HEADERS, ALGORITHM, APP_KEY, KEY_ID, TIMESTAMP, NONCE)
          .map(HttpHeaders::createOptimized)
          .toList();

  private static final String HOST = "host";
  private static final String CONTENT_TYPE = "content-type";
  private static final Set<String> ALWAYS_SIGNED =
      Set.of(HOST, "x-tg-app-key", "x-tg-key-id", "x-tg-nonce", "x-tg-timestamp");

  /** Of these a signature says nothing, or they may be changed on the way. */
  private static final Set<String> NEVER_SIGNED =
      Set.of(
          "connection",
          "transfer-encoding",
          "x-tg-signature",
          "x-tg-signed-headers",
          "x-tg-algorithm");

  private static final int MOST_SIGNED = 16;
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z._-]{1,64}");
  private static final Pattern MILLISECONDS = Pattern.compile("[1-9][0-9]{0,14}");
  private static final Pattern NONCE_FORM = Pattern.compile("[0-9A-Za-z._~+/=-]{16,128}");
  private static final Pattern HEADER_NAMES = Pattern.compile("[0-9a-z-]{1,64}(;[0-9a-z-]{1,64})*");
  private static final Pattern SIGNATURE_FORM = Pattern.compile("[0-9A-Za-z+/]{40,120}={0,2}");

  private final Digest digest;
  private final String emptyBody;

  SignedCallReader(Digest digest) {
    this.digest = digest;
    this.emptyBody = HexFormat.of().formatHex(digest.of(new byte[0]));
  }

  /** Whether a request says that it is signed. */
  static boolean isSigned(HttpServerRequest request) {
    for (CharSequence name : HEADERS) {
      if (request.headers().contains(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the request claims.
   *
   * @throws CallProblem AUTH_FORM when a header is missing, repeated, or not in its form, when not
   *     all is signed that must be, or when there is a body
   */
  SignedCall read(Exchange exchange) throws CallProblem {
    if (exchange.headers(HttpHeaders.CONTENT_LENGTH.toString()).stream()
        .anyMatch(length -> !length.equals("0"))) {
      throw refused("签名请求不得有请求体", "a signed request to a reading service has no body");
    }
    return read(exchange, signedHeaders(exchange), emptyBody);
  }

  /**
   * What a request with a body claims, of whose type the signature says something too.
   *
   * @throws CallProblem AUTH_FORM as above, but for the body
   */
  SignedCall read(Exchange exchange, byte[] body) throws CallProblem {
    SortedMap<String, String> headers = signedHeaders(exchange);
    if (!headers.containsKey(CONTENT_TYPE)) {
      throw refused(
          SIGNED_HEADERS + " 缺少 " + CONTENT_TYPE,
          CONTENT_TYPE + " is missing in " + SIGNED_HEADERS);
    }
    return read(exchange, headers, HexFormat.of().formatHex(digest.of(body)));
  }

  private static SignedCall read(
      Exchange exchange, SortedMap<String, String> headers, String bodyDigest) throws CallProblem {
    HttpServerRequest request = exchange.request();
    SignatureScheme scheme =
        SignatureScheme.of(one(exchange, ALGORITHM))
            .orElseThrow(
                () ->
                    refused(
                        ALGORITHM + " 应为 TG1-HMAC-SM3 或 TG1-SM2-SM3",
                        ALGORITHM + " is TG1-HMAC-SM3 or TG1-SM2-SM3"));
    String application = formed(exchange, APP_KEY, ID);
    String keyId = formed(exchange, KEY_ID, ID);
    long timestamp = Long.parseLong(formed(exchange, TIMESTAMP, MILLISECONDS));
    String nonce = formed(exchange, NONCE, NONCE_FORM);
    byte[] signature = signature(exchange);
    byte[] text =
        SigningText.of(
            scheme,
            request.method().name(),
            exchange.path().segments(),
            QueryString.parse(request.query()).stream()
                .map(pair -> new SigningText.Pair(pair.name(), pair.value()))
                .toList(),
            headers,
            bodyDigest);
    return new SignedCall(
        scheme, application, keyId, timestamp, nonce, text, signature, exchange.address());
  }

  private static SortedMap<String, String> signedHeaders(Exchange exchange) throws CallProblem {
    List<String> names = List.of(formed(exchange, SIGNED_HEADERS, HEADER_NAMES).split(";"));
    if (names.size() > MOST_SIGNED || !List.copyOf(new TreeSet<>(names)).equals(names)) {
      throw refused(
          SIGNED_HEADERS + " 应为小写、排序、不重复的名称，最多 " + MOST_SIGNED + " 个",
          SIGNED_HEADERS + " lists names in lower case, sorted, each once, at most " + MOST_SIGNED);
    }
    for (String name : ALWAYS_SIGNED) {
      if (!names.contains(name)) {
        throw refused(SIGNED_HEADERS + " 缺少 " + name, name + " is missing in " + SIGNED_HEADERS);
      }
    }
    SortedMap<String, String> headers = new TreeMap<>();
    for (String name : names) {
      if (NEVER_SIGNED.contains(name)) {
        throw refused("请求头 " + name + " 不可签名", name + " cannot be signed");
      }
      headers.put(name, name.equals(HOST) ? host(exchange) : one(exchange, name).strip());
    }
    return headers;
  }

  /** HTTP/2 has no such header and says the same in another way. */
  private static String host(Exchange exchange) throws CallProblem {
    List<String> hosts = exchange.headers(HOST);
    if (hosts.isEmpty() && exchange.request().authority() != null) {
      return exchange.request().authority().toString();
    }
    return one(exchange, HOST).strip();
  }

  private static byte[] signature(Exchange exchange) throws CallProblem {
    try {
      return Base64.getDecoder().decode(formed(exchange, SIGNATURE, SIGNATURE_FORM));
    } catch (IllegalArgumentException e) {
      throw malformed(SIGNATURE);
    }
  }

  private static String formed(Exchange exchange, String name, Pattern form) throws CallProblem {
    String value = one(exchange, name);
    if (!form.matcher(value).matches()) {
      throw malformed(name);
    }
    return value;
  }

  private static String one(Exchange exchange, String name) throws CallProblem {
    List<String> values = exchange.headers(name);
    if (values.size() != 1) {
      throw values.isEmpty()
          ? refused("缺少请求头 " + name, "the header " + name + " is missing")
          : refused("请求头 " + name + " 重复", "the header " + name + " is given more than once");
    }
    return values.getFirst();
  }

  private static CallProblem malformed(String name) {
    return refused("请求头 " + name + " 的格式不正确", "the header " + name + " is not in its form");
  }

  private static CallProblem refused(String zh, String en) {
    return new CallProblem(ProblemCode.AUTH_FORM, new Bilingual(zh, en));
  }
}

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Signs a GET request by TG1 and sends it. Needs Java 17 and {@code org.bouncycastle:bcprov-jdk18on}:
 *
 * <pre>
 * TG1_APP=demo-principal TG1_KEY_ID=... TG1_SECRET=... \
 *   java -cp bcprov-jdk18on.jar Tg1.java http://127.0.0.1:8080 '/api/...?a=1'
 * </pre>
 *
 * With {@code TG1_ALGORITHM=TG1-SM2-SM3}, TG1_SECRET is the private key: 64 hexadecimal digits.
 */
public final class Tg1 {
  private static final String HMAC = "TG1-HMAC-SM3";

  public static void main(String[] args) throws Exception {
    Map<String, String> env = System.getenv();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(args[0] + args[1]));
    signedHeaders(
            env.getOrDefault("TG1_ALGORITHM", HMAC),
            args[0],
            args[1],
            env.get("TG1_APP"),
            env.get("TG1_KEY_ID"),
            env.get("TG1_SECRET"))
        .forEach(request::header);
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request.build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.body());
    System.exit(answer.statusCode() < 400 ? 0 : 1);
  }

  /** The headers that make a GET of a target, path and query, a signed one. */
  static Map<String, String> signedHeaders(
      String algorithm, String base, String target, String application, String keyId, String secret)
      throws Exception {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    byte[] nonce = new byte[16];
    new SecureRandom().nextBytes(nonce);
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("host", URI.create(base).getAuthority());
    headers.put("x-tg-app-key", application);
    headers.put("x-tg-key-id", keyId);
    headers.put("x-tg-nonce", HexFormat.of().formatHex(nonce));
    headers.put("x-tg-timestamp", Long.toString(System.currentTimeMillis()));
    String names = String.join(";", headers.keySet());

    List<String> lines = new ArrayList<>(List.of(algorithm, "GET"));
    StringBuilder signedPath = new StringBuilder();
    for (String segment : path.substring(1).split("/")) {
      signedPath.append('/').append(encoded(decoded(segment.replace("+", "%2B"))));
    }
    lines.add(signedPath.toString());
    lines.add(signedQuery(query));
    headers.forEach((name, value) -> lines.add(name + ":" + value));
    lines.add("");
    lines.add(names);
    lines.add(HexFormat.of().formatHex(sm3(new byte[0])));
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);

    headers.remove("host");
    headers.put("X-TG-Algorithm", algorithm);
    headers.put("X-TG-Signed-Headers", names);
    byte[] signature = algorithm.equals(HMAC) ? code(secret, text) : sm2(secret, text);
    headers.put("X-TG-Signature", Base64.getEncoder().encodeToString(signature));
    return headers;
  }

  private static String signedQuery(String query) {
    List<String[]> pairs = new ArrayList<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] both = pair.split("=", 2);
      pairs.add(
          new String[] {
            encoded(decoded(both[0])), both.length < 2 ? "" : encoded(decoded(both[1]))
          });
    }
    pairs.sort(Comparator.comparing((String[] p) -> p[0]).thenComparing(p -> p[1]));
    return String.join("&", pairs.stream().map(p -> p[0] + "=" + p[1]).toList());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "-._~".indexOf(b) >= 0);
      out.append(plain ? Character.toString(b) : String.format("%%%02X", b & 0xff));
    }
    return out.toString();
  }

  private static byte[] sm3(byte[] message) {
    SM3Digest digest = new SM3Digest();
    digest.update(message, 0, message.length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  private static byte[] code(String secret, byte[] text) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(secret.getBytes(StandardCharsets.UTF_8)));
    mac.update(text, 0, text.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return out;
  }

  private static byte[] sm2(String privateKey, byte[] text) throws Exception {
    X9ECParameters curve = GMNamedCurves.getByName("sm2p256v1");
    SM2Signer signer = new SM2Signer();
    signer.init(
        true,
        new ParametersWithRandom(
            new ECPrivateKeyParameters(
                new java.math.BigInteger(privateKey, 16), new ECDomainParameters(curve)),
            new SecureRandom()));
    signer.update(text, 0, text.length);
    return signer.generateSignature();
  }
}

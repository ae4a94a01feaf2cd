package io.tidegate.engine.source;

import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Binding;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a SOAP 1.1 envelope. Values only ever become escaped text; elements and their names come
 * from the catalog.
 */
final class SoapEnvelope {
  static final String NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";

  private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
  static final String SECURITY = WSS + "wssecurity-secext-1.0.xsd";
  private static final String UTILITY = WSS + "wssecurity-utility-1.0.xsd";
  private static final String DIGEST = WSS + "username-token-profile-1.0#PasswordDigest";
  private static final String BASE64 = WSS + "soap-message-security-1.0#Base64Binary";
  private static final int NONCE = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String operation;
  private final Binding.Soap binding;
  private final Charset charset;
  private final StringBuilder text = new StringBuilder();
  private final CharsetEncoder encoder;

  /**
   * @param operation its name, for messages
   */
  SoapEnvelope(String operation, Binding.Soap binding) {
    this.operation = operation;
    this.binding = binding;
    this.charset = Charset.forName(binding.charset());
    this.encoder = charset.newEncoder();
  }

  /**
   * The bytes of a request.
   *
   * @param inputs the texts of the inputs that are there
   * @param page counted from 1; 0 when the operation has no pages
   */
  byte[] write(Map<String, String> inputs, int page, SourcePlace place) throws SourceFault {
    text.append("<?xml version=\"1.0\" encoding=\"").append(binding.charset()).append("\"?>");
    text.append("<s:Envelope xmlns:s=\"").append(NAMESPACE).append("\">");
    if (binding.signed()) {
      token(place);
    }
    text.append("<s:Body>");
    element(binding.request(), true, inputs, page);
    text.append("</s:Body></s:Envelope>");
    return text.toString().getBytes(charset);
  }

  private void element(Binding.Element element, boolean top, Map<String, String> inputs, int page)
      throws SourceFault {
    Optional<String> content = element.constant();
    if (element.input().isPresent()) {
      content = Optional.ofNullable(inputs.get(element.input().get()));
      if (content.isEmpty()) {
        return;
      }
    }
    if (binding.pages().isPresent()) {
      Binding.Pages pages = binding.pages().get();
      boolean empty = content.isEmpty() && element.children().isEmpty();
      if (empty && element.name().equals(pages.number())) {
        content = Optional.of(Integer.toString(page));
      } else if (empty && element.name().equals(pages.size())) {
        content = Optional.of(Integer.toString(pages.of()));
      }
    }
    text.append("<t:").append(element.name());
    if (top) {
      text.append(" xmlns:t=\"");
      escaped(binding.namespace());
      text.append('"');
    }
    text.append('>');
    escaped(content.orElse(""));
    for (Binding.Element child : element.children()) {
      element(child, false, inputs, page);
    }
    text.append("</t:").append(element.name()).append('>');
  }

  /** UsernameToken Profile 1.0: the password itself is not sent, and a token counts once. */
  private void token(SourcePlace place) throws SourceFault {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    String created = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    String password = place.password().map(secret -> secret.reveal()).orElse("");
    text.append("<s:Header><w:Security xmlns:w=\"").append(SECURITY).append("\" xmlns:u=\"");
    text.append(UTILITY).append("\" s:mustUnderstand=\"1\"><w:UsernameToken><w:Username>");
    escaped(place.user().orElse(""));
    text.append("</w:Username><w:Password Type=\"").append(DIGEST).append("\">");
    text.append(Base64.getEncoder().encodeToString(digest(nonce, created, password)));
    text.append("</w:Password><w:Nonce EncodingType=\"").append(BASE64).append("\">");
    text.append(Base64.getEncoder().encodeToString(nonce)).append("</w:Nonce><u:Created>");
    text.append(created).append("</u:Created></w:UsernameToken></w:Security></s:Header>");
  }

  private static byte[] digest(byte[] nonce, String created, String password) {
    try {
      // the profile knows no other
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(nonce);
      digest.update(created.getBytes(StandardCharsets.UTF_8));
      return digest.digest(password.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private void escaped(String value) throws SourceFault {
    for (int i = 0; i < value.length(); ) {
      int character = value.codePointAt(i);
      i += Character.charCount(character);
      if (!isXml(character)) {
        throw new SourceFault(
            Kind.REFUSED, operation + " cannot be asked with a character that XML does not have");
      }
      switch (character) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        case '\'' -> text.append("&#39;");
        case '\r' -> text.append("&#13;");
        default -> {
          String as = Character.toString(character);
          // what the charset lacks, XML can still tell
          text.append(encoder.canEncode(as) ? as : "&#" + character + ";");
        }
      }
    }
  }

  /** The characters of XML 1.0. */
  private static boolean isXml(int c) {
    return c == 0x9
        || c == 0xa
        || c == 0xd
        || c >= 0x20 && c <= 0xd7ff
        || c >= 0xe000 && c <= 0xfffd
        || c >= 0x10000;
  }
}

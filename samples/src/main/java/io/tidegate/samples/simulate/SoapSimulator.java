package io.tidegate.samples.simulate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A simulated system behind SOAP 1.1, document/literal. Its faults come with HTTP status 200, as
 * those of the real ones do.
 */
abstract class SoapSimulator extends HttpSimulator {
  private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

  /** Who may call, by WS-Security UsernameToken. */
  public record Login(String user, String password) {
    public Login {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "login " + user;
    }
  }

  private final String namespace;
  private final Charset charset;
  private final Optional<Login> login;
  private final Set<String> nonces = new HashSet<>();

  SoapSimulator(
      String namespace,
      Charset charset,
      Optional<Login> login,
      Duration usual,
      Duration slowest,
      double pace) {
    super(usual, slowest, pace);
    this.namespace = namespace;
    this.charset = charset;
    this.login = login;
  }

  /** What is in the body of the reply: the name of the element and its content. */
  abstract Map.Entry<String, Map<String, Object>> reply(
      String operation, Map<String, String> inputs, Optional<Fault> fault);

  @Override
  final Answer answer(Request request, Optional<Fault> fault) {
    try {
      Document document = parse(request.body());
      if (login.isPresent() && !entered(document)) {
        return fault("w:FailedAuthentication", "用户名或口令错误");
      }
      Node body = document.getElementsByTagNameNS(ENVELOPE, "Body").item(0);
      Node operation = body == null ? null : firstElement(body);
      if (operation == null || !namespace.equals(operation.getNamespaceURI())) {
        return fault("e:Client", "报文格式不符");
      }
      if (fault.filter(f -> f == Fault.FAILED).isPresent()) {
        return fault("e:Server", "ORA-00942: 表或视图不存在");
      }
      Map<String, String> inputs = new LinkedHashMap<>();
      texts(operation, inputs);
      Map.Entry<String, Map<String, Object>> reply = reply(operation.getLocalName(), inputs, fault);
      StringBuilder text = new StringBuilder();
      element(reply.getKey(), reply.getValue(), true, text);
      return envelope(text.toString());
    } catch (SAXException | IOException e) {
      return fault("e:Client", "报文格式不符");
    }
  }

  private static Document parse(byte[] body) throws SAXException, IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(body));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform reads XML", e);
    }
  }

  private static Node firstElement(Node parent) {
    NodeList children = parent.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i).getNodeType() == Node.ELEMENT_NODE) {
        return children.item(i);
      }
    }
    return null;
  }

  private static void texts(Node element, Map<String, String> texts) {
    NodeList children = element.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (child.getNodeType() == Node.ELEMENT_NODE) {
        if (firstElement(child) == null) {
          texts.put(child.getLocalName(), child.getTextContent());
        } else {
          texts(child, texts);
        }
      }
    }
  }

  /** UsernameToken Profile 1.0 with a digest; a nonce counts once. */
  private synchronized boolean entered(Document document) {
    String user = text(document, "Username");
    String password = text(document, "Password");
    String nonce = text(document, "Nonce");
    String created = text(document, "Created");
    if (!user.equals(login.orElseThrow().user()) || nonce.isEmpty() || !nonces.add(nonce)) {
      return false;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(Base64.getDecoder().decode(nonce));
      digest.update((created + login.get().password()).getBytes(StandardCharsets.UTF_8));
      return password.equals(Base64.getEncoder().encodeToString(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String text(Document document, String name) {
    Node node = document.getElementsByTagNameNS("*", name).item(0);
    return node == null ? "" : node.getTextContent();
  }

  private Answer fault(String code, String text) {
    StringBuilder fault = new StringBuilder("<e:Fault><faultcode>");
    fault.append(code).append("</faultcode><faultstring>");
    escape(text, fault);
    return envelope(fault.append("</faultstring></e:Fault>").toString());
  }

  private Answer envelope(String body) {
    String text =
        "<?xml version=\"1.0\" encoding=\""
            + charset.name()
            + "\"?><e:Envelope xmlns:e=\""
            + ENVELOPE
            + "\" xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/"
            + "oasis-200401-wss-wssecurity-secext-1.0.xsd\"><e:Body>"
            + body
            + "</e:Body></e:Envelope>";
    return new Answer(200, "text/xml; charset=" + charset.name(), text.getBytes(charset));
  }

  private void element(String name, Object content, boolean top, StringBuilder text) {
    if (content instanceof List<?> items) {
      items.forEach(item -> element(name, item, false, text));
      return;
    }
    text.append('<').append(name);
    if (top) {
      text.append(" xmlns=\"").append(namespace).append('"');
    }
    text.append('>');
    if (content instanceof Map<?, ?> members) {
      members.forEach((child, value) -> element(child.toString(), value, false, text));
    } else if (content != null) {
      escape(content.toString(), text);
    }
    text.append("</").append(name).append('>');
  }

  private static void escape(String value, StringBuilder text) {
    text.append(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }
}

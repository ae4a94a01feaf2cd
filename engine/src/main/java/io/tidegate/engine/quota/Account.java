package io.tidegate.engine.quota;

import java.util.Objects;

/**
 * What is counted together.
 *
 * @param agreement which agreement it is of; empty for what the class of the service gives an
 *     application
 * @param service the service's id, which has no slash
 * @param application whose calls they are; empty for all callers without a key together
 */
public record Account(String agreement, String service, String application) {
  public Account {
    Objects.requireNonNull(agreement, "agreement");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(application, "application");
    if (agreement.indexOf('/') >= 0 || service.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "neither an agreement nor a service has a slash in its id");
    }
  }

  /** The calls of an application to a service. */
  public static Account of(String application, String service) {
    return new Account("", service, application);
  }

  /** The calls to a service without a key. */
  public static Account anonymous(String service) {
    return new Account("", service, "");
  }

  /** One text for one account, as it is kept and sent. */
  String text() {
    return agreement + "/" + service + "/" + application;
  }

  static Account parse(String text) {
    int first = text.indexOf('/');
    int second = text.indexOf('/', first + 1);
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException("no account: " + text);
    }
    return new Account(
        text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
  }
}

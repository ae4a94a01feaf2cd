package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.organisation.OrganisationException;
import io.tidegate.engine.organisation.ProgramCertificates;
import io.tidegate.engine.organisation.ProgramCertificates.Shown;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.CertificateStore.StoredCertificate;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** What people of an organisation do with the certificates its programs connect by. */
final class CertificateRoutes {
  private static final String ALL = "/portal/v1/applications/{application}/certificates";

  private final ProgramCertificates certificates;

  CertificateRoutes(ProgramCertificates certificates) {
    this.certificates = Objects.requireNonNull(certificates, "certificates");
  }

  List<AdminRoute> all() {
    return List.of(
        ApplicationRoutes.route(
            "GET " + ALL,
            AdminRoute.MEMBERS,
            false,
            200,
            "应用的客户端证书",
            "the certificates a program connects by",
            request -> answer(certificates.of(request.organisation(), id(request)))),
        ApplicationRoutes.route(
            "POST " + ALL,
            AdminRoute.ORGANISATION,
            false,
            201,
            "登记客户端证书",
            "registers a certificate",
            this::register),
        ApplicationRoutes.route(
            "PUT " + ALL + "/binding",
            AdminRoute.ORGANISATION,
            false,
            200,
            "绑定或解绑证书",
            "has the keys of a program count only beside its certificates, or not",
            this::bind),
        ApplicationRoutes.route(
            "DELETE " + ALL + "/{certificate}",
            AdminRoute.ORGANISATION,
            false,
            AdminAnswer.NO_CONTENT,
            "吊销客户端证书",
            "revokes a certificate for good, on every node",
            this::revoke));
  }

  private static String id(AdminRequest request) {
    return request.path().get("application");
  }

  private AdminAnswer register(AdminRequest request) throws OrganisationException, AdminException {
    String pem =
        AdminRequest.text(request.object(), "certificate")
            .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    StoredCertificate registered =
        certificates.register(request.organisation(), id(request), pem, request.actor());
    return AdminAnswer.json(201, json -> write(json, registered));
  }

  private AdminAnswer bind(AdminRequest request) throws OrganisationException, AdminException {
    JsonNode bound = request.object().path("bound");
    if (!bound.isBoolean()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return answer(
        certificates.bind(
            request.organisation(), id(request), bound.booleanValue(), request.actor()));
  }

  private AdminAnswer revoke(AdminRequest request) throws OrganisationException {
    certificates.revoke(
        request.organisation(), id(request), request.path().get("certificate"), request.actor());
    return AdminAnswer.nothing();
  }

  private AdminAnswer answer(Shown shown) {
    return AdminAnswer.json(
        200,
        json -> {
          json.writeBooleanField("bound", shown.bound());
          json.writeArrayFieldStart("certificates");
          for (StoredCertificate certificate : shown.certificates()) {
            json.writeStartObject();
            write(json, certificate);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, StoredCertificate certificate) throws IOException {
    json.writeStringField("thumbprint", certificate.thumbprint());
    json.writeStringField("subject", certificate.subject());
    json.writeStringField(
        "state",
        certificate.state() == State.REVOKED
            ? "revoked"
            : certificates.isGood(certificate) ? "good" : "expired");
    json.writeStringField("created_at", certificate.createdAt().toString());
    json.writeStringField("expires_at", certificate.expiresAt().toString());
  }
}

package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.BenignSamples;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Sources;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The records of an operation that names no parties are seen by the parties of the record that they
 * are asked by, as what these are to it.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class ParentRolesIT {
  private static final byte[] KEY = new byte[32];
  private static final String ACCOUNT = "T3791W000001";
  private static final String PRINCIPAL = "91350299MAT0000775";
  private static final String AGENT = "91350299MAT000026W";
  private static final String CARRIER = "91350299MAT000042J";

  /** Has declarations, and no account. */
  private static final String STRANGER = "91350299MAT0000182";

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  private RouteEndpoint endpoint;

  @BeforeEach
  void publish() throws Exception {
    CheckedPlan checked =
        BenignSamples.outcomes().get("parent-of-an-operation.yaml").value().orElseThrow();
    endpoint =
        new RouteEndpoint(
            checked.plan(),
            checked.certificate(),
            emitter.emit(checked.plan(), sources),
            new CursorCodec(KEY),
            new MaskKeys(KEY),
            new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
  }

  @AfterEach
  void discard() {
    endpoint.discard();
  }

  @Test
  void thePrincipalSeesTheItemsOfItsAccount() throws Exception {
    JsonNode answer = answer(PRINCIPAL);

    assertThat(answer.path("account_no").asText()).isEqualTo(ACCOUNT);
    assertThat(answer.path("items")).hasSize(230);
    JsonNode item = item(answer);
    assertThat(item.path("account_no").asText()).isEqualTo(ACCOUNT);
    assertThat(item.path("balance").decimalValue()).isEqualByComparingTo("100");
    assertThat(item.path("unit_price").isNull()).isFalse();
    assertThat(item.path("_relation").toString()).isEqualTo("[\"PRINCIPAL\"]");
  }

  @Test
  void theAgentSeesPricesBecauseTheAccountSaysSo() throws Exception {
    JsonNode item = item(answer(AGENT));

    assertThat(item.path("unit_price")).isEqualTo(item(answer(PRINCIPAL)).path("unit_price"));
    assertThat(item.path("_relation").toString()).isEqualTo("[\"AGENT\"]");
  }

  @Test
  void theCarrierSeesNeitherPriceNorQuantity() throws Exception {
    JsonNode item = item(answer(CARRIER));

    assertThat(item.path("_relation").toString()).isEqualTo("[\"CARRIER\"]");
    assertThat(item.path("goods_name").isTextual()).isTrue();
    assertThat(item.path("unit_price").isNull()).isTrue();
    assertThat(item.path("balance").isNumber()).isFalse();
    assertThat(item.path("account_no").asText()).isNotEqualTo(ACCOUNT);
  }

  @Test
  void aStrangerIsToldWhatIsToldOfAnAccountThatDoesNotExist() throws Exception {
    for (String account : new String[] {ACCOUNT, "T3791W999999"}) {
      assertThat(problem(STRANGER, account)).isEqualTo(ProblemCode.DATA_NOT_FOUND);
    }
  }

  /** The one of which 100 are left. */
  private static JsonNode item(JsonNode answer) {
    for (JsonNode item : answer.path("items")) {
      if (item.path("putrec_seqno").asInt() == 12) {
        return item;
      }
    }
    throw new AssertionError("the item is not there");
  }

  private ProblemCode problem(String caller, String account) {
    try {
      endpoint.answer(call(caller, account));
      throw new AssertionError("there is an answer for " + caller);
    } catch (CallProblem problem) {
      return problem.code();
    }
  }

  private JsonNode answer(String caller) throws Exception {
    return new ObjectMapper().readTree(endpoint.answer(call(caller, ACCOUNT)).body());
  }

  private static Call call(String caller, String account) {
    return new Call(
        Optional.of(caller),
        Map.of("accountNo", account),
        Optional.empty(),
        OptionalInt.empty(),
        Instant.now().plusSeconds(10),
        "parent");
  }
}

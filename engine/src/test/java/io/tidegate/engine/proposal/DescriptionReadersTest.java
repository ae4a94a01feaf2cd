package io.tidegate.engine.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.proposal.Proposal.Input;
import io.tidegate.engine.proposal.Proposal.Output;
import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The forms a description may have. */
class DescriptionReadersTest {
  private static Outcome<Proposal> openApi(String version, String operation, String schemas) {
    return OpenApiReader.read(
        new SourceText(
            "api.yaml",
            "openapi: "
                + version
                + "\npaths:\n  /things/{id}:\n"
                + operation.indent(4)
                + "components:\n  schemas:\n"
                + schemas.indent(4)),
        "ask");
  }

  private static final String GET =
      """
      get:
        operationId: ask
        parameters:
          - { name: id, in: path, required: true, schema: { type: integer } }
          - { name: page_size, in: query, schema: { type: integer } }
          - { name: X-Trace, in: header, schema: { type: string } }
          - { name: tags, in: query, schema: { type: array, items: { type: string } } }
        responses:
          "200":
            description: ok
            content: { application/json: { schema: { $ref: "#/components/schemas/Reply" } } }
      """;

  private static Output field(Proposal proposal, String name) {
    return proposal.fields().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void theListMayLieDeeperAndItsStatusBeside() {
    Outcome<Proposal> outcome =
        openApi(
            "3.0.3",
            GET,
            """
            Reply:
              type: object
              required: [resultCode, data, total]
              properties:
                resultCode: { type: string, enum: ["0"] }
                resultMsg: { type: string }
                total: { type: integer }
                data:
                  type: object
                  properties:
                    words: { type: array, items: { type: string } }
                    rows: { type: array, items: { $ref: "#/components/schemas/Row" } }
            Row:
              type: object
              required: [id, maybe, owner]
              properties:
                id: { type: integer }
                maybe: { type: string, nullable: true, maxLength: 5 }
                perhaps: { type: number }
                on: { type: string, format: date }
                owner:
                  type: object
                  nullable: true
                  required: [code]
                  properties:
                    code: { type: string }
                    far: { type: object, properties: { off: { type: string } } }
                lines: { type: array, items: { type: string } }
            """);
    Proposal proposal = outcome.value().orElseThrow();

    assertThat(proposal.single()).isFalse();
    Binding.Rest rest = (Binding.Rest) proposal.binding();
    assertThat(rest.records()).isEqualTo("/data/rows");
    assertThat(rest.path()).isEqualTo("/things/{id}");
    assertThat(rest.query()).isEqualTo(Map.of("page_size", "pageSize"));
    assertThat(rest.status().map(Binding.Status::at)).contains("/resultCode");
    assertThat(rest.status().orElseThrow().success()).isEmpty();
    assertThat(proposal.inputs()).extracting(Input::name).containsExactly("id", "pageSize");
    assertThat(proposal.fields())
        .extracting(Output::at)
        .containsExactly("/id", "/maybe", "/perhaps", "/on", "/owner/code", "#/total");
    assertThat(field(proposal, "id"))
        .matches(f -> !f.nullable() && !f.optional() && f.leaf().type() == FieldType.INTEGER);
    assertThat(field(proposal, "maybe"))
        .matches(f -> f.nullable() && !f.optional() && f.leaf().length() == 5);
    assertThat(field(proposal, "perhaps")).matches(f -> f.nullable() && f.optional());
    assertThat(field(proposal, "on").leaf().type()).isEqualTo(FieldType.DATE);
    // where the owner is null there is no code
    assertThat(field(proposal, "owner_code")).matches(f -> f.nullable() && f.optional());
    assertThat(outcome.diagnostics())
        .allMatch(d -> d.code() == ImportCode.LEFT_OUT)
        .extracting(d -> d.message())
        .anyMatch(m -> m.contains("/owner/far"))
        .anyMatch(m -> m.contains("/lines"))
        .anyMatch(m -> m.contains("X-Trace"))
        .anyMatch(m -> m.contains("`tags`"))
        .anyMatch(m -> m.contains("/resultMsg"));

    // which code means success nobody has said, so nobody may take the file yet
    String text =
        Import.confirmed(ProposalText.of("s", proposal)).replace("key: given", "key: [id]");
    assertThat(Import.catalog("s", "rest", text).diagnostics())
        .extracting(d -> d.message())
        .anyMatch(m -> m.contains("success"));
  }

  @Test
  void anArrayAtTheTopAndTypesOfThreePointOne() {
    Proposal proposal =
        openApi(
                "3.1.0",
                GET,
                """
                Reply:
                  type: array
                  items:
                    type: object
                    required: [a, b, c]
                    properties:
                      a: { type: [string, "null"] }
                      b: { anyOf: [ { type: integer }, { type: "null" } ] }
                      c: { enum: [x, null], type: string }
                      d: { oneOf: [ { type: integer }, { type: string } ] }
                """)
            .value()
            .orElseThrow();
    assertThat(((Binding.Rest) proposal.binding()).records()).isEmpty();
    assertThat(proposal.single()).isFalse();
    assertThat(proposal.fields())
        .extracting(f -> f.name() + " " + f.leaf().type() + " " + f.nullable() + f.optional())
        .containsExactly("a STRING truefalse", "b INTEGER truefalse", "c STRING truefalse");
  }

  @Test
  void aPostIsAskedWithTheMembersOfItsBody() {
    Proposal proposal =
        openApi(
                "3.0.0",
                GET.replace("get:", "post:")
                    + """
                      requestBody:
                        content:
                          application/json:
                            schema:
                              type: object
                              required: [Bill_No]
                              properties:
                                Bill_No: { type: string }
                                id: { type: string }
                                deep: { type: object }
                    """
                        .indent(2)
                        .replaceAll("(?m)^ {2}", ""),
                """
                Reply: { type: object, properties: { id: { type: integer } } }
                """)
            .value()
            .orElseThrow();
    Binding.Rest rest = (Binding.Rest) proposal.binding();
    assertThat(rest.method()).isEqualTo(Binding.Method.POST);
    assertThat(rest.body()).isEqualTo(Map.of("Bill_No", "billNo", "id", "id2"));
    assertThat(proposal.single()).isTrue();
  }

  private static final String WSDL =
      """
      <wsdl:definitions targetNamespace="urn:t" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
          xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t">
        <wsdl:types>
          <schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t" elementFormDefault="qualified">
            <element name="Ask"><complexType><sequence>
              <element name="Id" type="long"/>
              <element name="Options" minOccurs="0"><complexType><sequence><element name="X" type="string"/></sequence></complexType></element>
            </sequence></complexType></element>
            <complexType name="Base"><sequence><element name="Id" type="long"/></sequence></complexType>
            <complexType name="Thing"><complexContent><extension base="t:Base"><sequence>
              <element name="On" type="date" nillable="true"/>
              <choice><element name="A" type="boolean"/><element name="B" type="decimal"/></choice>
              <element ref="t:Note" minOccurs="0"/>
              <element name="Blob" type="base64Binary"/>
              <element name="Lines" type="string" maxOccurs="9"/>
            </sequence></extension></complexContent></complexType>
            <element name="Note"><simpleType><restriction base="string"><maxLength value="9"/></restriction></simpleType></element>
            <element name="Told" type="t:Thing"/>
          </schema>
        </wsdl:types>
        <wsdl:message name="In"><wsdl:part name="p" element="t:Ask"/></wsdl:message>
        <wsdl:message name="Out"><wsdl:part name="p" element="t:Told"/></wsdl:message>
        <wsdl:portType name="P"><wsdl:operation name="Ask">
          <wsdl:input message="t:In"/><wsdl:output message="t:Out"/>
        </wsdl:operation></wsdl:portType>
        <wsdl:binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
          <wsdl:operation name="Ask"><soap:operation soapAction="urn:t#Ask"/>
            <wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>
          </wsdl:operation></wsdl:binding>
      </wsdl:definitions>
      """;

  @Test
  void aReplyOfOneRecordIsTheElementItself() {
    Outcome<Proposal> outcome =
        WsdlReader.read("x.wsdl", WSDL.getBytes(StandardCharsets.UTF_8), "Ask");
    Proposal proposal = outcome.value().orElseThrow();
    assertThat(proposal.single()).isTrue();
    assertThat(proposal.binding())
        .isEqualTo(
            new Binding.Soap(
                "urn:t#Ask",
                "urn:t",
                new Binding.Element(
                    "Ask",
                    Optional.empty(),
                    Optional.empty(),
                    List.of(
                        new Binding.Element("Id", Optional.of("id"), Optional.empty(), List.of()))),
                "UTF-8",
                false,
                "Told",
                Optional.empty(),
                Optional.empty()));
    assertThat(proposal.fields())
        .extracting(f -> f.at() + " " + f.leaf().type() + " " + f.nullable() + f.optional())
        .containsExactly(
            "Id INTEGER falsefalse",
            "On DATE truefalse",
            "A BOOLEAN truetrue",
            "B NUMBER truetrue",
            "Note STRING truetrue");
    assertThat(field(proposal, "note").leaf().length()).isEqualTo(9);
    assertThat(outcome.diagnostics())
        .extracting(d -> d.message())
        .anyMatch(m -> m.contains("`Options` of the request"))
        .anyMatch(m -> m.contains("`Blob`"))
        .anyMatch(m -> m.contains("`Lines`"));

    String text = Import.confirmed(ProposalText.of("s", proposal));
    assertThat(text).contains("primaryKey: [id]\n");
    assertThat(Import.catalog("s", "soap", text).diagnostics()).isEmpty();
  }
}

package io.tidegate.bench.chaos;

import java.util.OptionalLong;

/**
 * One answered call.
 *
 * @param node that answered
 * @param service that was called
 * @param application that called
 * @param acknowledged the last epoch whose release was acknowledged when the call was sent
 * @param status of HTTP
 * @param epoch it says it was made under
 * @param trace id of the call; empty when it was not told
 * @param body as it came
 * @param nonce of a signed call, of which others have sent copies; empty for a call with a key
 * @param sent when the call was sent, in microseconds since 1970
 * @param received when the whole answer was there, by the same clock
 */
public record Observation(
    int node,
    String service,
    String application,
    long acknowledged,
    int status,
    OptionalLong epoch,
    String trace,
    String body,
    String nonce,
    long sent,
    long received) {}

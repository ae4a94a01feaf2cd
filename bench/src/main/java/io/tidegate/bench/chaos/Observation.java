package io.tidegate.bench.chaos;

import java.util.OptionalLong;

/**
 * One answered call.
 *
 * @param node that answered
 * @param acknowledged the last epoch whose release was acknowledged when the call was sent
 * @param status of HTTP
 * @param epoch it says it was made under
 * @param body as it came
 * @param nonce of a signed call, of which others have sent copies; empty for a call with a key
 */
public record Observation(
    int node, long acknowledged, int status, OptionalLong epoch, String body, String nonce) {}

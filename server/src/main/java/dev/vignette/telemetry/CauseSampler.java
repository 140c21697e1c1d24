package dev.vignette.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/// Traces what was caused by something that is traced: a link to what nobody sent would lead nowhere.
///
/// @param others decides about what has no link
record CauseSampler(Sampler others) implements Sampler {
    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        if (links.isEmpty()) {
            return others.shouldSample(parent, traceId, name, kind, attributes, links);
        }
        boolean traced = links.stream().anyMatch(link -> link.getSpanContext().isSampled());
        return traced ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "Cause{" + others.getDescription() + "}";
    }
}

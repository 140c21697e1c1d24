package dev.vignette.telemetry;

/// What every part of a request's journey may know of it. It is bound with `ScopedValue.where` around the work, on
/// whichever thread that runs.
///
/// @param id the request id, as sent back in `X-Request-Id`
/// @param deadline when the answer must be out
public record RequestContext(String id, Deadline deadline) {
    public static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    public static RequestContext current() {
        return CURRENT.get();
    }
}

package dev.vignette.telemetry;

/// What every part of a request's journey may know of it. It is bound with `ScopedValue.where` around the work, on
/// whichever thread that runs.
///
/// @param id the request id, as sent back in `X-Request-Id`
/// @param deadline when the answer must be out
/// @param trace the part of its trace that is under way
/// @param urgency who waits for it
public record RequestContext(String id, Deadline deadline, Trace trace, Urgency urgency) {
    public static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    /// Of work that is not traced.
    public RequestContext(String id, Deadline deadline) {
        this(id, deadline, Trace.NONE);
    }

    /// Of a request.
    public RequestContext(String id, Deadline deadline, Trace trace) {
        this(id, deadline, trace, Urgency.LIVE);
    }

    public static RequestContext current() {
        return CURRENT.get();
    }

    /// The same request with another deadline.
    public RequestContext with(Deadline other) {
        return new RequestContext(id, other, trace, urgency);
    }

    /// The same in a part of the trace.
    RequestContext within(Trace part) {
        return new RequestContext(id, deadline, part, urgency);
    }
}

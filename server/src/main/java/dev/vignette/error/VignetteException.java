package dev.vignette.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one failure of Vignette. Its message is public: it goes to the client as the problem's `detail`, so it never
/// carries a path, an address behind the guard, or a secret.
public final class VignetteException extends RuntimeException {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ErrorCode code;
    private final @Nullable String parameter;
    private final List<String> allowed;
    private final Duration retryAfter;

    public VignetteException(ErrorCode code, String detail) {
        this(code, detail, null, List.of(), null, SOON);
    }

    public VignetteException(ErrorCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, null, List.of(), cause, SOON);
    }

    private VignetteException(
            ErrorCode code,
            String detail,
            @Nullable String parameter,
            List<String> allowed,
            @Nullable Throwable cause,
            Duration retryAfter) {
        // Only what is reported needs its stack; refusals are answered thousands of times a second under load.
        super(detail, cause, false, code.reported());
        this.code = code;
        this.parameter = parameter;
        this.allowed = List.copyOf(allowed);
        this.retryAfter = retryAfter;
    }

    /// A parameter of the request that cannot be accepted, with the values (or the shape of them) that can.
    public static VignetteException badParameter(String parameter, String detail, List<String> allowed) {
        return new VignetteException(ErrorCode.BAD_PARAMETER, detail, parameter, allowed, null, SOON);
    }

    /// Too much work at the moment, and when it is worth another try.
    public static VignetteException full(String detail, Duration retryAfter) {
        return new VignetteException(ErrorCode.QUEUE_FULL, detail, null, List.of(), null, retryAfter);
    }

    /// Too many requests of one client, and when there may be another.
    public static VignetteException limited(String detail, Duration retryAfter) {
        return new VignetteException(ErrorCode.RATE_LIMITED, detail, null, List.of(), null, retryAfter);
    }

    /// When to try again; of interest for failures that pass.
    public Duration retryAfter() {
        return retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    /// The name of the query parameter at fault.
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    public List<String> allowed() {
        return allowed;
    }
}

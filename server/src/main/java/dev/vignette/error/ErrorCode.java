package dev.vignette.error;

import java.util.Locale;

/// Every way in which a request can fail. A code owns the HTTP status, the title a client reads, and whether the
/// operator hears of it: `reported` codes are our own fault or an outage and are logged with their stack.
public enum ErrorCode {
    BAD_REQUEST(400, "This is not a valid request"),
    BAD_PARAMETER(400, "A parameter is not valid"),
    BAD_JSON(400, "The body is not the JSON that is asked for"),
    UNAUTHENTICATED(401, "Who asks must be shown by a valid token"),
    SIGNATURE_INVALID(403, "The signature is missing or does not fit"),
    PRESETS_ONLY(403, "Only presets are allowed"),
    SOURCE_NOT_ALLOWED(403, "The address of the source is not allowed"),
    FORBIDDEN(403, "This is not permitted"),
    CSRF_PROOF_MISSING(403, "A change by cookie needs a proof that it was meant"),
    LOOPBACK_ONLY(403, "The library is open to this machine alone"),
    NOT_FOUND(404, "There is nothing at this path"),
    SOURCE_NOT_FOUND(404, "The source image does not exist"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    BODY_TOO_SLOW(408, "The body came too slowly"),
    CONFLICT(409, "Something else is there already"),
    EXPIRED(410, "The link has expired"),
    PRECONDITION_FAILED(412, "It is no longer what the request takes it for"),
    BODY_TOO_LARGE(413, "The body has too many bytes"),
    SOURCE_TOO_LARGE(413, "The source has too many bytes"),
    TOO_MANY_PIXELS(413, "The source has too many pixels"),
    DIMENSIONS_TOO_LARGE(413, "The source is too wide or too high"),
    TOO_MANY_FRAMES(413, "The source has too many frames"),
    TOO_MUCH_WORK(413, "The image would take too much work"),
    URI_TOO_LONG(414, "The request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not of a kind that is taken here"),
    UNSUPPORTED_FORMAT(415, "The source is not an image that can be read"),
    RANGE_NOT_SATISFIABLE(416, "There is nothing in this range"),
    BROKEN_IMAGE(422, "The source image is damaged"),
    KEY_REUSED(422, "The key was used for another request"),
    PRECONDITION_REQUIRED(428, "A change must say what it takes for granted"),
    RATE_LIMITED(429, "Too many requests in too short a time"),
    QUEUE_FULL(429, "Too much work is waiting"),
    HEADERS_TOO_LARGE(431, "The headers of the request are too large"),
    CHECKSUM_MISMATCH(460, "What came is not what its checksum says"),
    CLIENT_GONE(499, "The client did not wait for the answer"),
    INTERNAL(500, "Something went wrong here", true),
    SOURCE_FAILED(502, "The source did not answer as it should"),
    SOURCE_REFUSED(502, "The source does not give the image away"),
    OVERLOADED(503, "The request waited too long for its turn"),
    KEYS_UNAVAILABLE(503, "The keys that tokens are checked with cannot be had"),
    SHUTTING_DOWN(503, "The server is shutting down"),
    STUCK(503, "The server makes no progress"),
    STORAGE_UNAVAILABLE(503, "What is stored is out of reach", true),
    SOURCE_TIMEOUT(504, "The source took too long"),
    QUOTA_EXCEEDED(507, "There is no room left for this"),
    STORAGE_FULL(507, "There is no room left to store this", true);

    private final int status;
    private final String title;
    private final boolean reported;

    ErrorCode(int status, String title) {
        this(status, title, false);
    }

    ErrorCode(int status, String title, boolean reported) {
        this.status = status;
        this.title = title;
        this.reported = reported;
    }

    /// The stable name that clients may compare: the constant in kebab case, as in `bad-parameter`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public boolean reported() {
        return reported;
    }
}

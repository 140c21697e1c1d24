package dev.vignette.bench.load;

/// What became of one request.
///
/// @param due seconds from the start of the run to the moment the client meant to ask
/// @param millis from that moment to the end of the answer, the load generator's own lateness among them
/// @param wishMillis the same from the moment the client first meant to ask for it, refusals and pauses between
/// included
/// @param lateMillis how much later than meant the request was sent
/// @param status of the answer; 0 when there was none, or not the thumbnail that was asked for
/// @param hit whether the thumbnail was ready
record Sample(String kind, double due, double millis, double wishMillis, double lateMillis, int status, boolean hit) {
    static final int THUMBNAIL = 200;
    static final int QUEUE_FULL = 429;
    static final int TOO_LATE = 503;

    boolean thumbnail() {
        return status == THUMBNAIL;
    }

    /// Turned away with a stated reason and a time to come back.
    boolean refused() {
        return status == QUEUE_FULL || status == TOO_LATE;
    }

    /// Seconds from the start of the run to the end of the answer.
    double ended() {
        return due + millis / 1000;
    }
}

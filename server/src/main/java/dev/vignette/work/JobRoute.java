package dev.vignette.work;

import java.util.Arrays;
import java.util.List;

/// The operations on jobs. The contract has the same, which a test holds.
enum JobRoute {
    LIST("GET", "", "listJobs"),
    CREATE("POST", "", "createJob"),
    READ("GET", "/{id}", "readJob"),
    DELETE("DELETE", "/{id}", "deleteJob"),
    EVENTS("GET", "/{id}/events", "readJobEvents"),
    CANCEL("POST", "/{id}/cancel", "cancelJob"),
    RETRY("POST", "/{id}/retry", "retryJob");

    /// What all paths begin with.
    static final String ROOT = "/v2/jobs";

    private final String method;
    private final String path;
    private final String operation;

    JobRoute(String method, String path, String operation) {
        this.method = method;
        this.path = ROOT + path;
        this.operation = operation;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /// Its id in the contract.
    String operation() {
        return operation;
    }

    /// Whether requests carry a body.
    boolean takesBody() {
        return this == CREATE;
    }

    static List<String> paths() {
        return Arrays.stream(values()).map(JobRoute::path).distinct().toList();
    }
}

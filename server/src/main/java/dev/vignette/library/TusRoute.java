package dev.vignette.library;

import java.util.Arrays;
import java.util.List;

/// The operations on resumable uploads, of every version.
enum TusRoute {
    DESCRIBE("OPTIONS", "/uploads", "describeUploads"),
    BEGIN("POST", "/uploads", "beginUpload"),
    DESCRIBE_ONE("OPTIONS", "/uploads/{id}", "describeUpload"),
    READ("HEAD", "/uploads/{id}", "readUpload"),
    CONTINUE("PATCH", "/uploads/{id}", "continueUpload"),
    END("DELETE", "/uploads/{id}", "endUpload"),

    /// For clients that can send no other methods.
    OVERRIDE("POST", "/uploads/{id}", "overrideUpload");

    private final String method;
    private final String path;
    private final String operation;

    TusRoute(String method, String path, String operation) {
        this.method = method;
        this.path = path;
        this.operation = operation;
    }

    String method() {
        return method;
    }

    /// Below that of the version.
    String path(ApiVersion version) {
        return version.path() + path;
    }

    /// Its id in the contract.
    String operation(ApiVersion version) {
        return operation + version.suffix();
    }

    static List<String> paths(ApiVersion version) {
        return Arrays.stream(values())
                .map(route -> route.path(version))
                .distinct()
                .toList();
    }
}

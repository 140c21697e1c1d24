package dev.vignette.library;

import java.util.Arrays;
import java.util.List;

/// The operations on images, of every version. The contract has the same, which a test holds.
enum Route {
    LIST("GET", "/images", "listImages"),
    UPLOAD("POST", "/images", "uploadImage"),
    READ("GET", "/images/{id}", "readImage"),
    CHANGE("PATCH", "/images/{id}", "changeImage"),
    DELETE("DELETE", "/images/{id}", "deleteImage"),
    METADATA("GET", "/images/{id}/metadata", "readMetadata"),
    CONTENT("GET", "/images/{id}/content", "readContent"),
    THUMB("GET", "/images/{id}/thumb", "renderThumb");

    private final String method;
    private final String path;
    private final String operation;

    Route(String method, String path, String operation) {
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

    /// Whether requests carry a body.
    boolean takesBody() {
        return switch (this) {
            case UPLOAD, CHANGE -> true;
            case LIST, READ, DELETE, METADATA, CONTENT, THUMB -> false;
        };
    }

    /// Whether the contract reads the parameters; those of a rendition have a parser of their own.
    boolean readByContract() {
        return this != THUMB;
    }

    static List<String> paths(ApiVersion version) {
        return Arrays.stream(values())
                .map(route -> route.path(version))
                .distinct()
                .toList();
    }
}

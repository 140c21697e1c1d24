package dev.vignette.library;

import java.util.Arrays;
import java.util.List;

/// The operations on shared links, which all versions have in common. Those under `/v1/shared` are for whoever
/// has a link, the others for who makes them.
enum LinkRoute {
    CREATE("POST", "/v1/links", "createLink"),
    LIST("GET", "/v1/links", "listLinks"),
    REVOKE("DELETE", "/v1/links/{id}", "revokeLink"),
    CREATE_FOR_IMAGE("POST", "/v1/images/{id}/links", "createImageLink"),
    LIST_OF_IMAGE("GET", "/v1/images/{id}/links", "listImageLinks"),
    SHARED("GET", "/v1/shared", "readShared"),
    SHARED_CONTENT("GET", "/v1/shared/{id}/content", "readSharedContent"),
    SHARED_THUMB("GET", "/v1/shared/{id}/thumb", "renderSharedThumb");

    private final String method;
    private final String path;
    private final String operation;

    LinkRoute(String method, String path, String operation) {
        this.method = method;
        this.path = path;
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

    boolean takesBody() {
        return switch (this) {
            case CREATE, CREATE_FOR_IMAGE -> true;
            case LIST, REVOKE, LIST_OF_IMAGE, SHARED, SHARED_CONTENT, SHARED_THUMB -> false;
        };
    }

    /// Whether whoever has a link may ask.
    boolean byLink() {
        return switch (this) {
            case SHARED, SHARED_CONTENT, SHARED_THUMB -> true;
            case CREATE, LIST, REVOKE, CREATE_FOR_IMAGE, LIST_OF_IMAGE -> false;
        };
    }

    static List<String> paths() {
        return Arrays.stream(values()).map(LinkRoute::path).distinct().toList();
    }
}

package dev.vignette.http;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// What answers the requests of one path. It is called on an event loop and must not block; work that does goes through
/// [Exchange#blocking].
@FunctionalInterface
public interface Endpoint {
    /// The methods it answers.
    default List<String> methods() {
        return List.of("GET", "HEAD");
    }

    /// @return the answer; where it fails, the failure becomes a problem answer
    CompletionStage<Answer> handle(Exchange exchange);
}

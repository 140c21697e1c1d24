package dev.vignette.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// What answers the requests of one path. It is called on an event loop and must not block; work that does goes through
/// [Exchange#blocking].
@FunctionalInterface
public interface Endpoint {
    /// The methods it answers.
    default List<String> methods() {
        return List.of("GET", "HEAD");
    }

    /// Whether it reads the bodies of its requests, by [Exchange#body]. Of others they are thrown away as they come.
    default boolean takesBody() {
        return false;
    }

    /// The one that answers requests of this method, which is among [#methods].
    default Endpoint under(String method) {
        return this;
    }

    /// @return the answer; where it fails, the failure becomes a problem answer
    CompletionStage<Answer> handle(Exchange exchange);

    /// One path with an endpoint for each method, whatever methods these tell themselves. `HEAD` comes with `GET`, and
    /// `OPTIONS` with all of them.
    static Endpoint byMethod(Map<String, Endpoint> endpoints) {
        return new ByMethod(endpoints);
    }

    /// An endpoint that reads the bodies of its requests.
    static Endpoint takingBody(Endpoint endpoint) {
        return new TakingBody(endpoint);
    }
}

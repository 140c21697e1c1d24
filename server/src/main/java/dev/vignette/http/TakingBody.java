package dev.vignette.http;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Another endpoint, with the bodies of its requests.
record TakingBody(Endpoint endpoint) implements Endpoint {
    @Override
    public List<String> methods() {
        return endpoint.methods();
    }

    @Override
    public boolean takesBody() {
        return true;
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        return endpoint.handle(exchange);
    }
}

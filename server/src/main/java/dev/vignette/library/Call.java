package dev.vignette.library;

import dev.vignette.auth.Principal;
import dev.vignette.contract.Given;
import dev.vignette.contract.Operation;
import dev.vignette.http.Exchange;

/// A request to the library whose parameters were read.
///
/// @param operation which the request is for
/// @param given its parameters; none when the operation reads them itself
record Call(Exchange exchange, ApiVersion version, Operation operation, Given given, Principal principal) {
    /// What the path says is the id of an image; it need not be one.
    String id() {
        return exchange.variable("id");
    }
}

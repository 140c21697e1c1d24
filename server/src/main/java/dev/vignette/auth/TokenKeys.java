package dev.vignette.auth;

import com.nimbusds.jose.JWSHeader;
import java.util.List;

/// The keys that a token may have been signed with.
@FunctionalInterface
interface TokenKeys {
    /// Those that its header may mean. Of the header its key id and its algorithm are looked at; it is compared
    /// and no more: nothing is opened or fetched by what it says.
    ///
    /// @throws dev.vignette.error.VignetteException `KEYS_UNAVAILABLE`
    List<KeyUse> candidates(JWSHeader header);
}

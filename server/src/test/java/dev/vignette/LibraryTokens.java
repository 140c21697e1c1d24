package dev.vignette;

import dev.vignette.auth.TokenConfig;
import dev.vignette.auth.TokenMint;
import dev.vignette.config.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Tokens of a server's own key.
final class LibraryTokens {
    private LibraryTokens() {}

    /// @param data the server's data folder
    /// @param clock the server's
    static String of(Path data, Clock clock, String subject, List<String> roles, List<String> teams) {
        var mint = new TokenMint(Settings.of(Map.of()).bind(TokenConfig.class), data, clock);
        return mint.token(new TokenMint.Wish(subject, roles, teams, Map.of(), Duration.ofHours(20)));
    }
}

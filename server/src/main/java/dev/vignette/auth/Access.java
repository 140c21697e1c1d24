package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.vignette.database.Database;
import dev.vignette.http.Exchange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that decides on who may use the library, put together.
public final class Access implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    private final Optional<KeyFetch> fetch;
    private final Authenticator authenticator;
    private final RateLimits limits;
    private final Rights rights;
    private final RightsChanges rightsChanges;
    private final ShareLinks links;
    private final Audit audit;

    /// @param dataDir where the server's own key is made, unless it is configured
    /// @param clock by which tokens and links expire
    /// @throws dev.vignette.config.ConfigException when a key cannot be read
    public Access(TokenConfig tokens, RightsConfig config, Path dataDir, Database database, Clock clock) {
        OwnKey own = OwnKeyFile.open(tokens.signingKey(dataDir));
        this.fetch = tokens.jwksUrl().map(_ -> new KeyFetch());
        boolean alone = !tokens.keysConfigured();
        this.authenticator =
                new Authenticator(new Tokens(tokens, keys(tokens, own, fetch), clock), tokens.cookie(), alone);
        this.limits = new RateLimits(config, clock);
        this.audit = new Audit(clock);
        this.rightsChanges = new RightsChanges(database, audit, clock);
        this.links = new ShareLinks(database, audit, own, config, clock, Ticker.systemTicker());
        database.changes().subscribe(ShareLinks.CHANNEL, links.listener());
        this.rights = new Rights(source(config, database));
    }

    private static TokenKeys keys(TokenConfig config, OwnKey own, Optional<KeyFetch> fetch) {
        return fetch.<TokenKeys>map(fetching -> new JwksKeys(config, fetching))
                .orElseGet(() -> config.keysConfigured() ? PemKeys.read(config.pemFiles()) : own.keys());
    }

    /// What the first start does, also where the library is not used yet: makes the server's own key when there
    /// are no keys of an issuer, and tells how to go on.
    ///
    /// @throws dev.vignette.config.ConfigException when the key cannot be made
    public static void introduce(TokenConfig tokens, Path dataDir) {
        if (tokens.keysConfigured()) {
            return;
        }
        if (!Files.exists(tokens.signingKey(dataDir))) {
            OwnKeyFile.open(tokens.signingKey(dataDir));
        }
        LOG.info(
                "no keys of an issuer are configured: the library answers this machine alone, by tokens of its own key;"
                        + " for one, run: vignette token --role admin");
    }

    private static RightsSource source(RightsConfig config, Database database) {
        var roles = new RoleTable(database, config.rightsTtl(), Ticker.systemTicker());
        database.changes().subscribe(RightsChanges.ROLES, roles.listener());
        return switch (config.strategy()) {
            case ROLES -> new TokenRights(roles, false);
            case GRANTS -> new TokenRights(roles, true);
            case LIVE -> {
                var live = new LiveRights(database, roles, config.rightsTtl(), Ticker.systemTicker());
                database.changes().subscribe(RightsChanges.SUBJECTS, live.listener());
                yield live;
            }
        };
    }

    /// Who makes this request, which is counted. May block.
    ///
    /// @throws dev.vignette.error.VignetteException as [Authenticator#authenticate], and `RATE_LIMITED`
    public Principal enter(Exchange exchange) {
        Principal principal = authenticator.authenticate(exchange);
        limits.admit(exchange, Actor.of(principal));
        return principal;
    }

    /// Whether a request that reads may change something on its way: not by a cookie alone.
    public boolean mayChange(Exchange exchange) {
        return authenticator.mayChange(exchange);
    }

    /// The shared link that this request comes by, which is counted. May block.
    ///
    /// @param token as it stands in the link
    /// @throws dev.vignette.error.VignetteException as [ShareLinks#open], `LOOPBACK_ONLY` and `RATE_LIMITED`
    public ShareLink enter(Exchange exchange, String token) {
        authenticator.requireNear(exchange);
        ShareLink link = links.open(token);
        limits.admit(exchange, Actor.of(link));
        return link;
    }

    public Rights rights() {
        return rights;
    }

    public RightsChanges rightsChanges() {
        return rightsChanges;
    }

    public ShareLinks links() {
        return links;
    }

    public Audit audit() {
        return audit;
    }

    @Override
    public void close() {
        fetch.ifPresent(KeyFetch::close);
    }
}

package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.vignette.database.ChangeListener;
import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Makes shared links, opens and revokes them. A link's token is signed with the server's own key, so that what was
/// invented is refused without asking the database; what the link shows, and whether it was revoked, the database
/// says.
public final class ShareLinks {
    /// The ids of links that were revoked.
    static final String CHANNEL = "links";

    /// The most images of one link.
    public static final int MOST_IMAGES = 100;

    private static final int LARGEST_SIZE = 1 << 20;
    private static final int ID_BYTES = 16;
    private static final long MOST_KEPT = 10_000;
    /// For how long it can be seen of a link that it has ended.
    static final Duration SEEN_AFTER_END = Duration.ofDays(7);

    private static final String COLUMNS = "SELECT id, creator, largest, created, expires, revoked FROM share_link ";

    private final Database database;
    private final Audit audit;
    private final OwnKey key;
    private final TokenVerifier verifier;
    private final Duration maxAge;
    private final int maxLinks;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Kept<Optional<ShareLink>> kept;

    ShareLinks(Database database, Audit audit, OwnKey key, RightsConfig config, Clock clock, Ticker ticker) {
        this.database = database;
        this.audit = audit;
        this.key = key;
        this.verifier = new TokenVerifier(key.keys(), List.of(ShareLink.TYPE));
        this.maxAge = config.linkMaxAge();
        this.maxLinks = config.maxLinks();
        this.clock = clock;
        this.kept = new Kept<>(MOST_KEPT, config.rightsTtl(), ticker);
    }

    /// A link that was made.
    ///
    /// @param token what whoever is to see the images is given; it is not kept here
    public record Made(ShareLink link, String token) {}

    /// Makes a link to images. That the creator may share them is for the caller to see to.
    ///
    /// @param largest the most pixels of a rendition's longer side; 0 for the originals too
    /// @throws VignetteException `BAD_PARAMETER`, `QUOTA_EXCEEDED` when the creator has as many as may be good
    public Made create(Principal creator, Set<String> images, int largest, Duration validity) {
        requireUsable(images, largest, validity);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        var link = new ShareLink(
                Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                creator.subject(),
                images,
                largest,
                now,
                now.plusSeconds(validity.toSeconds()),
                false);
        database.write(handle -> {
            requireRoom(handle, link.creator(), now);
            insert(handle, link);
            audit.record(
                    handle,
                    Actor.of(creator),
                    "link.create",
                    "/links/" + link.id(),
                    Map.of(
                            "images",
                            List.copyOf(new TreeSet<>(images)),
                            "expires",
                            link.expires().toString()));
            return null;
        });
        return new Made(link, token(link));
    }

    private void requireUsable(Set<String> images, int largest, Duration validity) {
        if (images.isEmpty() || images.size() > MOST_IMAGES) {
            throw VignetteException.badParameter(
                    "images", "A link shows one image or a set", List.of("1 to " + MOST_IMAGES + " ids"));
        }
        if (largest < 0 || largest > LARGEST_SIZE) {
            throw VignetteException.badParameter(
                    "largest", "This is no size of an image", List.of("0 to " + LARGEST_SIZE + " pixels"));
        }
        if (validity.toSeconds() < 1 || validity.compareTo(maxAge) > 0) {
            throw VignetteException.badParameter(
                    "validity", "A link must end", List.of("1 to " + maxAge.toSeconds() + " seconds"));
        }
    }

    private void requireRoom(Handle handle, String creator, Instant now) {
        int good = handle.createQuery("SELECT COUNT(*) FROM share_link"
                        + " WHERE creator = :creator AND revoked IS NULL AND expires > :now")
                .bind("creator", creator)
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .one();
        if (good >= maxLinks) {
            throw new VignetteException(
                    ErrorCode.QUOTA_EXCEEDED, "There are " + good + " links of yours; revoke those not needed");
        }
    }

    private static void insert(Handle handle, ShareLink link) {
        handle.execute(
                "INSERT INTO share_link (id, creator, largest, created, expires) VALUES (?, ?, ?, ?, ?)",
                link.id(),
                link.creator(),
                link.largest(),
                link.created().toEpochMilli(),
                link.expires().toEpochMilli());
        link.images()
                .forEach(image ->
                        handle.execute("INSERT INTO share_link_image (link, image) VALUES (?, ?)", link.id(), image));
    }

    private String token(ShareLink link) {
        return key.sign(
                ShareLink.TYPE,
                new JWTClaimsSet.Builder()
                        .jwtID(link.id())
                        .expirationTime(Date.from(link.expires()))
                        .build());
    }

    /// The link of a token.
    ///
    /// @throws VignetteException `SIGNATURE_INVALID` when this server did not make it, `EXPIRED` when its time has
    ///     passed or it was revoked
    public ShareLink open(String token) {
        JWTClaimsSet claims = claims(token);
        Date expires = claims.getExpirationTime();
        if (expires == null || !clock.instant().isBefore(expires.toInstant())) {
            throw ended();
        }
        return kept.get(claims.getJWTID(), this::find)
                .filter(link -> !link.revoked())
                .orElseThrow(ShareLinks::ended);
    }

    private JWTClaimsSet claims(String token) {
        try {
            return verifier.claims(token);
        } catch (VignetteException e) {
            throw new VignetteException(ErrorCode.SIGNATURE_INVALID, "This is no link of this server", e);
        }
    }

    private static VignetteException ended() {
        return new VignetteException(ErrorCode.EXPIRED, "The link has expired or was revoked");
    }

    /// A link by its id.
    public Optional<ShareLink> find(String id) {
        return database.read(handle -> links(handle, "id = :id", query -> query.bind("id", id)).stream()
                .findFirst());
    }

    /// A part of a list of links, newest first.
    ///
    /// @param before only links made before this time, in milliseconds, or at it with a lesser id
    /// @param most how many there are at most
    public record Span(long before, String id, int most) {
        /// The beginning.
        public static Span first(int most) {
            return new Span(Long.MAX_VALUE, "", most);
        }
    }

    /// The links that a subject made.
    public List<ShareLink> by(String creator, Span span) {
        return database.read(handle -> links(handle, "creator = :value", creator, span));
    }

    /// The links that show an image.
    public List<ShareLink> to(String image, Span span) {
        return database.read(
                handle -> links(handle, "id IN (SELECT link FROM share_link_image WHERE image = :value)", image, span));
    }

    private static List<ShareLink> links(Handle handle, String condition, String value, Span span) {
        return links(
                handle,
                condition + " AND (created, id) < (:before, :id) ORDER BY created DESC, id DESC LIMIT :most",
                query -> query.bind("value", value)
                        .bind("before", span.before())
                        .bind("id", span.id())
                        .bind("most", span.most()));
    }

    /// Links and their images in one statement: as they are at one moment.
    private static List<ShareLink> links(Handle handle, String condition, UnaryOperator<Query> values) {
        var links = new LinkedHashMap<String, ShareLink>();
        var images = new HashMap<String, Set<String>>();
        values.apply(handle.createQuery("SELECT l.*, i.image FROM (" + COLUMNS + "WHERE " + condition
                        + ") AS l JOIN share_link_image i ON i.link = l.id ORDER BY l.created DESC, l.id DESC"))
                .map((row, _) -> link(row))
                .forEach(link -> {
                    links.putIfAbsent(link.id(), link);
                    images.computeIfAbsent(link.id(), _ -> new HashSet<>()).addAll(link.images());
                });
        return links.values().stream()
                .map(link -> link.showing(images.getOrDefault(link.id(), Set.of())))
                .toList();
    }

    /// With one of its images.
    private static ShareLink link(ResultSet row) throws SQLException {
        return new ShareLink(
                row.getString("id"),
                row.getString("creator"),
                Set.of(row.getString("image")),
                row.getInt("largest"),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("expires")),
                row.getObject("revoked") != null);
    }

    /// Ends a link before its time.
    ///
    /// @return whether it was good until now
    public boolean revoke(Actor by, String id) {
        boolean ended = database.write(handle -> {
            boolean good = handle.execute(
                            "UPDATE share_link SET revoked = ? WHERE id = ? AND revoked IS NULL", clock.millis(), id)
                    > 0;
            if (good) {
                audit.record(handle, by, "link.revoke", "/links/" + id, Map.of());
                database.changes().publish(handle, CHANNEL, id);
            }
            return good;
        });
        kept.changed(id);
        return ended;
    }

    /// Removes links that ended long ago. Their tokens are refused as before; the audit log tells that they were.
    ///
    /// @return how many
    public int forget() {
        long before = clock.instant().minus(SEEN_AFTER_END).toEpochMilli();
        return database.write(
                handle -> handle.execute("DELETE FROM share_link WHERE expires < ? OR revoked < ?", before, before));
    }

    /// Who wants to hear of links that were revoked.
    ChangeListener listener() {
        return kept;
    }
}

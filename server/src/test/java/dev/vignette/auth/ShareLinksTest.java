package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.database.Dialect;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
final class ShareLinksTest {
    private static final Principal ANN = new Principal(
            "ann",
            Set.of(),
            Set.of(),
            Map.of(),
            new Principal.Token("token-1", Instant.EPOCH, Instant.MAX, Principal.Token.NONE));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ShareLinks.Span ALL = ShareLinks.Span.first(1000);

    private final Dialect dialect;

    @TempDir
    private Path folder;

    private TestAccess access;
    private ShareLinks links;

    ShareLinksTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        access = new TestAccess(dialect, folder);
        links = access.links();
    }

    @AfterEach
    void close() {
        access.close();
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VignetteException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void open_tokenOfALink_isTheLink() {
        var made = links.create(ANN, Set.of("1", "2"), 800, HOUR);

        ShareLink link = links.open(made.token());

        assertThat(link).isEqualTo(made.link());
        assertThat(link.shows("1")).isTrue();
        assertThat(link.shows("3")).isFalse();
        assertThat(link.largest()).isEqualTo(800);
        assertThat(link.creator()).isEqualTo("ann");
        assertThat(link.expires()).isEqualTo(access.clock.instant().plus(HOUR));
        assertThat(access.links().open(made.token())).as("by another process").isEqualTo(link);
    }

    @Test
    void open_whatThisServerDidNotMake_isRefused() {
        String token = links.create(ANN, Set.of("1"), 0, HOUR).token();
        OwnKey other = OwnKeyFile.open(folder.resolve("other").resolve("key.pem"));
        var claims = new com.nimbusds.jwt.JWTClaimsSet.Builder()
                .jwtID("x")
                .expirationTime(java.util.Date.from(access.clock.instant().plus(HOUR)))
                .build();

        for (String forged : List.of(
                "",
                "x",
                token.substring(0, token.length() - 2),
                token.substring(0, token.length() - 4) + "AAAA",
                other.sign(ShareLink.TYPE, claims),
                access.key.sign("at+jwt", claims))) {
            assertRefused(() -> links.open(forged), ErrorCode.SIGNATURE_INVALID);
        }
        assertRefused(() -> links.open(access.key.sign(ShareLink.TYPE, claims)), ErrorCode.EXPIRED);
    }

    /// Nor is a link a token.
    @Test
    void principal_tokenOfALink_isRefused() {
        String token = links.create(ANN, Set.of("1"), 0, HOUR).token();
        var tokens = new Tokens(Issuer.config(), access.key.keys(), access.clock);

        assertRefused(() -> tokens.principal(token), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void open_afterItsTime_isRefused() {
        String token = links.create(ANN, Set.of("1"), 0, HOUR).token();

        access.clock.advance(HOUR.minusSeconds(1));
        assertThat(links.open(token).shows("1")).isTrue();
        access.clock.advance(Duration.ofSeconds(1));
        assertRefused(() -> links.open(token), ErrorCode.EXPIRED);
    }

    @Test
    void revoke_endsTheLinkAtOnceAndElsewhereAsTheyHearOfIt() {
        var made = links.create(ANN, Set.of("1"), 0, HOUR);
        ShareLinks hearing = access.links();
        ShareLinks deaf = access.links();
        access.database.changes().subscribe(ShareLinks.CHANNEL, hearing.listener());
        assertThat(hearing.open(made.token())).isEqualTo(deaf.open(made.token()));
        assertThat(links.open(made.token()).revoked()).isFalse();

        assertThat(links.revoke(Actor.of(ANN), made.link().id())).isTrue();
        assertThat(links.revoke(Actor.of(ANN), made.link().id())).isFalse();

        assertRefused(() -> links.open(made.token()), ErrorCode.EXPIRED);
        Waiting.until(() -> refuses(hearing, made.token()));
        assertThat(refuses(deaf, made.token())).as("kept").isFalse();
        access.clock.advance(TestAccess.TTL);
        assertThat(refuses(deaf, made.token())).isTrue();
    }

    @Test
    void by_and_to_inPages_missAndRepeatNone() {
        List<ShareLink> made = IntStream.range(0, 7)
                .mapToObj(i -> links.create(ANN, Set.of("1"), 0, HOUR).link())
                .sorted(Comparator.comparing(ShareLink::id).reversed()) // all at one time
                .toList();
        links.create(ANN, Set.of("2"), 0, HOUR);

        assertThat(pages(span -> links.to("1", span))).isEqualTo(made);
        assertThat(pages(span -> links.by("ann", span))).hasSize(8).containsAll(made);
    }

    private static List<ShareLink> pages(Function<ShareLinks.Span, List<ShareLink>> list) {
        var all = new ArrayList<ShareLink>();
        List<ShareLink> page = list.apply(ShareLinks.Span.first(3));
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            all.addAll(page);
            ShareLink last = page.getLast();
            page = list.apply(new ShareLinks.Span(last.created().toEpochMilli(), last.id(), 3));
        }
        return all;
    }

    private static boolean refuses(ShareLinks links, String token) {
        try {
            return links.open(token).revoked();
        } catch (VignetteException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.EXPIRED);
            return true;
        }
    }

    @Test
    void by_and_to_listTheLinks() {
        var first = links.create(ANN, Set.of("1", "2"), 0, HOUR).link();
        access.clock.advance(Duration.ofMinutes(1));
        var second = links.create(ANN, Set.of("2"), 100, HOUR).link();

        assertThat(links.by("ann", ALL)).containsExactly(second, first);
        assertThat(links.to("2", ALL)).containsExactly(second, first);
        assertThat(links.to("1", ALL)).containsExactly(first);
        assertThat(links.by("bob", ALL)).isEmpty();
        assertThat(links.find(first.id())).contains(first);
        assertThat(links.find("x")).isEmpty();
    }

    @Test
    void create_withoutBounds_isRefused() {
        Set<String> many = IntStream.range(0, 101).mapToObj(Integer::toString).collect(Collectors.toSet());

        assertRefused(() -> links.create(ANN, Set.of(), 0, HOUR), ErrorCode.BAD_PARAMETER);
        assertRefused(() -> links.create(ANN, many, 0, HOUR), ErrorCode.BAD_PARAMETER);
        assertRefused(() -> links.create(ANN, Set.of("1"), -1, HOUR), ErrorCode.BAD_PARAMETER);
        assertRefused(() -> links.create(ANN, Set.of("1"), 0, Duration.ofDays(31)), ErrorCode.BAD_PARAMETER);
        assertRefused(() -> links.create(ANN, Set.of("1"), 0, Duration.ZERO), ErrorCode.BAD_PARAMETER);
        assertThat(links.by("ann", ALL)).isEmpty();
    }

    @Test
    void create_moreThanMayBeGood_isRefusedUntilOneEnds() {
        var first = links.create(ANN, Set.of("1"), 0, HOUR).link();
        for (int i = 1; i < 1000; i++) {
            links.create(ANN, Set.of("1"), 0, HOUR);
        }

        assertRefused(() -> links.create(ANN, Set.of("1"), 0, HOUR), ErrorCode.QUOTA_EXCEEDED);
        assertThat(links.revoke(Actor.of(ANN), first.id())).isTrue();
        var last = links.create(ANN, Set.of("1"), 0, HOUR).link();
        assertRefused(() -> links.create(ANN, Set.of("1"), 0, HOUR), ErrorCode.QUOTA_EXCEEDED);
        access.clock.advance(HOUR);
        assertThat(links.create(ANN, Set.of("1"), 0, HOUR).link()).isNotEqualTo(last);
    }

    @Test
    void forget_linksThatEndedLongAgo_areGoneAndStillRefused() {
        var ended = links.create(ANN, Set.of("1"), 0, HOUR);
        var revoked = links.create(ANN, Set.of("1"), 0, Duration.ofDays(30));
        var good = links.create(ANN, Set.of("1"), 0, Duration.ofDays(30));
        links.revoke(Actor.of(ANN), revoked.link().id());
        access.clock.advance(ShareLinks.SEEN_AFTER_END);
        assertThat(links.forget()).isZero();

        access.clock.advance(HOUR.plusSeconds(1));

        assertThat(links.forget()).isEqualTo(2);
        assertThat(links.by("ann", ALL)).containsExactly(good.link());
        assertThat(links.to("1", ALL)).containsExactly(good.link());
        assertThat(links.open(good.token())).isEqualTo(good.link());
        assertRefused(() -> links.open(ended.token()), ErrorCode.EXPIRED);
        assertRefused(() -> access.links().open(revoked.token()), ErrorCode.EXPIRED);
    }

    @Test
    void links_madeAndRevoked_areInTheAuditLog() {
        var made = links.create(ANN, Set.of("2", "1"), 0, HOUR);
        links.revoke(Actor.of(ANN), made.link().id());

        assertThat(access.entries()).extracting(Audit.Entry::action).containsExactly("link.create", "link.revoke");
        var entry = access.entries().getFirst();
        assertThat(entry.resource()).isEqualTo("/links/" + made.link().id());
        assertThat(entry.actor()).isEqualTo(new Actor(Actor.Kind.SUBJECT, "ann", "token-1"));
        assertThat(entry.detail()).contains("[\"1\",\"2\"]").doesNotContain(made.token());
    }
}

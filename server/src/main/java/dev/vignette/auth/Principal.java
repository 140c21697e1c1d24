package dev.vignette.auth;

import java.text.Normalizer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Who asks, as a verified token says. What that gives, [Rights] decides. Letters that can be written in several
/// ways are written in one in the names of subjects and teams, as in all that is compared with them.
///
/// @param subject the token's `sub`, which is what an image's owner is compared with; empty for nobody
/// @param roles names of roles; one that is not known gives nothing
/// @param teams of which the token says that the subject is a member
/// @param grants permissions on single images, by their id
/// @param token what the principal is known by
public record Principal(
        String subject, Set<String> roles, Set<String> teams, Map<String, Set<Permission>> grants, Token token) {
    /// Nobody that is known. May nothing.
    public static final Principal ANONYMOUS =
            new Principal("", Set.of(), Set.of(), Map.of(), new Token("", Instant.EPOCH, Instant.EPOCH, Token.NONE));

    public Principal {
        subject = normal(subject);
        roles = Set.copyOf(roles);
        teams = teams.stream().map(Principal::normal).collect(Collectors.toUnmodifiableSet());
        var copied = new LinkedHashMap<String, Set<Permission>>();
        grants.forEach((image, permissions) -> copied.put(image, Permission.set(permissions)));
        grants = Map.copyOf(copied);
    }

    /// Whether a token can have it as its subject.
    public static boolean isSubject(String text) {
        return ClaimsReader.NAME.test(text);
    }

    /// A name of a subject or a team as it is compared.
    static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    public boolean anonymous() {
        return subject.isEmpty();
    }

    /// What is known of a token, besides who it is of.
    ///
    /// @param id its `jti`
    /// @param version that of the subject's rights when it was made, its `role_version`; [#NONE] without one
    public record Token(String id, Instant issued, Instant expires, long version) {
        /// No version.
        public static final long NONE = -1;
    }
}

package dev.vignette.auth;

import java.util.Locale;

/// Who did something, for the audit log.
///
/// @param name the subject, or whatever is known in its place
/// @param token the id of the token or of the link that it was done with; empty without
public record Actor(Kind kind, String name, String token) {
    /// How an actor is known.
    public enum Kind {
        /// By a token.
        SUBJECT,
        /// By a shared link, which is all that is known.
        LINK,
        /// As a user of this machine, by the command line.
        LOCAL,
        /// Not at all.
        NOBODY;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Actor of(Principal principal) {
        return principal.anonymous()
                ? new Actor(Kind.NOBODY, "", "")
                : new Actor(Kind.SUBJECT, principal.subject(), principal.token().id());
    }

    public static Actor of(ShareLink link) {
        return new Actor(Kind.LINK, "", link.id());
    }

    /// Whoever runs this command.
    public static Actor local() {
        return new Actor(Kind.LOCAL, System.getProperty("user.name", ""), "");
    }
}

package dev.vignette.auth;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;

/// Who may do what. Every method may ask the database; work within a transaction takes [#held] before it begins.
public final class Rights {
    private final RightsSource source;

    Rights(RightsSource source) {
        this.source = source;
    }

    /// What the principal may do, as it is known now.
    public Held held(Principal principal) {
        return principal.anonymous() ? Held.NOTHING : source.held(principal);
    }

    /// Whether something may be done that concerns no single image, as `UPLOAD`; of `VIEW`, `EDIT` and `DELETE`,
    /// whether that holds for every image.
    public boolean may(Principal principal, Verb verb) {
        return held(principal).may(verb);
    }

    /// @param image as its row says
    public boolean may(Principal principal, Verb verb, ImageRef image) {
        return held(principal).may(verb, image);
    }

    /// The images of which [#may] says yes, for a query.
    public Scope scope(Principal principal, Verb verb) {
        return held(principal).scope(verb);
    }

    /// @throws VignetteException `UNAUTHENTICATED` for nobody, `FORBIDDEN` for one who may not
    public void require(Principal principal, Verb verb) {
        held(principal).require(verb);
    }

    /// @throws VignetteException `UNAUTHENTICATED` for nobody; `NOT_FOUND`, as of an image that does not exist,
    ///     for one who may not view it; `FORBIDDEN` for one who may view it and no more
    public void require(Principal principal, Verb verb, ImageRef image) {
        held(principal).require(verb, image);
    }

    /// What is answered where no image is, and where one is that must not be seen: the same.
    public static VignetteException absent() {
        return new VignetteException(ErrorCode.NOT_FOUND, "There is no such image");
    }
}

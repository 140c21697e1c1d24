package dev.vignette.auth;

/// What is done: to an image (`VIEW`, `EDIT`, `DELETE`), or to the library as a whole.
public enum Verb {
    VIEW,
    EDIT,
    DELETE,
    /// To add an image, which is the uploader's own from then on.
    UPLOAD,
    /// To drop what is cached.
    PURGE,
    /// To change who may do what.
    ADMIN
}

package dev.vignette.auth;

/// How far a permission goes.
enum Reach {
    /// Images whose owner is the subject.
    OWN,
    /// Images that belong to one of the subject's teams.
    TEAM,
    /// All images, and verbs that concern no image.
    ANY
}

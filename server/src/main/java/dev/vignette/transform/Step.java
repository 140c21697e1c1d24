package dev.vignette.transform;

/// One change to a picture. A step that has nothing to do gives back what it got.
@FunctionalInterface
interface Step {
    Picture apply(Picture picture);
}

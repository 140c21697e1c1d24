package dev.vignette.options;

/// Which part of a picture stays when it is cut, or where it stands in its letterbox.
public sealed interface Gravity permits Compass, Interest, FocalPoint {}

package dev.vignette.jpeg;

/// What a file's header says: a picture that can be decoded, or why it cannot.
public sealed interface Inspection permits FrameHeader, Unsupported {}

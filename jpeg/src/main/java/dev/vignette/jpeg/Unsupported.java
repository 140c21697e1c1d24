package dev.vignette.jpeg;

/// A sound file of a kind that is not decoded here.
///
/// @param why one sentence
public record Unsupported(String why) implements Inspection {}

package dev.vignette.bench.load;

/// What a client wants.
///
/// @param kind a word to sort the answers by
/// @param original the URL of the original
record Ask(String kind, String original, Work work) {}

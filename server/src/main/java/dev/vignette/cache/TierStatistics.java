package dev.vignette.cache;

/// What a tier holds, and how often it had what was asked for since the start.
public record TierStatistics(long hits, long misses, long entries, long bytes) {}

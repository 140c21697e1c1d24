package dev.vignette.config;

/// A configuration that cannot be used. It is told at start, in one line that names the key.
public final class ConfigException extends RuntimeException {
    public ConfigException(String key, String problem) {
        super(key + ": " + problem);
    }
}

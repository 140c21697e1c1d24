package dev.vignette.storage;

import dev.vignette.config.Setting;

/// Where the images of the library are.
public record BlobConfig(
        @Setting(
                key = "vignette.blobs.store",
                defaultValue = "local",
                doc = "Where the images of the library are: in `blobs` in the data folder.")
        Store store) {
    /// The kinds of stores.
    public enum Store {
        LOCAL
    }
}

package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.ImageFile;
import dev.vignette.source.Keeper;
import dev.vignette.storage.BlobInfo;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import java.io.InputStream;
import java.time.Instant;

/// The files of images, as those see them who show them.
record ImageFiles(BlobStore blobs) {
    /// @param modified when the image was added
    Keeper.Kept kept(StoredImage.Content content, Instant modified) {
        return new Keeper.Kept(
                content.sha256(),
                content.bytes(),
                blobs.path(new BlobKey(content.sha256())),
                () -> read(content, 0, content.bytes()),
                modified);
    }

    /// To be looked at in parts.
    ImageFile parts(StoredImage.Content content) {
        return new StoredFile(content.bytes(), (from, length) -> read(content, from, length));
    }

    /// @throws VignetteException `INTERNAL` when it is not there, though it should be
    InputStream read(StoredImage.Content content, long from, long length) {
        return blobs.read(new BlobKey(content.sha256()), from, length).orElseThrow(ImageFiles::missing);
    }

    /// What is told of a file without reading it.
    ///
    /// @throws VignetteException `INTERNAL` when it is not there, or shorter or longer than it should be
    void requireWhole(StoredImage.Content content) {
        BlobInfo info = blobs.find(new BlobKey(content.sha256())).orElseThrow(ImageFiles::missing);
        if (info.bytes() != content.bytes()) {
            throw damaged();
        }
    }

    private static VignetteException missing() {
        return new VignetteException(ErrorCode.INTERNAL, "The file of the image is missing");
    }

    static VignetteException damaged() {
        return new VignetteException(ErrorCode.INTERNAL, "The file of the image is damaged");
    }
}

package dev.vignette.storage;

import dev.vignette.storage.BlobStore.DownloadTerms;
import java.net.URI;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Signs URLs from which an object can be fetched for a while.
final class S3Presigning implements AutoCloseable {
    private final S3Presigner presigner;
    private final String bucket;
    private final String prefix;

    S3Presigning(BlobConfig config) {
        this.presigner = S3Clients.presigner(config);
        this.bucket = config.bucket().orElseThrow();
        this.prefix = config.prefix().orElse("");
    }

    URI sign(String name, DownloadTerms terms) {
        var signed = presigner.presignGetObject(request -> request.signatureDuration(terms.lifetime())
                .getObjectRequest(object -> object.bucket(bucket)
                        .key(prefix + name)
                        .responseContentType(terms.contentType())
                        .responseContentDisposition(terms.contentDisposition())));
        return URI.create(signed.url().toExternalForm());
    }

    @Override
    public void close() {
        presigner.close();
    }
}

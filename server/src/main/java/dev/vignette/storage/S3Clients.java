package dev.vignette.storage;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// How S3 is spoken to.
final class S3Clients {
    private static final Duration CONNECTING = Duration.ofSeconds(2);

    /// How long S3 may take for what it does within itself: putting an upload together, copying a large part. It
    /// may be silent meanwhile.
    private static final Duration WORKING = Duration.ofMinutes(5);

    private S3Clients() {}

    static S3Client client(BlobConfig config) {
        return client(config, config.timeout());
    }

    /// For requests that S3 has to work for.
    static S3Client patient(BlobConfig config) {
        return client(config, config.timeout().compareTo(WORKING) > 0 ? config.timeout() : WORKING);
    }

    /// Checksums beside those of TLS, or of the signature where there is no TLS, are left out: not every server
    /// knows them. A blob's own name is its checksum.
    private static S3Client client(BlobConfig config, Duration timeout) {
        var http =
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECTING).socketTimeout(timeout);
        var client = S3Client.builder()
                .httpClientBuilder(http)
                .region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(style(config))
                .overrideConfiguration(calls -> calls.apiCallTimeout(timeout));
        config.endpoint().map(URI::create).ifPresent(client::endpointOverride);
        return client.build();
    }

    static S3Presigner presigner(BlobConfig config) {
        var presigner = S3Presigner.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .serviceConfiguration(style(config));
        config.endpoint().map(URI::create).ifPresent(presigner::endpointOverride);
        return presigner.build();
    }

    /// Without `Expect: 100-continue`, after which the JDK's client waits for servers that do not know it.
    private static S3Configuration style(BlobConfig config) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(config.pathStyle())
                .chunkedEncodingEnabled(false)
                .expectContinueEnabled(false)
                .build();
    }

    private static AwsCredentialsProvider credentials(BlobConfig config) {
        return config.accessKey().isPresent() && config.secretKey().isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        config.accessKey().get(), config.secretKey().get()))
                : DefaultCredentialsProvider.builder().build();
    }
}

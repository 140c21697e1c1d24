package dev.vignette.auth;

import dev.vignette.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file of the server's own key: a `PRIVATE KEY` (PKCS #8) and its `PUBLIC KEY` in PEM, readable by its
/// owner alone. Beside it, `signing-key.pub.pem` holds the public one, for others.
final class OwnKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(OwnKeyFile.class);
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Pattern BLOCKS =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----"
                    + "\\s*-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----\\s*");

    private OwnKeyFile() {}

    /// Reads the key, or makes it when there is none. Of several processes that make it at once, one does.
    ///
    /// @throws ConfigException when the file cannot be read or written, is no key, or others may read it
    static OwnKey open(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            OwnKey key = read(file);
            publish(key, publicFile(file));
            return key;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(file, "cannot be used: " + e.getMessage());
        }
    }

    private static void make(Path file) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS_FOLDER));
        }
        KeyPair pair = Ed25519.generate();
        Path part =
                Files.createTempFile(folder, "signing-key", ".part", PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        try {
            Files.writeString(
                    part,
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                            + pem("PUBLIC KEY", pair.getPublic().getEncoded()),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.createLink(file, part); // fails when another was faster, where a move would replace its key
            LOG.info("made the signing key {}", file);
        } catch (FileAlreadyExistsException e) {
            LOG.info("another process made {}", file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// For others, so that it can be named among the keys of issuers.
    private static void publish(OwnKey key, Path file) throws IOException {
        String text = pem("PUBLIC KEY", key.known().getEncoded());
        if (!Files.exists(file)
                || !Files.readString(file, StandardCharsets.US_ASCII).equals(text)) {
            Files.writeString(file, text);
        }
    }

    /// Where the public key is.
    static Path publicFile(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem = name.endsWith(".pem") ? name.substring(0, name.length() - ".pem".length()) : name;
        return file.resolveSibling(stem + ".pub.pem");
    }

    private static OwnKey read(Path file) throws IOException, GeneralSecurityException {
        if (!OWNER_ALONE.containsAll(Files.getPosixFilePermissions(file))) {
            throw unusable(file, "may be read or written by others than its owner; chmod 600 " + file);
        }
        var blocks = BLOCKS.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!blocks.matches()) {
            throw unusable(file, "does not hold a PRIVATE KEY and its PUBLIC KEY");
        }
        var kind = KeyFactory.getInstance(Ed25519.NAME);
        var decoder = Base64.getMimeDecoder();
        PrivateKey secret = kind.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(blocks.group(1))));
        PublicKey known = kind.generatePublic(new X509EncodedKeySpec(decoder.decode(blocks.group(2))));
        byte[] sample = "sample".getBytes(StandardCharsets.US_ASCII);
        if (!Ed25519.fits(known, sample, Ed25519.sign(secret, sample))) {
            throw unusable(file, "holds two keys that do not belong together");
        }
        return new OwnKey(known, secret);
    }

    private static String pem(String label, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private static ConfigException unusable(Path file, String why) {
        return new ConfigException("VIGNETTE_AUTH_SIGNING_KEY", file + " " + why);
    }
}

package dev.vignette.auth;

import dev.vignette.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A secret that signs URLs.
final class UrlKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 16;
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_.-]{1,64}):(\\S+)");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");

    private final String name;
    private final SecretKeySpec secret;

    private UrlKey(String name, SecretKeySpec secret) {
        this.name = name;
        this.secret = secret;
    }

    /// Reads `name:key`. A key that is all hexadecimal digits is taken as such, any other as base64 of either alphabet,
    /// padded or not.
    ///
    /// @param position counted from 1, to name a key that has no readable name
    /// @throws ConfigException without any part of the key
    static UrlKey parse(String text, int position) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigException(AuthConfig.KEYS_NAME, "key " + position + " is not of the form name:key");
        }
        String name = matcher.group(1);
        byte[] bytes = bytes(name, matcher.group(2));
        if (bytes.length < LEAST_BYTES) {
            throw new ConfigException(AuthConfig.KEYS_NAME, "key " + name + " is shorter than 16 bytes");
        }
        return new UrlKey(name, new SecretKeySpec(bytes, ALGORITHM));
    }

    private static byte[] bytes(String name, String text) {
        if (HEX.matcher(text).matches()) {
            return HexFormat.of().parseHex(text);
        }
        try {
            return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException _) {
            // Its message would quote a character of the key.
            throw new ConfigException(AuthConfig.KEYS_NAME, "key " + name + " is neither base64 nor hexadecimal");
        }
    }

    String name() {
        return name;
    }

    /// HMAC-SHA-256 (RFC 2104, FIPS 180-4) of the UTF-8 bytes, as 43 characters of base64url without padding.
    String sign(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] code = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "UrlKey[" + name + "]";
    }
}

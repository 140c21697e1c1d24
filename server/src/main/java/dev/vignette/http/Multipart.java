package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/// A `multipart/form-data` body (RFC 7578), part by part as it comes: nothing of it is kept. A body without the
/// boundary has no parts. Reading the content of a part throws an `IOException` when the body is not as it should be
/// ([#broken] tells of it), and what reading a body throws.
public final class Multipart {
    private static final int BUFFER_SIZE = 64 << 10;
    private static final int LONGEST_HEAD = 8 << 10;
    private static final Parser PARSER = new Parser();

    private final MultipartInput input;
    private final int maxParts;
    private int parts;
    private @Nullable InputStream current;

    private Multipart(MultipartInput input, int maxParts) {
        this.input = input;
        this.maxParts = maxParts;
    }

    static Multipart of(String mediaType, InputStream body, int maxParts) {
        byte[] boundary = PARSER.isForm(mediaType) ? PARSER.getBoundary(mediaType) : null;
        if (boundary == null || boundary.length == 0) {
            throw new VignetteException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be multipart/form-data with a boundary");
        }
        try {
            var input = MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(boundary)
                    .setBufferSize(BUFFER_SIZE)
                    .setMaxPartHeaderSize(LONGEST_HEAD)
                    .get();
            input.setHeaderCharset(StandardCharsets.UTF_8);
            return new Multipart(input, maxParts);
        } catch (IOException | IllegalArgumentException e) {
            throw broken(e);
        }
    }

    /// The next part, whether that before it was read or not; empty at the end of the body.
    ///
    /// @throws VignetteException `BAD_REQUEST` when the body is not as it should be, `BODY_TOO_LARGE` when it
    ///     has too many parts or one of them too large a head, and what reading a body throws
    public Optional<Part> next() {
        try {
            if (!advance()) {
                return Optional.empty();
            }
            if (++parts > maxParts) {
                throw new VignetteException(
                        ErrorCode.BODY_TOO_LARGE, "The body may have at most " + maxParts + " parts");
            }
            return Optional.of(part());
        } catch (FileUploadSizeException e) {
            throw new VignetteException(
                    ErrorCode.BODY_TOO_LARGE, "The head of a part may have at most " + LONGEST_HEAD + " bytes", e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private boolean advance() throws IOException {
        if (current == null) {
            return input.skipPreamble();
        }
        current.close(); // passes over what is left of the part
        return input.readBoundary();
    }

    private Part part() throws IOException {
        var head = PARSER.getParsedHeaders(input.readHeaders());
        String name = PARSER.getFieldName(head);
        Optional<String> filename = Optional.ofNullable(PARSER.getFileName(head));
        if (name == null || !isText(name) || !filename.map(Multipart::isText).orElse(true)) {
            throw new IOException("A part has no name");
        }
        current = input.newInputStream();
        return new Part(name, filename, Optional.ofNullable(head.getHeader("Content-Type")), current);
    }

    private static boolean isText(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    /// What is told of a body that cannot be read.
    public static VignetteException broken(Exception reason) {
        return new VignetteException(
                ErrorCode.BAD_REQUEST, "The body is not multipart/form-data as it should be", reason);
    }

    /// The library's parsers of header fields. It would also keep files, which is not used.
    private static final class Parser extends AbstractFileUpload<InputStream, DiskFileItem, DiskFileItemFactory> {
        boolean isForm(String mediaType) {
            return mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(MULTIPART_FORM_DATA);
        }

        @Override
        public FileItemInputIterator getItemIterator(InputStream body) {
            throw new UnsupportedOperationException("parts are read one by one");
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(InputStream body) {
            throw new UnsupportedOperationException("nothing is kept");
        }

        @Override
        public List<DiskFileItem> parseRequest(InputStream body) {
            throw new UnsupportedOperationException("nothing is kept");
        }
    }
}

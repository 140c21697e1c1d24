package dev.vignette.jpeg;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// libjpeg-turbo's decoder of one file at one scale: what ours is compared with, in its samples and in its time.
/// Of one thread at a time.
///
/// TurboJPEG gives planes of the sampling factors it has a name for: 4:4:4, 4:2:2, 4:2:0, 4:4:0, 4:1:1 and grey.
/// [ReferencePlanes] gives those of any file.
public final class TurboJpeg implements AutoCloseable {
    /// `TJFLAG_ACCURATEDCT`: the accurate integer transform, the one our decoder computes too.
    private static final int ACCURATE = 4096;

    /// By the number of the sampling (`TJSAMP`): luma samples for each chroma one, across and down.
    private static final int[] ACROSS = {1, 2, 2, 1, 1, 4};

    private static final int[] DOWN = {1, 1, 2, 1, 2, 1};
    private static final int GREY = 3;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment decoder = TurboLibrary.init();
    private final MemorySegment file;
    private final MemorySegment header;
    private final MemorySegment pointers;
    private final MemorySegment strides;
    private final List<MemorySegment> planes = new ArrayList<>();
    private final Scale scale;

    /// Reads the header and makes room for the planes.
    ///
    /// @throws IllegalArgumentException with TurboJPEG's own words when it cannot read the header
    public TurboJpeg(byte[] jpeg, Scale scale) {
        this.scale = scale;
        file = arena.allocate(jpeg.length);
        MemorySegment.copy(jpeg, 0, file, JAVA_BYTE, 0, jpeg.length);
        header = arena.allocate(JAVA_INT, 4);
        pointers = arena.allocate(ADDRESS, 3);
        strides = arena.allocate(JAVA_INT, 3);
        if (TurboLibrary.header(decoder, file, header) != 0 && TurboLibrary.errorCode(decoder) != 0) {
            String text = TurboLibrary.errorText(decoder);
            close();
            throw new IllegalArgumentException(text);
        }
        for (int component = 0; component < components(); component++) {
            // It writes luma rows of whole chroma samples.
            int stride = planeWidth(component) + ACROSS[sampling()];
            MemorySegment plane = arena.allocate((long) stride * (planeHeight(component) + DOWN[sampling()]));
            pointers.setAtIndex(ADDRESS, component, plane);
            strides.setAtIndex(JAVA_INT, component, stride);
            planes.add(plane);
        }
    }

    /// Reads the header again and decodes, which is all that a benchmark counts.
    ///
    /// @return what was damaged, when something was; the planes are there all the same
    /// @throws IllegalArgumentException with TurboJPEG's own words when it cannot decode
    public Optional<String> decode() {
        int failed = TurboLibrary.header(decoder, file, header);
        if (failed == 0) {
            int width = scale.of(header.getAtIndex(JAVA_INT, 0));
            int height = scale.of(header.getAtIndex(JAVA_INT, 1));
            failed = TurboLibrary.toPlanes(decoder, file, pointers, width, strides, height, ACCURATE);
        }
        if (failed == 0) {
            return Optional.empty();
        }
        String text = TurboLibrary.errorText(decoder);
        if (TurboLibrary.errorCode(decoder) != 0) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(text);
    }

    /// Copies of what was decoded last, each plane as large as its component.
    public List<Plane> planes() {
        List<Plane> copies = new ArrayList<>();
        for (int component = 0; component < components(); component++) {
            int width = planeWidth(component);
            int height = planeHeight(component);
            int stride = strides.getAtIndex(JAVA_INT, component);
            byte[] samples = new byte[width * height];
            for (int y = 0; y < height; y++) {
                MemorySegment.copy(planes.get(component), JAVA_BYTE, (long) y * stride, samples, y * width, width);
            }
            copies.add(new Plane(samples, width, height));
        }
        return copies;
    }

    @Override
    public void close() {
        TurboLibrary.destroy(decoder);
        arena.close();
    }

    private int sampling() {
        return header.getAtIndex(JAVA_INT, 2);
    }

    private int components() {
        return sampling() == GREY ? 1 : 3;
    }

    private int planeWidth(int component) {
        int width = header.getAtIndex(JAVA_INT, 0);
        return scale.of(component == 0 ? width : Math.ceilDiv(width, ACROSS[sampling()]));
    }

    private int planeHeight(int component) {
        int height = header.getAtIndex(JAVA_INT, 1);
        return scale.of(component == 0 ? height : Math.ceilDiv(height, DOWN[sampling()]));
    }
}

package dev.vignette.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Writes planes as a baseline or progressive JPEG file (ITU-T T.81) with a JFIF header.
///
/// With the same samples, its files hold the same coefficients as libjpeg's with the accurate integer DCT.
public final class JpegEncoder {
    private JpegEncoder() {}

    /// @param planes one for grey, or Y, Cb and Cr by the definition of JFIF, the latter two at the size that
    ///     the subsampling gives them
    /// @throws IllegalArgumentException when number or sizes of the planes do not match the options
    public static byte[] encode(List<Plane> planes, EncodeOptions options) {
        List<EncodedComponent> components = components(planes, options);
        int samples = Math.multiplyExact(options.width(), options.height());
        var sink = new ByteSink(samples / 4 + 2048);
        var file = new JpegFileWriter(sink, components);
        file.header(options);
        if (options.progressive()) {
            progressive(components, file, new Tokens(samples / 4));
        } else {
            var tokens = new Tokens(samples / 2);
            new SequentialScan(components, tokens).code();
            file.sequentialScan(tokens, options.optimise());
        }
        return file.end();
    }

    private static void progressive(List<EncodedComponent> components, JpegFileWriter file, Tokens tokens) {
        List<Coefficients> all = components.stream().map(Coefficients::new).toList();
        for (ScanStep step : ScanStep.script(components.size())) {
            if (step.ofDc()) {
                new DcScan(all, step, tokens).code();
            } else {
                new AcScan(all.get(step.components().getFirst()), step, tokens).code();
            }
            file.progressiveScan(step, tokens);
            tokens.clear();
        }
    }

    private static List<EncodedComponent> components(List<Plane> planes, EncodeOptions options) {
        if (planes.size() != 1 && planes.size() != 3) {
            throw new IllegalArgumentException("%d planes are neither grey nor Y, Cb, Cr".formatted(planes.size()));
        }
        Quantisation luma = Quantisation.luma(options.quality());
        check("luma", planes.getFirst(), options.width(), options.height());
        if (planes.size() == 1) {
            return List.of(new EncodedComponent(planes.getFirst(), 1, 1, 0, luma));
        }
        Subsampling subsampling = options.subsampling();
        Quantisation chroma = Quantisation.chroma(options.quality());
        var components = new ArrayList<EncodedComponent>(3);
        components.add(
                new EncodedComponent(planes.getFirst(), subsampling.horizontal(), subsampling.vertical(), 0, luma));
        for (Plane plane : planes.subList(1, 3)) {
            int width = subsampling.chromaWidth(options.width());
            check("chroma", plane, width, subsampling.chromaHeight(options.height()));
            components.add(new EncodedComponent(plane, 1, 1, 1, chroma));
        }
        return components;
    }

    private static void check(String name, Plane plane, int width, int height) {
        if (plane.width() != width || plane.height() != height) {
            throw new IllegalArgumentException("the %s plane is %d × %d and not %d × %d"
                    .formatted(name, plane.width(), plane.height(), width, height));
        }
    }
}

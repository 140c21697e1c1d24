package dev.vignette.probe;

import java.util.List;

/// How one file format lays out what comes before the pixels.
sealed interface Container
        permits GifContainer, HeifContainer, JpegContainer, PngContainer, SvgContainer, TiffContainer, WebpContainer {
    /// SVG comes last: it alone has no magic bytes and must look further into the file.
    List<Container> ALL = List.of(
            new JpegContainer(),
            new PngContainer(),
            new WebpContainer(),
            new GifContainer(),
            new HeifContainer(),
            new TiffContainer(),
            new SvgContainer());

    /// Frames and pages are counted up to here. Nobody serves an image with as many, so a larger number has no use, and
    /// a file of nothing but frame headers costs no more than this.
    int MOST_FRAMES = 100_000;

    /// Whether the file has the magic bytes of this format.
    boolean recognises(Window file);

    /// Reads dimensions, frames and orientation of a recognised file.
    ImageHeader header(Window file);

    /// Collects the metadata blocks of a recognised file, without looking into them.
    void blocks(Window file, MetadataBlocks.Collector into);
}

package dev.vignette.transform;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/// Image files as the JDK writes them, which has no code in common with what is tested.
final class Originals {
    private Originals() {}

    /// JPEG of quality 95.
    static byte[] jpeg(Raster raster) {
        return written("jpeg", List.of(image(raster, BufferedImage.TYPE_INT_RGB)), 0.95f);
    }

    static byte[] greyJpeg(Raster raster) {
        return written("jpeg", List.of(grey(raster, 1)), 0.95f);
    }

    static byte[] png(Raster raster) {
        int type = raster.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        return written("png", List.of(image(raster, type)), -1);
    }

    static byte[] greyPng(Raster raster) {
        return written("png", List.of(grey(raster, 1)), -1);
    }

    /// The green of the raster as its grey, and its alpha.
    static byte[] greyAlphaPng(Raster raster) {
        return written("png", List.of(grey(raster, 2)), -1);
    }

    /// 16 bits a part, of which the lower eight are noise.
    static byte[] deepPng(Raster raster) {
        return written("png", List.of(deep(raster, 3)), -1);
    }

    static byte[] deepAlphaPng(Raster raster) {
        return written("png", List.of(deep(raster, 4)), -1);
    }

    static byte[] deepGreyPng(Raster raster) {
        return written("png", List.of(deep(raster, 1)), -1);
    }

    /// At most 256 colours, which the raster must not exceed; clear pixels become one clear entry.
    static byte[] palettePng(Raster raster) {
        return written("png", List.of(indexed(raster)), -1);
    }

    static byte[] tiff(Raster... pages) {
        return written(
                "tiff",
                Arrays.stream(pages)
                        .map(page -> image(page, BufferedImage.TYPE_INT_RGB))
                        .toList(),
                -1);
    }

    static byte[] tiff(int orientation, Raster raster) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        BufferedImage image = image(raster, BufferedImage.TYPE_INT_RGB);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), writer.getDefaultWriteParam());
            TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
            var tag = BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION);
            directory.addTIFFField(new TIFFField(tag, orientation));
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, directory.getAsMetadata()), writer.getDefaultWriteParam());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gif(Raster raster) {
        return written("gif", List.of(image(raster, BufferedImage.TYPE_INT_RGB)), -1);
    }

    /// An animation whose frames replace one another whole.
    ///
    /// @param frames of at most 256 colours each
    /// @param hundredths of a second that each is shown
    /// @param loops 0 is for ever
    static byte[] gif(List<Raster> frames, List<Integer> hundredths, int loops) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.size(); i++) {
                BufferedImage frame = indexed(frames.get(i));
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
                String format = metadata.getNativeMetadataFormatName();
                var root = (IIOMetadataNode) metadata.getAsTree(format);
                control(root, hundredths.get(i));
                if (i == 0) {
                    loop(root, loops);
                }
                metadata.setFromTree(format, root);
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void control(IIOMetadataNode root, int hundredths) {
        var control = (IIOMetadataNode)
                root.getElementsByTagName("GraphicControlExtension").item(0);
        control.setAttribute("delayTime", Integer.toString(hundredths));
        control.setAttribute("disposalMethod", "restoreToBackgroundColor");
    }

    private static void loop(IIOMetadataNode root, int loops) {
        var extension = new IIOMetadataNode("ApplicationExtension");
        extension.setAttribute("applicationID", "NETSCAPE");
        extension.setAttribute("authenticationCode", "2.0");
        extension.setUserObject(new byte[] {1, (byte) loops, (byte) (loops >> 8)});
        var extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(extension);
        root.appendChild(extensions);
    }

    private static byte[] written(String format, List<BufferedImage> pages, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        if (quality > 0) {
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            if (pages.size() == 1) {
                writer.write(null, new IIOImage(pages.getFirst(), null, null), how);
            } else {
                writer.prepareWriteSequence(null);
                for (BufferedImage page : pages) {
                    writer.writeToSequence(new IIOImage(page, null, null), how);
                }
                writer.endWriteSequence();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage image(Raster raster, int type) {
        var image = new BufferedImage(raster.width(), raster.height(), type);
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                image.setRGB(x, y, raster.at(x, y));
            }
        }
        return image;
    }

    private static BufferedImage indexed(Raster raster) {
        int[] colors = IntStream.range(0, raster.width() * raster.height())
                .map(i -> raster.at(i % raster.width(), i / raster.width()))
                .distinct()
                .sorted()
                .toArray();
        // Opaque colours are negative numbers, so a clear one comes last.
        int clear = colors[colors.length - 1] >>> 24 == 0 ? colors.length - 1 : -1;
        var model = new IndexColorModel(8, colors.length, colors, 0, clear >= 0, clear, DataBuffer.TYPE_BYTE);
        var image = new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_BYTE_INDEXED, model);
        fill(image.getRaster(), raster, (color, band) -> Arrays.binarySearch(colors, color));
        return image;
    }

    /// Sets samples, as the JDK would take the numbers of a grey picture for linear light.
    private static BufferedImage grey(Raster raster, int bands) {
        BufferedImage image = samples(raster, ColorSpace.CS_GRAY, bands, DataBuffer.TYPE_BYTE);
        fill(image.getRaster(), raster, (color, band) -> band == 0 ? color >> 8 & 255 : color >>> 24);
        return image;
    }

    private static BufferedImage deep(Raster raster, int bands) {
        int space = bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
        BufferedImage image = samples(raster, space, bands, DataBuffer.TYPE_USHORT);
        fill(image.getRaster(), raster, (color, band) -> {
            int part = bands == 1 ? color >> 8 & 255 : color >> (band == 3 ? 24 : 16 - 8 * band) & 255;
            boolean extreme = part == 0 || part == 255;
            return part << 8 | (extreme ? part : (color * 31 ^ band * 97) & 255);
        });
        return image;
    }

    private static BufferedImage samples(Raster raster, int space, int bands, int type) {
        boolean alpha = bands % 2 == 0;
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(space),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                type);
        WritableRaster pixels = model.createCompatibleWritableRaster(raster.width(), raster.height());
        return new BufferedImage(model, pixels, false, null);
    }

    private interface Sample {
        int of(int color, int band);
    }

    private static void fill(WritableRaster pixels, Raster raster, Sample sample) {
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                for (int band = 0; band < pixels.getNumBands(); band++) {
                    pixels.setSample(x, y, band, sample.of(raster.at(x, y), band));
                }
            }
        }
    }
}

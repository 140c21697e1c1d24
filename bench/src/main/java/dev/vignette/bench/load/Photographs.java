package dev.vignette.bench.load;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/// Folders of photographs of certain sizes, made from those there are.
final class Photographs {
    private static final float QUALITY = 0.9f;

    private Photographs() {}

    /// A new folder with links to the photographs of a folder that have so many pixels.
    static Path between(long least, long most, Path folder, Path target) throws IOException {
        Files.createDirectories(target);
        for (Path file : jpegs(folder)) {
            long pixels = pixels(file);
            if (pixels >= least && pixels <= most) {
                Files.createSymbolicLink(target.resolve(file.getFileName()), file.toRealPath());
            }
        }
        return target;
    }

    /// A new folder with the first photographs of a folder, scaled to so many pixels each, as JPEGs of quality 90.
    static Path scaled(long pixels, int count, Path folder, Path target) throws IOException {
        Files.createDirectories(target);
        for (Path file : jpegs(folder).subList(0, count)) {
            BufferedImage image = ImageIO.read(file.toFile());
            double factor = Math.sqrt((double) pixels / image.getWidth() / image.getHeight());
            write(scaled(image, factor), target.resolve(file.getFileName()).toFile());
        }
        return target;
    }

    private static List<Path> jpegs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    private static long pixels(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return (long) reader.getWidth(0) * reader.getHeight(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage scaled(BufferedImage image, double factor) {
        int width = (int) Math.round(factor * image.getWidth());
        int height = (int) Math.round(factor * image.getHeight());
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }

    private static void write(BufferedImage image, File file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
    }
}

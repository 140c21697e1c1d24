package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import java.util.regex.Pattern;

/// SVG: the dimensions are those to which the document asks to be drawn, from `width`, `height` and `viewBox` of its
/// root element, as libvips counts them: at 72 dots an inch, unlike a browser's 96.
final class SvgContainer implements Container {
    private static final double DPI = 72;
    private static final double FONT_SIZE = 12;
    /// What browsers give a replaced element that does not say how large it is.
    private static final Dimensions UNSAID = new Dimensions(300, 150);

    private static final int LONGEST_LENGTH = 64;
    private static final Pattern LENGTH =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)(px|pt|pc|mm|cm|in|em|ex|)");
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    @Override
    public boolean recognises(Window file) {
        return SvgRoot.find(file).isPresent();
    }

    @Override
    public ImageHeader header(Window file) {
        SvgRoot root = SvgRoot.find(file)
                .filter(SvgRoot::isComplete)
                .orElseThrow(() -> Window.broken("The root element of the SVG does not end"));
        return ImageHeader.still(Format.SVG, dimensions(root));
    }

    /// Whatever metadata an SVG file holds is part of its XML.
    @Override
    public void blocks(Window file, MetadataBlocks.Collector into) {}

    private static Dimensions dimensions(SvgRoot root) {
        double width = length(root.attribute("width"));
        double height = length(root.attribute("height"));
        double[] box = viewBox(root.attribute("viewBox"));
        if (width >= 0 && height >= 0) {
            return rounded(width, height);
        } else if (box[0] <= 0 || box[1] <= 0) {
            return UNSAID;
        } else if (width >= 0) {
            return rounded(width, width * box[1] / box[0]);
        } else if (height >= 0) {
            return rounded(height * box[0] / box[1], height);
        }
        return rounded(box[0], box[1]);
    }

    private static Dimensions rounded(double width, double height) {
        return Window.dimensions(Math.round(width), Math.round(height));
    }

    /// In pixels; negative for what is absent, relative to something outside, or no length.
    private static double length(String text) {
        var matcher = LENGTH.matcher(text.strip());
        if (text.length() > LONGEST_LENGTH || !matcher.matches()) {
            return -1;
        }
        double number = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "in" -> number * DPI;
            case "cm" -> number * DPI / 2.54;
            case "mm" -> number * DPI / 25.4;
            case "pt" -> number * DPI / 72;
            case "pc" -> number * DPI / 6;
            case "em" -> number * FONT_SIZE;
            case "ex" -> number * FONT_SIZE / 2;
            default -> number;
        };
    }

    /// Width and height of the box; zeros when it is not four numbers.
    private static double[] viewBox(String text) {
        if (text.length() <= 4 * LONGEST_LENGTH) {
            String[] parts = SEPARATOR.split(text.strip(), 5);
            if (parts.length == 4) {
                return new double[] {length(parts[2]), length(parts[3])};
            }
        }
        return new double[2];
    }
}

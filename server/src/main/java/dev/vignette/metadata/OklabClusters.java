package dev.vignette.metadata;

import dev.vignette.metadata.Palette.Swatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Groups the colours of a picture by k-means in OKLab (Björn Ottosson, <https://bottosson.github.io/posts/oklab/>),
/// where distances are about as large as they look.
///
/// Nothing is left to chance: pixels are gathered into 32,768 boxes of sRGB first, the seeds are the fullest box and
/// then always the one that is heaviest by its distance from the seeds so far, and the number of rounds is fixed.
final class OklabClusters {
    private static final int MOST = 6;
    private static final int ROUNDS = 12;
    private static final int BOX_BITS = 5;
    private static final int OPAQUE = 128;
    /// Two groups that are closer than this look alike.
    private static final double ALIKE = 0.06;
    /// A smaller group is noise.
    private static final double LEAST_SHARE = 0.005;

    /// A point in OKLab and how many pixels it stands for.
    private record Point(double l, double a, double b, double weight) {
        double distance(Point other) {
            double dl = l - other.l;
            double da = a - other.a;
            double db = b - other.b;
            return dl * dl + da * da + db * db;
        }

        static Point mean(List<Point> points) {
            double l = 0;
            double a = 0;
            double b = 0;
            double weight = 0;
            for (Point point : points) {
                l += point.l * point.weight;
                a += point.a * point.weight;
                b += point.b * point.weight;
                weight += point.weight;
            }
            return new Point(l / weight, a / weight, b / weight, weight);
        }
    }

    private OklabClusters() {}

    static List<Swatch> of(Pixels pixels) {
        List<Point> points = points(pixels);
        if (points.isEmpty()) {
            return List.of();
        }
        List<Point> centres = seeds(points);
        for (int round = 0; round < ROUNDS; round++) {
            centres = settle(points, centres);
        }
        List<Point> groups = merge(centres);
        double total = points.stream().mapToDouble(Point::weight).sum();
        return groups.stream()
                .filter(group -> group.weight / total >= LEAST_SHARE)
                .sorted(Comparator.comparingDouble(Point::weight).reversed())
                .map(group -> swatch(group, group.weight / total))
                .toList();
    }

    /// The average colour of each box that has any opaque pixel.
    private static List<Point> points(Pixels pixels) {
        long[][] boxes = new long[1 << (3 * BOX_BITS)][];
        for (int i = 0; i < pixels.count(); i++) {
            if (pixels.channel(i, 3) < OPAQUE) {
                continue;
            }
            int index = 0;
            for (int channel = 0; channel < 3; channel++) {
                index = index << BOX_BITS | pixels.channel(i, channel) >> (8 - BOX_BITS);
            }
            if (boxes[index] == null) {
                boxes[index] = new long[4];
            }
            for (int channel = 0; channel < 3; channel++) {
                boxes[index][channel] += pixels.channel(i, channel);
            }
            boxes[index][3]++;
        }
        return Arrays.stream(boxes)
                .filter(box -> box != null)
                .map(OklabClusters::point)
                .toList();
    }

    private static List<Point> seeds(List<Point> points) {
        var seeds = new ArrayList<Point>();
        seeds.add(points.stream().max(Comparator.comparingDouble(Point::weight)).orElseThrow());
        while (seeds.size() < MOST) {
            Point next = points.stream()
                    .max(Comparator.comparingDouble(point -> point.weight * nearestDistance(point, seeds)))
                    .orElseThrow();
            if (nearestDistance(next, seeds) == 0) {
                break;
            }
            seeds.add(next);
        }
        return seeds;
    }

    private static double nearestDistance(Point point, List<Point> centres) {
        return point.distance(centres.get(nearest(point, centres)));
    }

    private static int nearest(Point point, List<Point> centres) {
        int nearest = 0;
        for (int i = 1; i < centres.size(); i++) {
            if (point.distance(centres.get(i)) < point.distance(centres.get(nearest))) {
                nearest = i;
            }
        }
        return nearest;
    }

    /// Moves every centre to the mean of what is nearest to it; a centre that nothing is near to goes away.
    private static List<Point> settle(List<Point> points, List<Point> centres) {
        List<List<Point>> groups = new ArrayList<>();
        centres.forEach(centre -> groups.add(new ArrayList<>()));
        points.forEach(point -> groups.get(nearest(point, centres)).add(point));
        return groups.stream()
                .filter(group -> !group.isEmpty())
                .map(Point::mean)
                .toList();
    }

    private static List<Point> merge(List<Point> centres) {
        var merged = new ArrayList<Point>();
        for (Point centre : centres) {
            int nearest = merged.isEmpty() ? -1 : nearest(centre, merged);
            if (nearest >= 0 && centre.distance(merged.get(nearest)) < ALIKE * ALIKE) {
                merged.set(nearest, Point.mean(List.of(merged.get(nearest), centre)));
            } else {
                merged.add(centre);
            }
        }
        return merged;
    }

    private static Point point(long[] box) {
        double red = Srgb.linear((int) (box[0] / box[3]));
        double green = Srgb.linear((int) (box[1] / box[3]));
        double blue = Srgb.linear((int) (box[2] / box[3]));
        double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new Point(
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
                box[3]);
    }

    private static Swatch swatch(Point point, double share) {
        double l = cube(point.l + 0.3963377774 * point.a + 0.2158037573 * point.b);
        double m = cube(point.l - 0.1055613458 * point.a - 0.0638541728 * point.b);
        double s = cube(point.l - 0.0894841775 * point.a - 1.2914855480 * point.b);
        return new Swatch(
                Srgb.encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                Srgb.encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                Srgb.encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
                share);
    }

    private static double cube(double value) {
        return value * value * value;
    }
}

package dev.vignette.transform;

import dev.vignette.image.Orientation;
import dev.vignette.jpeg.Plane;

/// Mirrors and turns planes.
final class PlaneTurn {
    private PlaneTurn() {}

    static Plane turned(Plane plane, Orientation orientation) {
        if (orientation.equals(Orientation.UPRIGHT)) {
            return plane;
        }
        Plane mirrored = orientation.mirrored() ? mirrored(plane) : plane;
        return switch (orientation.quarterTurns()) {
            case 0 -> mirrored;
            case 1 -> quarter(mirrored);
            case 2 -> half(mirrored);
            default -> half(quarter(mirrored));
        };
    }

    private static Plane mirrored(Plane plane) {
        byte[] from = plane.samples();
        byte[] to = new byte[plane.width() * plane.height()];
        for (int row = 0; row < to.length; row += plane.width()) {
            for (int left = row, right = row + plane.width() - 1; left < row + plane.width(); left++, right--) {
                to[left] = from[right];
            }
        }
        return new Plane(to, plane.width(), plane.height());
    }

    private static Plane half(Plane plane) {
        byte[] from = plane.samples();
        byte[] to = new byte[plane.width() * plane.height()];
        for (int first = 0, last = to.length - 1; last >= 0; first++, last--) {
            to[first] = from[last];
        }
        return new Plane(to, plane.width(), plane.height());
    }

    /// Clockwise: what is left comes to the top.
    private static Plane quarter(Plane plane) {
        int width = plane.height();
        int height = plane.width();
        byte[] from = plane.samples();
        byte[] to = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                to[y * width + x] = from[(width - 1 - x) * height + y];
            }
        }
        return new Plane(to, width, height);
    }
}

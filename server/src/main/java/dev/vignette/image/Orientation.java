package dev.vignette.image;

/// One of the eight ways to lay a picture down: an optional mirroring from left to right, then a clockwise turn.
/// These are the eight values of the EXIF orientation tag (EXIF 2.32, tag 0x0112) and all that rotating and flipping
/// can give, so any chain of them collapses to one.
///
/// @param mirrored whether the picture is mirrored from left to right, before the turn
/// @param quarterTurns clockwise turns of 90°, 0 to 3
public record Orientation(boolean mirrored, int quarterTurns) {
    public static final Orientation UPRIGHT = new Orientation(false, 0);

    public Orientation {
        quarterTurns = Math.floorMod(quarterTurns, 4);
    }

    /// The transformation that makes a picture with this EXIF tag value upright; any value but 1–8 counts as 1.
    public static Orientation ofExif(int value) {
        return switch (value) {
            case 2 -> new Orientation(true, 0);
            case 3 -> new Orientation(false, 2);
            case 4 -> new Orientation(true, 2);
            case 5 -> new Orientation(true, 3);
            case 6 -> new Orientation(false, 1);
            case 7 -> new Orientation(true, 1);
            case 8 -> new Orientation(false, 3);
            default -> UPRIGHT;
        };
    }

    /// The EXIF tag value, 1–8, of a picture that this makes upright.
    public int toExif() {
        return switch (quarterTurns) {
            case 0 -> mirrored ? 2 : 1;
            case 1 -> mirrored ? 7 : 6;
            case 2 -> mirrored ? 4 : 3;
            default -> mirrored ? 5 : 8;
        };
    }

    /// This transformation followed by `next`.
    public Orientation then(Orientation next) {
        int turns = next.mirrored ? -quarterTurns : quarterTurns;
        return new Orientation(mirrored ^ next.mirrored, turns + next.quarterTurns);
    }

    /// The transformation that undoes this one.
    public Orientation inverse() {
        return mirrored ? this : new Orientation(false, -quarterTurns);
    }

    /// Whether width and height change places.
    public boolean transposes() {
        return quarterTurns % 2 == 1;
    }

    public Dimensions apply(Dimensions dimensions) {
        return transposes() ? dimensions.transposed() : dimensions;
    }
}

package dev.vignette.jpeg;

/// The order of coefficients in a file.
final class Zigzag {
    private static final byte[] NATURAL = new byte[64];

    static {
        int column = 0;
        int row = 0;
        for (int i = 0; i < 64; i++) {
            NATURAL[i] = (byte) (row * 8 + column);
            boolean up = ((row + column) & 1) == 0;
            if ((up && column == 7) || (!up && row < 7 && column == 0)) {
                row++;
            } else if ((up && row == 0) || (!up && row == 7)) {
                column++;
            } else {
                row += up ? -1 : 1;
                column += up ? 1 : -1;
            }
        }
    }

    private Zigzag() {}

    /// Where in a block, row by row, the coefficient stands that is the `index`th of the file.
    static int natural(int index) {
        return NATURAL[index];
    }
}

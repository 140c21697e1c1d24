package dev.vignette.jpeg;

/// What is averaged when samples become fewer.
///
/// A sample of brightness stands for about the square of it in light; what is seen from afar of a pattern is its mean
/// light, which is brighter than the mean of its samples.
public enum Averaging {
    /// The samples as they are: for colour differences, which are no brightness, and for what is enlarged.
    SAMPLES {
        @Override
        void widen(byte[] samples, float[] row) {
            for (int i = 0; i < row.length; i++) {
                row[i] = samples[i];
            }
        }

        @Override
        void narrow(float[] sums, int[] samples) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Math.max(0, Math.min((int) (sums[i] + 128.5f), 255));
            }
        }
    },

    /// Half of the way to light: with white as 1, the mean of a sample and its square.
    HALF_LIGHT {
        @Override
        void widen(byte[] samples, float[] row) {
            for (int i = 0; i < row.length; i++) {
                float sample = samples[i];
                row[i] = (SQUARED * sample + LINEAR) * sample + CONSTANT;
            }
        }

        // What is far below black has no root, and is 0 as an integer.
        @Override
        void narrow(float[] sums, int[] samples) {
            for (int i = 0; i < samples.length; i++) {
                int sample = (int) ((float) Math.sqrt(sums[i] * INVERSE + ROOT) - SHIFT);
                samples[i] = Math.max(0, Math.min(sample, 255));
            }
        }
    };

    // The mean of s and s²/255, less 128, for s = 128 + the sample; and the way back, with half for the rounding.
    private static final float SQUARED = 1 / 510f;
    private static final float LINEAR = 0.5f + 256 / 510f;
    private static final float CONSTANT = 64 + 128 * 128 / 510f - 128;
    private static final float INVERSE = 510;
    private static final float ROOT = 127.5f * 127.5f + 128 * 510;
    private static final float SHIFT = 127.5f - 0.5f;

    /// Samples less 128 as what is averaged, less 128; black and white stay what they are.
    abstract void widen(byte[] samples, float[] row);

    /// What was averaged, less 128, as samples from 0 to 255.
    abstract void narrow(float[] sums, int[] samples);
}

package dev.vignette.jpeg;

/// A band of one component's AC coefficients in a progressive file: their upper bits (T.81, G.1.2.2), or one
/// more bit (G.1.2.3).
final class AcScan {
    private static final int ZEROS = 0xf0;
    private static final int MOST_ENDED = 0x7fff;

    /// Bits of known coefficients may wait for the code they stand behind; a decoder does not mind how many.
    private static final int MOST_WAITING = 937;

    private final short[] values;
    private final ScanStep step;
    private final int table;
    private final Tokens tokens;
    /// Blocks in a row that have nothing more to send.
    private int ended;

    /// One more bit each of coefficients that are known, first those in ended blocks.
    private final byte[] waiting = new byte[MOST_WAITING + 64];

    private int waitingEnded;
    private int waitingAll;

    AcScan(Coefficients coefficients, ScanStep step, Tokens tokens) {
        this.values = coefficients.values();
        this.step = step;
        this.table = coefficients.component().acTable();
        this.tokens = tokens;
    }

    void code() {
        for (int block = 0; block < values.length; block += 64) {
            if (step.refines()) {
                refine(block);
            } else {
                begin(block);
            }
            if (ended == MOST_ENDED || waitingEnded > MOST_WAITING) {
                end();
            }
        }
        end();
    }

    private void begin(int block) {
        int run = 0;
        for (int i = step.first(); i <= step.last(); i++) {
            int value = values[block + i];
            int size = Math.abs(value) >> step.bit();
            if (size == 0) {
                run++;
                continue;
            }
            end();
            for (; run > 15; run -= 16) {
                tokens.add(table, ZEROS, 0, 0);
            }
            int width = Magnitude.width(size);
            tokens.add(table, (run << 4) | width, Magnitude.bits(value < 0 ? -size : size), width);
            run = 0;
        }
        if (run > 0) {
            ended++;
        }
    }

    private void refine(int block) {
        int lastNew = lastNew(block);
        int run = 0;
        for (int i = step.first(); i <= step.last(); i++) {
            int value = values[block + i];
            int size = Math.abs(value) >> step.bit();
            if (size == 0) {
                run++;
                continue;
            }
            // Beyond the last new coefficient, runs of zeros are a part of the block's end.
            for (; run > 15 && i <= lastNew; run -= 16) {
                end();
                tokens.add(table, ZEROS, 0, 0);
                sendWaiting(waitingAll);
            }
            if (size > 1) {
                waiting[waitingAll++] = (byte) (size & 1);
            } else {
                end();
                tokens.add(table, (run << 4) | 1, value < 0 ? 0 : 1, 1);
                sendWaiting(waitingAll);
                run = 0;
            }
        }
        if (run > 0 || waitingAll > waitingEnded) {
            ended++;
            waitingEnded = waitingAll;
        }
    }

    /// The last coefficient whose highest bit is the one that is sent now; 0 when there is none.
    private int lastNew(int block) {
        int i = step.last();
        while (i >= step.first() && (Math.abs(values[block + i]) >> step.bit()) != 1) {
            i--;
        }
        return Math.max(i, 0);
    }

    /// Tells of the blocks that have ended.
    private void end() {
        if (ended > 0) {
            int width = Magnitude.width(ended) - 1;
            tokens.add(table, width << 4, ended, width);
            ended = 0;
            sendWaiting(waitingEnded);
        }
    }

    private void sendWaiting(int count) {
        for (int i = 0; i < count; i++) {
            tokens.add(waiting[i], 1);
        }
        System.arraycopy(waiting, count, waiting, 0, waitingAll - count);
        waitingAll -= count;
        waitingEnded = 0;
    }
}

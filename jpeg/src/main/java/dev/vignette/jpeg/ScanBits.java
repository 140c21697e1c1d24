package dev.vignette.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The bits of a scan without stuffing, as a window that slides over the file, and a position in it.
///
/// A caller reads `long`s at any byte of the window, says where it has come to, and asks for more when an MCU would
/// begin behind what is [#safe]. Behind the bits of the last MCU the window holds as many zeros as an MCU can use, so
/// that reading stays within it whatever the file says.
final class ScanBits {
    /// Reads eight bytes at any place, the first as the uppermost.
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// Bytes that the largest MCU can use: 10 blocks of 64 codes of at most 17 + 15 bits.
    private static final int MCU = 10 * 64 * 4;

    private static final int CHUNK = 32 << 10;
    private static final int EOI = 0xD9;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = ONES << 7;

    private final ByteBuffer file;
    private final byte[] raw = new byte[CHUNK + Long.BYTES];
    private final byte[] window = new byte[MCU + CHUNK + MCU + Long.BYTES];
    private int filePosition;
    private int rawPosition;
    private int rawEnd;
    private int end;
    private int marker;
    private boolean fileEnded;
    private int safe;
    private int position;

    /// @param file read by absolute positions only
    /// @param start where the scan's bits begin
    ScanBits(ByteBuffer file, int start) {
        this.file = file;
        filePosition = start;
        begin();
    }

    /// The bytes; a bit position divided by 8 is an index of it.
    byte[] window() {
        return window;
    }

    /// The bit that is read next.
    int position() {
        return position;
    }

    void moveTo(int next) {
        position = next;
    }

    /// Up to this bit position an MCU may begin.
    int safe() {
        return safe;
    }

    /// Slides the window on when it has to, so that an MCU can be read.
    ///
    /// @return false when more bits were used than there were
    boolean ready() {
        if (position <= safe) {
            return true;
        }
        if (marker == 0) {
            int used = Math.min(position >>> 3, end);
            System.arraycopy(window, used, window, 0, end - used);
            end -= used;
            position -= used << 3;
            fill();
        }
        return !overrun();
    }

    /// The marker that ends the bits in the window, or 0 when it has not come into sight.
    int marker() {
        return marker;
    }

    /// Whether the file ended without a marker; [#marker] is then that of a picture's end.
    boolean fileEnded() {
        return fileEnded;
    }

    /// Whether more bits were used than there were.
    boolean overrun() {
        return marker != 0 && position > end << 3;
    }

    /// Goes to the next marker.
    ///
    /// @return whole bytes that were passed over
    int skipToMarker() {
        int passed = Math.max(0, end - ((position + 7) >>> 3));
        while (marker == 0) {
            end = 0;
            fill();
            passed += end;
        }
        return passed;
    }

    /// Forgets the marker in sight and goes on behind it, at bit position 0.
    void begin() {
        if (fileEnded) {
            clear();
            return;
        }
        marker = 0;
        end = 0;
        position = 0;
        safe = -1;
    }

    /// Forgets the bits before the marker in sight, so that zeros alone are left.
    void clear() {
        end = 0;
        position = 0;
        pad();
    }

    /// Where in the file the marker in sight begins.
    int markerPosition() {
        return fileEnded ? file.limit() : filePosition - (rawEnd - rawPosition) - 2;
    }

    private void fill() {
        int room = MCU + CHUNK;
        while (marker == 0 && end < room) {
            if (rawEnd - rawPosition < 2 && !load()) {
                endFile();
            } else {
                unstuff(room);
            }
        }
        if (marker == 0) {
            safe = (end - MCU) << 3;
        } else {
            pad();
        }
    }

    private void pad() {
        Arrays.fill(window, end, end + MCU + Long.BYTES, (byte) 0);
        safe = end << 3;
    }

    /// Loads the next bytes of the file behind what is left, which is at most one byte.
    ///
    /// @return whether there are two bytes now
    private boolean load() {
        int left = rawEnd - rawPosition;
        if (left > 0) {
            raw[0] = raw[rawPosition];
        }
        int count = Math.min(CHUNK, file.limit() - filePosition);
        file.get(filePosition, raw, left, count);
        filePosition += count;
        rawPosition = 0;
        rawEnd = left + count;
        return rawEnd >= 2;
    }

    /// Ends the window with the last byte of the file, when it is not the beginning of a marker.
    private void endFile() {
        if (rawPosition < rawEnd && raw[rawPosition] != (byte) 0xFF) {
            window[end++] = raw[rawPosition];
        }
        rawPosition = rawEnd;
        fileEnded = true;
        marker = EOI;
    }

    /// Copies bytes up to a marker, the end of either array, or a last 0xFF that is not understood yet.
    private void unstuff(int room) {
        int from = rawPosition;
        int to = end;
        int stop = Math.min(rawEnd, from + room - to);
        while (from < stop) {
            while (from + Long.BYTES < stop) {
                long bytes = (long) LONGS.get(raw, from);
                LONGS.set(window, to, bytes);
                // The uppermost bit of each 0xFF.
                long full = ((bytes & ~TOPS) + ONES) & bytes & TOPS;
                if (full == 0) {
                    from += Long.BYTES;
                    to += Long.BYTES;
                    continue;
                }
                int first = Long.numberOfLeadingZeros(full) / Byte.SIZE;
                if (raw[from + first + 1] != 0) {
                    break;
                }
                from += first + 2;
                to += first + 1;
            }
            // Eight bytes with something else than stuffing behind a 0xFF, or the last ones.
            int some = Math.min(stop, from + Long.BYTES);
            while (from < some) {
                byte value = raw[from];
                if (value != (byte) 0xFF) {
                    window[to++] = value;
                    from++;
                    continue;
                }
                if (from + 1 >= rawEnd) {
                    stop = from;
                    break;
                }
                int next = raw[from + 1] & 0xFF;
                if (next == 0) {
                    window[to++] = value;
                    from += 2;
                } else if (next == 0xFF) {
                    from++;
                } else {
                    marker = next;
                    stop = from + 2;
                    from = stop;
                    break;
                }
            }
        }
        rawPosition = from;
        end = to;
    }
}

package dev.vignette.source;

import io.netty.buffer.ByteBuf;

/// What the bytes of an answer go into.
interface Sink {
    /// Lets all bytes pass.
    Sink NOTHING = new Sink() {
        @Override
        public boolean offer(ByteBuf chunk) {
            return true;
        }

        @Override
        public void write(ByteBuf chunk) {}
    };

    /// Takes the chunk if that needs no waiting; called on an event loop.
    boolean offer(ByteBuf chunk);

    /// Takes the chunk. Blocking.
    ///
    /// @throws dev.vignette.error.VignetteException `OVERLOADED` when there is no room
    void write(ByteBuf chunk);
}

// What both peers on sharp share: their encoder settings, their threads, and how they say that they are ready.

/** The same work for every arm; quality comes with the request. */
export const encoding = {
  jpeg: { chromaSubsampling: '4:2:0' },
  webp: { effort: 4 },
  avif: { effort: 4, chromaSubsampling: '4:2:0' },
};

/** No operation cache; SHARP_CONCURRENCY threads an image, sharp's own choice without it. */
export function tune(sharp) {
  sharp.cache(false);
  if (process.env.SHARP_CONCURRENCY) {
    sharp.concurrency(Number(process.env.SHARP_CONCURRENCY));
  }
}

/** Listens on loopback at PORT; one line says where, one which versions and how many threads. */
export function listen(server, sharp) {
  server.listen(Number(process.env.PORT), '127.0.0.1', () => {
    const { vips, sharp: version } = sharp.versions;
    const pool = process.env.UV_THREADPOOL_SIZE ?? 4;
    console.log(
      `versions sharp ${version}, libvips ${vips}, Node ${process.versions.node}; ` +
        `${sharp.concurrency()} thread(s) an image, ${pool} images at once`,
    );
    console.log(`ready http://127.0.0.1:${server.address().port}`);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => process.exit(0));
  }
}

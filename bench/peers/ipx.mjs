// ipx as its own server, with no cache: originals come through its HTTP storage, from loopback alone.
// GET /s_300x300,fit_inside,f_jpeg,q_80/<percent-encoded URL>
import http from 'node:http';
import { createRequire } from 'node:module';
import { createIPX, createIPXNodeServer, ipxHttpStorage } from 'ipx';

import { encoding, listen, tune } from './settings.mjs';

// ipx brings the sharp it was released with; the settings must reach that copy.
const sharp = createRequire(createRequire(import.meta.url).resolve('ipx'))('sharp');
tune(sharp);

const ipx = createIPX({
  httpStorage: ipxHttpStorage({ domains: ['127.0.0.1'] }),
  // ipx writes progressive JPEG and 4:4:4 AVIF and leaves photographs lying on their side; here it does as the others.
  sharpOptions: {
    autoOrient: true,
    jpegProgressive: false,
    heifChromaSubsampling: encoding.avif.chromaSubsampling,
    heifEffort: encoding.avif.effort,
    webpEffort: encoding.webp.effort,
  },
});

listen(http.createServer(createIPXNodeServer(ipx)), sharp);

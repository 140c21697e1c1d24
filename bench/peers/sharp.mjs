// sharp with nothing around it: fetch, resize, encode, answer. The least a server on sharp can spend.
// GET /thumb?url=<percent-encoded>&size=<pixels>&f=<jpeg|webp|avif>&q=<quality>
import http from 'node:http';
import sharp from 'sharp';
import { Agent, request } from 'undici';

import { encoding, listen, tune } from './settings.mjs';

tune(sharp);
const agent = new Agent({ connections: 16, keepAliveTimeout: 60_000 });

async function thumbnail(query) {
  const size = Number(query.get('size'));
  const format = query.get('f');
  const original = await request(query.get('url'), { dispatcher: agent });
  if (original.statusCode !== 200) {
    throw new Error(`origin answered ${original.statusCode}`);
  }
  const bytes = Buffer.from(await original.body.arrayBuffer());
  return sharp(bytes)
    .autoOrient()
    .resize(size, size, { fit: 'inside', withoutEnlargement: true })
    .toFormat(format, { quality: Number(query.get('q')), ...encoding[format] })
    .toBuffer();
}

const server = http.createServer((message, answer) => {
  const query = new URL(message.url, 'http://peer').searchParams;
  thumbnail(query).then(
    (image) => {
      answer.writeHead(200, { 'content-type': `image/${query.get('f')}`, 'content-length': image.length });
      answer.end(image);
    },
    (failure) => {
      answer.writeHead(500, { 'content-type': 'text/plain' });
      answer.end(String(failure));
    },
  );
});

listen(server, sharp);

// Uploads a file by tus-js-client and tells how that went, one JSON object a line:
//   node upload.mjs '{"endpoint": …, "file": …, "token": …, …}'
// Besides those: metadata; chunkSize; pauseAt, bytes after which the upload is stopped and taken up again by a client that
// knows its URL alone; terminateAt, bytes after which it is given up; uploadDataDuringCreation; override, to send no
// PATCH; checksum, which sends that of a wrong body once.
import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync } from "node:fs";
import * as tus from "tus-js-client";

const wish = JSON.parse(process.argv[2]);
const tell = (event) => console.log(JSON.stringify(event));

const common = {
  endpoint: wish.endpoint,
  headers: { Authorization: `Bearer ${wish.token}` },
  metadata: wish.metadata ?? {},
  uploadSize: statSync(wish.file).size,
  retryDelays: [0, 200, 1000],
  chunkSize: wish.chunkSize ?? Infinity,
  uploadDataDuringCreation: wish.uploadDataDuringCreation ?? false,
  overridePatchMethod: wish.override ?? false,
  storeFingerprintForResuming: false,
};

function run(options, stopAt, stop) {
  return new Promise((resolve) => {
    let stopped = false;
    const upload = new tus.Upload(options.input ?? createReadStream(wish.file), {
      ...common,
      ...options,
      onProgress(sent) {
        if (stop && !stopped && sent >= stopAt) {
          stopped = true;
          stop(upload).then(resolve, (error) => resolve(failure(error)));
        }
      },
      onAfterResponse(request, response) {
        tell({
          method: request.getMethod(),
          status: response.getStatus(),
          offset: response.getHeader("Upload-Offset"),
          expires: response.getHeader("Upload-Expires"),
          image: response.getHeader("Content-Location"),
        });
      },
      onError: (error) => stopped || resolve(failure(error)),
      onSuccess: () => resolve({ done: true, url: upload.url }),
    });
    upload.start();
  });
}

function failure(error) {
  return { failed: error.originalResponse?.getStatus() ?? 0, body: error.originalResponse?.getBody() ?? String(error) };
}

let outcome;
if (wish.pauseAt) {
  const paused = await run({}, wish.pauseAt, async (upload) => {
    await upload.abort();
    return { paused: true, url: upload.url };
  });
  tell(paused);
  outcome = await run({ uploadUrl: paused.url });
} else if (wish.terminateAt) {
  outcome = await run({}, wish.terminateAt, async (upload) => {
    await upload.abort(true);
    return { terminated: true, url: upload.url };
  });
} else if (wish.checksum) {
  const bytes = readFileSync(wish.file);
  let wrong = true;
  outcome = await run({
    input: bytes,
    uploadSize: null,
    onBeforeRequest(request) {
      if (request.getMethod() === "PATCH") {
        const body = wrong ? Buffer.concat([bytes, bytes]) : bytes;
        wrong = false;
        const sum = createHash(wish.checksum).update(body).digest("base64");
        request.setHeader("Upload-Checksum", `${wish.checksum} ${sum}`);
      }
    },
    onShouldRetry: (error) => error.originalResponse?.getStatus() === 460,
  });
} else {
  outcome = await run({});
}
tell(outcome);

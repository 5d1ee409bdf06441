import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Returns the SHA-256 of a file in hex, in the memory of one of its parts. */
async function hash(file: Blob): Promise<string> {
  const sum = sha256.create();
  const reader = file.stream().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) sum.update(part.value);
  return bytesToHex(sum.digest());
}

globalThis.onmessage = ({ data }: MessageEvent<Blob>) => {
  hash(data).then(
    (sum) => {
      globalThis.postMessage(sum);
    },
    () => {
      globalThis.postMessage(undefined);
    },
  );
};

/** The server compares larger files after the upload: people would wait too long before it. */
const LARGEST = 4 * 1_024 ** 3;

/**
 * Returns the SHA-256 of a file in hex, which a thread of its own computes. Undefined for a very large file, and if the browser
 * cannot read the file or fetch the script: the upload begins without it.
 */
export function hashFile(file: File): Promise<string | undefined> {
  if (file.size > LARGEST) return Promise.resolve(undefined);
  return new Promise<string | undefined>((resolve) => {
    const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' });
    const end = (sum?: string): void => {
      worker.terminate();
      resolve(sum);
    };
    worker.onmessage = ({ data }: MessageEvent<string | undefined>) => {
      end(data);
    };
    worker.onerror = () => {
      end();
    };
    worker.postMessage(file);
  }).catch(() => undefined);
}

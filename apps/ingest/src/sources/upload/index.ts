import { PermanentError } from '@throughline/contracts';
import type { SourceType } from '../source.js';
import { verifyContent } from './verify-content.js';

/** Share of the work that reading the file is; the rest is probing it. */
const READING = 0.9;

/** Bytes that are in the upload area already: are they what was registered? */
export const uploadSource: SourceType = {
  async fetch(source, context) {
    if (!('key' in source))
      throw new PermanentError('source-missing', 'The recording was registered without the place of its upload');
    const { key, size, sha256 } = source;
    const path = await context.local(key);
    const onBytes = (done: number): void => {
      context.progress({ fraction: (READING * done) / Math.max(1, size), phase: 'verifying', done, total: size, unit: 'bytes' });
    };
    await verifyContent(path, source, { signal: context.signal, onBytes });
    context.progress({ fraction: READING, phase: 'probing' });
    return { path, file: { key, size, sha256 } };
  },
};

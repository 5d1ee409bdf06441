import { PermanentError } from '@throughline/contracts';
import type { SourceType } from '../../kit/source.js';
import { verifyContent } from './verify-content.js';

/** Share of the progress for reading the file. Probing takes the rest. */
const READING = 0.9;

/** A source whose bytes are already in the upload area. Verifies that they match the registration. */
export const uploadSource: SourceType = {
  async fetch(source, context) {
    if (!('key' in source)) throw new PermanentError('source-missing', 'The recording was registered without its uploaded file');
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

import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { AbortError } from '@throughline/media';
import { documentLimits } from '../isolated/limits.js';
import { requirePdf } from './checked-pdf.js';
import type { ConversionContext, ConversionInput, PdfConverter } from './converter.js';

export interface GotenbergSettings {
  /** `http://gotenberg:3000`. */
  readonly baseUrl: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 180_000;
const AWAY = new Set([429, 502, 504]);

/** Converts with a Gotenberg server, which includes LibreOffice. */
export class GotenbergConverter implements PdfConverter {
  readonly id = 'gotenberg';
  readonly #address: string;

  constructor(private readonly settings: GotenbergSettings) {
    this.#address = `${settings.baseUrl.replace(/\/+$/, '')}/forms/libreoffice/convert`;
  }

  async convert(what: ConversionInput, { scratch, signal }: ConversionContext): Promise<string> {
    const form = new FormData();
    // A neutral file name: the user's may name a person, and the server logs it.
    form.append('files', await openAsBlob(what.path), `document.${what.extension}`);
    const timeout = AbortSignal.timeout(this.settings.timeoutMs ?? TIMEOUT_MS);
    const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      const response = await fetch(this.#address, { method: 'POST', body: form, redirect: 'error', signal: stop });
      if (!response.ok || response.body === null) throw await toResponseError(response);
      await mkdir(scratch, { recursive: true });
      const target = join(scratch, `gotenberg-${randomUUID()}.pdf`);
      await pipeline(
        Readable.fromWeb(response.body),
        limitBytes(documentLimits.fileBytes),
        (await open(target, 'w')).createWriteStream(),
      );
      return await requirePdf(target, 'Gotenberg');
    } catch (error) {
      if (signal?.aborted === true) throw new AbortError(signal);
      throw toConnectionError(error, timeout.aborted);
    }
  }
}

function limitBytes(bytes: number): Transform {
  let remaining = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      remaining -= chunk.length;
      if (remaining < 0) done(new PermanentError('too-complex', 'The PDF that Gotenberg created is larger than the limit'));
      else done(null, chunk);
    },
  });
}

async function toResponseError(response: Response): Promise<Error> {
  const { status } = response;
  // Drops the body, which may quote the document. Reading it frees the connection.
  await response.arrayBuffer();
  if (AWAY.has(status)) return new WaitingError('office-engine-away', `Gotenberg answered ${String(status)}`);
  // 503 means that the server is busy or that the document takes too long. Waiting without limit would not help the second
  // case, so retries are counted.
  if (status === 503)
    return new RetryableError('conversion-timeout', 'Gotenberg is busy, or took longer with the document than its limit');
  if (status === 400 || status === 415)
    return new PermanentError(
      'conversion-failed',
      'Gotenberg could not convert the document: open it in its own program and export it as PDF',
    );
  if (status >= 500) return new RetryableError('conversion-failed', `Gotenberg answered ${String(status)}`);
  return new PermanentError(
    'conversion-refused',
    `Gotenberg answered ${String(status)}: check TL_GOTENBERG_URL, and that the LibreOffice routes are enabled`,
  );
}

/** Errors with a verdict pass unchanged. Without an answer the connection is at fault, not the document. */
function toConnectionError(error: unknown, isLate: boolean): unknown {
  if (error instanceof Error && 'kind' in error) return error;
  if (isLate) return new RetryableError('conversion-timeout', 'Gotenberg did not answer in time', { cause: error });
  return new WaitingError('office-engine-away', 'Gotenberg cannot be reached', { cause: error });
}

import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { AbortError } from '@throughline/media';
import { documentLimits } from '../isolated/limits.js';
import { checkedPdf } from './checked-pdf.js';
import type { ConversionContext, Convertible, PdfConverter } from './converter.js';

export interface GotenbergSettings {
  /** `http://gotenberg:3000`. */
  readonly baseUrl: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 180_000;
const AWAY = new Set([429, 502, 504]);

/** A Gotenberg server, which has LibreOffice inside. */
export class GotenbergConverter implements PdfConverter {
  readonly id = 'gotenberg';
  readonly #address: string;

  constructor(private readonly settings: GotenbergSettings) {
    this.#address = `${settings.baseUrl.replace(/\/+$/, '')}/forms/libreoffice/convert`;
  }

  async convert(what: Convertible, { scratch, signal }: ConversionContext): Promise<string> {
    const form = new FormData();
    // The name is ours: theirs may name a person, and the server writes it into its log.
    form.append('files', await openAsBlob(what.path), `document.${what.extension}`);
    const timeout = AbortSignal.timeout(this.settings.timeoutMs ?? TIMEOUT_MS);
    const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      const response = await fetch(this.#address, { method: 'POST', body: form, redirect: 'error', signal: stop });
      if (!response.ok || response.body === null) throw await refusalOf(response);
      await mkdir(scratch, { recursive: true });
      const target = join(scratch, `gotenberg-${randomUUID()}.pdf`);
      await pipeline(
        Readable.fromWeb(response.body),
        atMost(documentLimits.fileBytes),
        (await open(target, 'w')).createWriteStream(),
      );
      return await checkedPdf(target, 'Gotenberg');
    } catch (error) {
      if (signal?.aborted === true) throw new AbortError(signal);
      throw lineTrouble(error, timeout.aborted);
    }
  }
}

function atMost(bytes: number): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      if (left < 0)
        done(new PermanentError('too-complex', 'The PDF that Gotenberg makes of the document is larger than it may be here'));
      else done(null, chunk);
    },
  });
}

async function refusalOf(response: Response): Promise<Error> {
  const { status } = response;
  // Its words are not repeated: they may be about what stands in the document. They are read, so that the line is free again.
  await response.arrayBuffer();
  if (AWAY.has(status)) return new WaitingError('office-engine-away', `Gotenberg answered ${String(status)}`);
  // It says this of itself and of a document that keeps it longer than it may: waiting for ever would help neither.
  if (status === 503)
    return new RetryableError('conversion-timeout', 'Gotenberg is busy, or took longer with the document than it may');
  if (status === 400 || status === 415)
    return new PermanentError(
      'conversion-failed',
      'Gotenberg could make nothing of the document: export it as PDF with its own program',
    );
  if (status >= 500) return new RetryableError('conversion-failed', `Gotenberg answered ${String(status)}`);
  return new PermanentError(
    'conversion-refused',
    `Gotenberg answered ${String(status)}: look at TL_GOTENBERG_URL, and that its LibreOffice routes are open`,
  );
}

/** What has a verdict already keeps it; without an answer nobody is to blame but the line. */
function lineTrouble(error: unknown, isLate: boolean): unknown {
  if (error instanceof Error && 'kind' in error) return error;
  if (isLate) return new RetryableError('conversion-timeout', 'Gotenberg did not answer in time', { cause: error });
  return new WaitingError('office-engine-away', 'Gotenberg cannot be reached', { cause: error });
}

import { kindOf, type Script } from '@throughline/contracts';
import { playScript } from '@throughline/simulation';
import { SourceBytes } from '../../delivery/source-bytes.js';
import { sumFileSizes, type DeliveryRequest, type DeliveryRefusal, type TransferHooks } from '../../kit/destination.js';
import type { Part } from './part.js';
import type { Remote } from './remote.js';

export type TransferResult = { readonly kind: 'taken'; readonly bytes: number } | (DeliveryRefusal & { readonly bytes: number });

const REFUSALS = new Set(['permanent', 'retryable', 'waiting']);

/** A script without a duration gets that of the configured bandwidth. */
const applyBandwidth = (script: Script, bytes: number, bytesPerSecond: number | undefined): Script =>
  script.takes_ms !== undefined || bytesPerSecond === undefined
    ? script
    : { ...script, takes_ms: Math.min(86_400_000, Math.round((bytes / bytesPerSecond) * 1_000)) };

/** Receives the bytes of one request into a part, as fast and as far as the script allows. */
export class Transfer {
  readonly #source: SourceBytes;
  readonly #total: number;
  #offset: number;
  /** An error on the sending side, as opposed to an answer of the remote. */
  #own: unknown;

  constructor(
    private readonly remote: Remote,
    private readonly request: DeliveryRequest,
    private readonly part: Part,
    private readonly hooks: TransferHooks,
  ) {
    this.#source = new SourceBytes(request.files, hooks.signal);
    this.#total = sumFileSizes(request);
    this.#offset = 0;
  }

  async from(offset: number): Promise<TransferResult> {
    try {
      this.#offset = offset;
      await this.#source.skipTo(offset);
      return (await this.#refusal(offset)) ?? (await this.#sendRest(offset));
    } finally {
      await this.#source.close();
    }
  }

  async #refusal(offset: number): Promise<TransferResult | undefined> {
    const { script, settings, crash } = this.remote.parts;
    const { signal } = this.hooks;
    try {
      await playScript(applyBandwidth(script, this.#total, settings.bytesPerSecond), {
        attempt: this.request.attempt,
        signal,
        from: this.#total === 0 ? 0 : offset / this.#total,
        progress: (fraction) => this.#upTo(Math.floor(fraction * this.#total)),
        ...(crash === undefined ? {} : { crash }),
      });
      return undefined;
    } catch (error) {
      if (error === this.#own || signal.aborted || !(error instanceof Error) || !REFUSALS.has(kindOf(error) ?? '')) throw error;
      return { kind: 'refused', error, bytes: this.#offset - offset };
    }
  }

  async #sendRest(offset: number): Promise<TransferResult> {
    await this.#upTo(this.#total);
    await this.#source.end();
    return { kind: 'taken', bytes: this.#offset - offset };
  }

  async #upTo(target: number): Promise<void> {
    try {
      await this.#source.readTo(target, async (bytes) => {
        await this.part.write(bytes, this.#offset);
        this.#offset += bytes.length;
        this.hooks.onProgress(this.#offset);
      });
      await this.part.sync();
    } catch (error) {
      this.#own = error;
      throw error;
    }
  }
}

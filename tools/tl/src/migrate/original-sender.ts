import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import type { BroughtBytes } from './brought-bytes.js';

const ORIGINALS_PATH = '/api/v1/admin/imports/originals';
/** Files of a request. */
const BATCH = 100;
/** The server looks at each file. */
const TIMEOUT_MS = 120_000;

/** A file in a folder that the operator of the server has opened. */
export interface NamedOriginal {
  readonly id: string;
  readonly folder: string;
  readonly path: string;
}

interface OriginalAnswer {
  readonly id: string;
  readonly outcome: 'bound' | 'unchanged' | 'refused';
  readonly problem?: { readonly detail?: string; readonly title?: string };
}
const readOriginals = readerOf<{ readonly items: readonly OriginalAnswer[] }>('items');

const toBytes = ({ outcome, problem }: OriginalAnswer): BroughtBytes => {
  if (outcome === 'refused') return { outcome: 'failed', reason: problem?.detail ?? problem?.title ?? 'the server refused it' };
  return { outcome: outcome === 'bound' ? 'left' : 'unchanged' };
};

/** Binds items to files that stay in folders of the server. A repeated request changes nothing. */
export class OriginalSender {
  constructor(
    private readonly client: HttpClient,
    private readonly options: { readonly library: string; readonly dryRun: boolean },
  ) {}

  /** Returns the outcomes by the ids of the items. */
  async send(originals: readonly NamedOriginal[]): Promise<ReadonlyMap<string, BroughtBytes>> {
    const { library, dryRun } = this.options;
    const outcomes = new Map<string, BroughtBytes>();
    for (let from = 0; from < originals.length; from += BATCH) {
      const body = { library, dry_run: dryRun, items: originals.slice(from, from + BATCH) };
      const answer = await this.client.json({ method: 'POST', path: ORIGINALS_PATH, body, timeoutMs: TIMEOUT_MS });
      for (const item of readOriginals(answer).items) outcomes.set(item.id, toBytes(item));
    }
    return outcomes;
  }
}

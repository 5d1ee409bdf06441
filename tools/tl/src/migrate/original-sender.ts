import { request } from '@throughline/api-client';
import { bindOriginals } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import type { BroughtBytes } from './brought-bytes.js';

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
  readonly problem?: { readonly code?: string; readonly detail?: string; readonly title?: string };
}
const readOriginals = readerOf<{ readonly items: readonly OriginalAnswer[] }>('items');

const toBytes = ({ outcome, problem }: OriginalAnswer): BroughtBytes => {
  if (outcome === 'refused') return { outcome: 'failed', reason: problem?.detail ?? problem?.title ?? 'the server refused it' };
  return { outcome: outcome === 'bound' ? 'left' : 'unchanged' };
};

const isNotReached = ({ problem }: OriginalAnswer): boolean => problem?.code === 'unavailable';

/** Binds items to files that stay in folders of the server. A repeated request changes nothing. */
export class OriginalSender {
  constructor(
    private readonly client: Pick<HttpClient, 'json'>,
    private readonly options: { readonly library: string; readonly dryRun: boolean },
  ) {}

  /** Returns the outcomes by the ids of the items. */
  async send(originals: readonly NamedOriginal[]): Promise<ReadonlyMap<string, BroughtBytes>> {
    const { library, dryRun } = this.options;
    const outcomes = new Map<string, BroughtBytes>();
    let isStuck = false;
    for (let waiting = originals; waiting.length > 0;) {
      const batch = waiting.slice(0, BATCH);
      const body = { library, dry_run: dryRun, items: batch };
      const answer = await this.client.json({ ...request(bindOriginals, { body }), timeoutMs: TIMEOUT_MS });
      const { items } = readOriginals(answer);
      for (const item of items) outcomes.set(item.id, toBytes(item));
      const notReached = new Set(items.filter(isNotReached).map(({ id }) => id));
      // Slow folders: the server looks for the others in further requests, as long as it gets on. One request without a file may have
      // waited for another call in the folder.
      const isFruitless = notReached.size === batch.length;
      const givesUp: boolean = isFruitless && isStuck;
      isStuck = isFruitless && !givesUp;
      waiting = [...(givesUp ? [] : batch.filter(({ id }) => notReached.has(id))), ...waiting.slice(BATCH)];
    }
    return outcomes;
  }
}

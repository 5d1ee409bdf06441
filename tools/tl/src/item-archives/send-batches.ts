import { isObject, readCloudEvent } from '@throughline/contracts';
import { request, type ImportOutcome, type Operation } from '@throughline/api-client';
import { importItems } from '@throughline/api-client/operations';
import { parseJson, problemIn, refusalOf, type Answer } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf } from '../client/read-answer.js';
import { CliError } from '../exit.js';
import type { CollectedCommit, CollectedItem } from './collect-items.js';

/** A quarter of the largest batch that every server accepts. Larger ones would be stored no faster. */
const BATCH_BYTES = 1_024 * 1_024;
const MAX_ITEMS = 1_000;
const ANSWER_MS = 120_000;
const TOO_LARGE = 413;
/** Answers that concern the batch: its parts may be accepted alone. */
const DIVISIBLE: readonly number[] = [400, TOO_LARGE, 422];

/** Commits of one item that are sent together. */
interface Part {
  readonly id: string;
  readonly commits: readonly CollectedCommit[];
  /** The commit before the first one, if it is not the first of the item. */
  readonly previous: CollectedCommit | undefined;
  readonly isLast: boolean;
}

export interface ItemResult {
  readonly id: string;
  readonly outcome: ImportOutcome['outcome'];
  /** The commits that were added. */
  readonly commits: number;
  /** Commits of a long history that a dry run cannot check: the server judges them only after the commits before them. */
  readonly unchecked_commits?: number;
  readonly problem?: { readonly code: string; readonly detail: string; readonly try_instead?: string; readonly line?: number };
}

export interface SendOptions {
  readonly library: string | undefined;
  readonly isDryRun: boolean;
  readonly onResult: (result: ItemResult) => Promise<void>;
}

const readResults = listReaderOf<ImportOutcome>('id', 'outcome', 'commits');

/** Divides the commits of an item into parts of a batch's size. */
function divide({ id, commits, isCutOff = false }: CollectedItem): readonly Part[] {
  const parts: CollectedCommit[][] = [[]];
  let bytes = 0;
  for (const commit of commits) {
    if (bytes > 0 && bytes + commit.bytes > BATCH_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(commit);
    bytes += commit.bytes;
  }
  return parts.map((some, index) => ({
    id,
    commits: some,
    previous: parts[index - 1]?.at(-1),
    isLast: index === parts.length - 1 && !isCutOff,
  }));
}

/** Returns the reference by which a later batch names a commit. */
const refOf = ({ events }: CollectedCommit): string => readCloudEvent(parseJson(String(events[0]))).originRef;

const halves = <T>(list: readonly T[]): readonly (readonly T[])[] => {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
};

const linesOf = ({ commits }: Part): readonly number[] => commits.flatMap(({ lines }) => lines);

const countCommits = (parts: readonly Part[]): number => parts.reduce((sum, { commits }) => sum + commits.length, 0);

/** Adds commits that a dry run left out, unless the item is refused anyway. */
const withUnchecked = (result: ItemResult, count: number): ItemResult =>
  count === 0 || result.outcome === 'refused'
    ? result
    : { ...result, unchecked_commits: (result.unchecked_commits ?? 0) + count };

/** Returns the line of the event that a JSON pointer of the server names. */
function lineOf(part: Part, errors: readonly { readonly pointer: string }[] = []): number | undefined {
  const [, index] = /^\/items\/\d+\/events\/(\d+)/.exec(errors[0]?.pointer ?? '') ?? [];
  return index === undefined ? undefined : linesOf(part)[Number(index)];
}

function toResult(part: Part, { id, outcome, commits, problem }: ImportOutcome): ItemResult {
  if (problem === undefined) return { id, outcome, commits };
  const { code, detail, try_instead, errors } = problem;
  const line = lineOf(part, errors);
  return {
    id,
    outcome,
    commits,
    problem: {
      code,
      detail,
      ...(try_instead === undefined ? {} : { try_instead }),
      ...(line === undefined ? {} : { line }),
    },
  };
}

/** Refuses the only item of a request that the server has refused as a whole. */
function refusedBy(part: Part, { body }: Answer, { message, details }: CliError): ItemResult {
  const { errors = [] } = problemIn(body) ?? {};
  const [first] = errors;
  const line = lineOf(part, errors);
  const place = first?.pointer.replace(/^\/items\/\d+(?:\/events\/\d+)?\/?/, '').replaceAll('/', '.') ?? '';
  const detail = first === undefined ? message : `${place} ${first.message}`.trimStart();
  return {
    id: part.id,
    outcome: 'refused',
    commits: 0,
    problem: {
      code: details.code ?? 'invalid',
      detail: `${detail.replace(/\.$/, '')}. Item ${part.id} is left out.`,
      // The advice about an invalid request is about its options, and the caller has written none of its fields.
      ...(first !== undefined || details.tryInstead === undefined ? {} : { try_instead: details.tryInstead }),
      ...(line === undefined ? {} : { line }),
    },
  };
}

/** Sends items to the server: small ones together, a large one in several batches. A refused item keeps no other one out. */
export class BatchSender {
  #pending: Part[] = [];
  #bytes = 0;
  /** The last two batches. The server reads one while it stores the one before. */
  #sent: Promise<void> = Promise.resolve();
  #before: Promise<void> = Promise.resolve();
  /** The first error of a batch. It ends the import as soon as no batch is in flight. */
  #failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly client: HttpClient,
    private readonly options: SendOptions,
  ) {}

  async add(item: CollectedItem): Promise<void> {
    const parts = divide(item);
    if (parts.length > 1) {
      await this.#settle(this.#sent);
      return this.#sendLarge(parts);
    }
    if (this.#bytes + item.bytes > BATCH_BYTES || this.#pending.length === MAX_ITEMS) await this.#sendPending();
    this.#pending.push(...parts);
    this.#bytes += item.bytes;
  }

  async flush(): Promise<void> {
    await this.#sendPending();
    await this.#settle(this.#sent);
  }

  /** Sends at most two batches at a time. Returns as soon as this one can be sent. */
  async #sendPending(): Promise<void> {
    const parts = this.#pending;
    this.#pending = [];
    this.#bytes = 0;
    await this.#settle(this.#before);
    if (parts.length === 0) return;
    this.#before = this.#sent;
    this.#sent = this.#sendSmall(parts, this.#before).catch((error: unknown) => {
      this.#failure ??= { error };
    });
  }

  /** Waits for a batch. If one has failed, waits for the other one too, which the server may have stored, and throws the error. */
  async #settle(batch: Promise<void>): Promise<void> {
    await batch;
    if (this.#failure === undefined) return;
    await this.#sent;
    throw this.#failure.error;
  }

  /** Sends at once, and reports the results after those of the batch before. */
  async #sendSmall(parts: readonly Part[], before: Promise<void>): Promise<void> {
    const sending = this.#send(parts);
    sending.catch((error: unknown) => {
      this.#failure ??= { error };
    });
    await before;
    for (const result of await sending) await this.options.onResult(result);
  }

  /** The parts of an item follow each other. The first refusal ends the item. */
  async #sendLarge(parts: readonly Part[]): Promise<void> {
    let [sum, last]: [number, ItemResult | undefined] = [0, undefined];
    // Without the commits before it, the server cannot judge a later part.
    const checked = this.options.isDryRun ? parts.slice(0, 1) : parts;
    for (const part of checked) {
      [last] = await this.#send([part]);
      sum += last?.commits ?? 0;
      if (last?.outcome === 'refused') break;
    }
    if (last === undefined) return;
    const isStored = last.outcome !== 'refused' && sum > 0;
    const result = { ...last, commits: sum, ...(isStored ? { outcome: 'imported' as const } : {}) };
    await this.options.onResult(withUnchecked(result, countCommits(parts.slice(checked.length))));
  }

  async #send(parts: readonly Part[]): Promise<readonly ItemResult[]> {
    const answer = await this.client.answer({
      ...request<Operation>(importItems),
      text: this.#bodyOf(parts),
      timeoutMs: ANSWER_MS,
    });
    if (answer.status < 400) {
      const { items } = readResults(parseJson(answer.body));
      return parts.map((part, index) => toResult(part, requireResult(items[index], part)));
    }
    const refusal = refusalOf(answer);
    if (!DIVISIBLE.includes(answer.status) || isAboutLibrary(answer.body)) throw refusal;
    if (parts.length > 1) return (await this.#sendEach(halves(parts))).flat();
    return this.#sendDivided(parts[0] as Part, answer, refusal);
  }

  async #sendEach(groups: readonly (readonly Part[])[]): Promise<readonly (readonly ItemResult[])[]> {
    const results: (readonly ItemResult[])[] = [];
    for (const group of groups) results.push(await this.#send(group));
    return results;
  }

  /** The server may accept smaller bodies only. */
  async #sendDivided(part: Part, answer: Answer, refusal: CliError): Promise<readonly ItemResult[]> {
    // A proxy before the server answers without a code.
    if (answer.status !== TOO_LARGE || part.commits.length === 1) return [refusedBy(part, answer, refusal)];
    const [first = [], second = []] = halves(part.commits);
    const [begun] = await this.#send([{ ...part, commits: first, isLast: false }]);
    if (begun === undefined) return [];
    if (this.options.isDryRun) return [withUnchecked(begun, second.length)];
    if (begun.outcome === 'refused') return [begun];
    const [ended] = await this.#send([{ ...part, commits: second, previous: first.at(-1) }]);
    return ended === undefined ? [] : [{ ...ended, commits: begun.commits + ended.commits }];
  }

  #bodyOf(parts: readonly Part[]): string {
    const { library, isDryRun } = this.options;
    const items = parts.map(
      ({ id, commits, previous, isLast }) =>
        `${JSON.stringify({ id, complete: isLast, ...(previous === undefined ? {} : { after: refOf(previous) }) }).slice(0, -1)},"events":[${commits
          .flatMap(({ events }) => events.map((event) => event.toString('utf8').trim()))
          .join(',')}]}`,
    );
    const head = JSON.stringify({ ...(library === undefined ? {} : { library }), dry_run: isDryRun });
    return `${head.slice(0, -1)},"items":[${items.join(',')}]}`;
  }
}

function requireResult(result: ImportOutcome | undefined, { id }: Part): ImportOutcome {
  if (result?.id === id) return result;
  throw new CliError('failed', 'The answer of the server lacks an item: check that the address is the gateway');
}

/** A wrong library concerns every batch. The body may be that of a proxy. */
function isAboutLibrary(body: string): boolean {
  if (!body.startsWith('{')) return false;
  const problem = parseJson(body);
  const errors = isObject(problem) ? problem['errors'] : undefined;
  return Array.isArray(errors) && errors.some((error) => isObject(error) && error['pointer'] === '/library');
}

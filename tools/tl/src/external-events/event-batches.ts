import { request, type ExternalEventVerdict, type Operation } from '@throughline/api-client';
import { sendEvents } from '@throughline/api-client/operations';
import { isObject } from '@throughline/contracts';
import { parseJson, refusalOf } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf } from '../client/read-answer.js';
import { CliError } from '../exit.js';
import { LineError, type Line } from '../fold/read-lines.js';

/** Both are limits of the server; the bytes are half of its smallest default. */
const MAX_EVENTS = 100;
const MAX_BYTES = 512 * 1_024;
/** The server decides a batch one by one, and may be slow. */
const ANSWER_MS = 120_000;
/** Answers that concern the request as a whole: each event may be judged alone. */
const DIVISIBLE: readonly number[] = [400, 413, 422];

/** An event as the file has it. */
export interface EventLine {
  readonly line: number;
  readonly text: string;
}

export interface LineVerdict {
  readonly line: number;
  readonly id: string | null;
  readonly status: ExternalEventVerdict['status'];
  readonly item_id: string | null;
  readonly revision: string | null;
  readonly problem: { readonly code: string; readonly detail: string; readonly try_instead?: string } | null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Returns the event of a line, or undefined if the line is blank. Throws a `LineError`, which never repeats the content. */
export function readEventLine({ number: line, bytes, isTooLong }: Line): EventLine | undefined {
  if (isTooLong === true) throw new LineError(line, 'it is longer than an event may be');
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new LineError(line, 'it is not UTF-8', undefined, { cause });
  }
  if (text.trim() === '') return undefined;
  try {
    if (isObject(JSON.parse(text))) return { line, text };
  } catch (cause) {
    throw new LineError(line, 'it is not JSON', undefined, { cause });
  }
  throw new LineError(line, 'it is not a JSON object');
}

const readVerdicts = listReaderOf<ExternalEventVerdict>('id', 'status', 'problem');

const toLineVerdict = ({ line }: EventLine, { id, status, item_id, revision, problem }: ExternalEventVerdict): LineVerdict => ({
  line,
  id,
  status,
  item_id,
  revision,
  problem:
    problem === null
      ? null
      : {
          code: problem.code,
          detail: problem.detail,
          ...(problem.try_instead === undefined ? {} : { try_instead: problem.try_instead }),
        },
});

const refusedBy = ({ line, text }: EventLine, { message, details }: CliError): LineVerdict => {
  const { id } = JSON.parse(text) as { readonly id?: unknown };
  return {
    line,
    id: typeof id === 'string' ? id : null,
    status: 'refused',
    item_id: null,
    revision: null,
    problem: {
      code: details.code ?? 'invalid',
      detail: message,
      ...(details.tryInstead === undefined ? {} : { try_instead: details.tryInstead }),
    },
  };
};

/** Sends events in their order, many in a request. A request that the server cannot read is divided until its cause is alone. */
export class EventBatches {
  #pending: EventLine[] = [];
  #bytes = 0;

  constructor(
    private readonly client: Pick<HttpClient, 'answer'>,
    private readonly onVerdict: (verdict: LineVerdict) => Promise<void>,
  ) {}

  async add(event: EventLine): Promise<void> {
    const bytes = Buffer.byteLength(event.text);
    if (this.#pending.length === MAX_EVENTS || (this.#bytes > 0 && this.#bytes + bytes > MAX_BYTES)) await this.flush();
    this.#pending.push(event);
    this.#bytes += bytes;
  }

  async flush(): Promise<void> {
    const events = this.#pending;
    [this.#pending, this.#bytes] = [[], 0];
    if (events.length > 0) await this.#send(events);
  }

  async #send(events: readonly EventLine[]): Promise<void> {
    const text = `{"events":[${events.map((event) => event.text).join(',')}]}`;
    const answer = await this.client.answer({ ...request<Operation>(sendEvents), text, timeoutMs: ANSWER_MS });
    if (answer.status < 400) return this.#tell(events, readVerdicts(parseJson(answer.body)).items);
    const refusal = refusalOf(answer);
    if (!DIVISIBLE.includes(answer.status)) throw refusal;
    const [first, ...rest] = events;
    if (first === undefined) return;
    if (rest.length === 0) return this.onVerdict(refusedBy(first, refusal));
    const middle = Math.ceil(events.length / 2);
    await this.#send(events.slice(0, middle));
    await this.#send(events.slice(middle));
  }

  async #tell(events: readonly EventLine[], verdicts: readonly ExternalEventVerdict[]): Promise<void> {
    if (verdicts.length !== events.length)
      throw new CliError('failed', 'The answer of the server lacks a verdict: check that the address is the gateway');
    for (const [index, event] of events.entries())
      await this.onVerdict(toLineVerdict(event, verdicts[index] as ExternalEventVerdict));
  }
}

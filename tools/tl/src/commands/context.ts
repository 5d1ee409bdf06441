import { FIRST_ANSWER_MS, HttpClient } from '../client/http-client.js';
import { RetryLimit } from '../client/retry-limit.js';
import { dateText } from '../output/dates.js';
import type { Terminal } from '../output/terminal.js';
import { findSettings } from '../settings/settings.js';
import { DOCUMENT_OPERATIONS, RECORDING_OPERATIONS, type ItemAddress, type ItemOperations } from '@throughline/api-client/items';

export interface CliContext {
  readonly terminal: Terminal;
  readonly env: {
    readonly url: string | undefined;
    readonly token: string | undefined;
    readonly dataDir?: string | undefined;
    /** The address of the database of an older system, with its password. */
    readonly migrateDatabase?: string | undefined;
    /** This user's folder for state between commands. Without it nothing is stored. */
    readonly configFolder?: string;
  };
  readonly cwd: string;
  /** Default: recordings. */
  readonly kind?: ItemKind;
  /** Asks the person at the terminal. Absent if there is none. */
  readonly confirm?: (question: string) => Promise<boolean>;
}

export interface CommonOptions {
  readonly json?: boolean;
  /** In seconds. Default: `FIRST_ANSWER_MS` before the first answer and `PATIENCE_MS` after it. */
  readonly patience?: number;
}

/** Longer than `FIRST_ANSWER_MS`: a server that answered before probably restarts, or the connection broke. */
export const PATIENCE_MS = 60_000;

export async function openClient(context: CliContext, { patience }: CommonOptions): Promise<HttpClient> {
  const limitMs = (): number =>
    patience === undefined ? (client.hasAnswered ? PATIENCE_MS : FIRST_ANSWER_MS) : patience * 1_000;
  const say = (text: string): void => {
    context.terminal.say(text);
  };
  const sayStale = (since: string): void => {
    say(`Items may lack changes since ${dateText(since)}: the server's log does not answer, or its tables are behind.`);
  };
  const settings = await findSettings(context.env, context.cwd);
  const client = new HttpClient(settings, () => new RetryLimit(limitMs, say), undefined, sayStale);
  return client;
}

export const printJson = (context: CliContext, value: unknown): Promise<void> =>
  context.terminal.data(`${JSON.stringify(value, undefined, 2)}\n`);

export interface ItemKind {
  readonly operations: ItemOperations;
  readonly thing: string;
  readonly things: string;
  readonly command: string;
  readonly hasLength: boolean;
  /** A sentence about the command that lists them. */
  readonly listed: string;
}

export const RECORDINGS: ItemKind = {
  operations: RECORDING_OPERATIONS,
  thing: 'recording',
  things: 'recordings',
  command: 'tl',
  hasLength: true,
  listed: '`tl ls` lists your recordings; `tl ls --deleted` the deleted ones.',
};
export const DOCUMENTS: ItemKind = {
  operations: DOCUMENT_OPERATIONS,
  thing: 'document',
  things: 'documents',
  command: 'tl documents',
  hasLength: false,
  listed: '`tl documents ls` lists your documents; with `--deleted` the deleted ones.',
};

export const kindOf = ({ kind = RECORDINGS }: Pick<CliContext, 'kind'>): ItemKind => kind;

export const itemAddress = (context: Pick<CliContext, 'kind'>, id: string): ItemAddress => ({
  operations: kindOf(context).operations,
  path: { id },
});

import { FIRST_ANSWER_MS, HttpClient } from '../client/http-client.js';
import { Patience } from '../client/patience.js';
import type { Terminal } from '../output/terminal.js';
import { findSettings } from '../settings/settings.js';

/** What the commands stand on. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly env: {
    readonly url: string | undefined;
    readonly token: string | undefined;
    /** `TL_DATA_DIR`, as it was given. */
    readonly dataDir?: string | undefined;
    /** Where what outlasts a command is kept for this user; without one nothing is. */
    readonly configFolder?: string;
  };
  readonly cwd: string;
  /** What the commands are about; left out: recordings. */
  readonly kind?: ItemKind;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  /** Seconds; left out, `FIRST_ANSWER_MS` before the first answer and `PATIENCE_MS` after it. */
  readonly patience?: number;
}

/** A server that has answered this command before is likely to come back: it restarts, or the line was cut. */
export const PATIENCE_MS = 60_000;

export async function openClient(context: CliContext, { patience }: CommonOptions): Promise<HttpClient> {
  const limitMs = (): number =>
    patience === undefined ? (client.hasAnswered ? PATIENCE_MS : FIRST_ANSWER_MS) : patience * 1_000;
  const say = (text: string): void => {
    context.terminal.say(text);
  };
  const client = new HttpClient(await findSettings(context.env, context.cwd), () => new Patience(limitMs, say));
  return client;
}

export const printJson = (context: CliContext, value: unknown): Promise<void> =>
  context.terminal.data(`${JSON.stringify(value, undefined, 2)}\n`);

/** Items of one pipeline: they take the same commands, each below a path of its own. */
export interface ItemKind {
  readonly path: string;
  readonly thing: string;
  readonly things: string;
  /** The words before a command about them. */
  readonly command: string;
  /** They are media, which last for a time. */
  readonly hasLength: boolean;
  /** How they are listed. */
  readonly listed: string;
}

export const RECORDINGS: ItemKind = {
  path: '/api/v1/recordings',
  thing: 'recording',
  things: 'recordings',
  command: 'tl',
  hasLength: true,
  listed: '`tl ls` lists your recordings; `tl ls --deleted` the deleted ones.',
};
export const DOCUMENTS: ItemKind = {
  path: '/api/v1/documents',
  thing: 'document',
  things: 'documents',
  command: 'tl documents',
  hasLength: false,
  listed: '`tl documents ls` lists your documents; with `--deleted` the deleted ones.',
};

export const kindOf = ({ kind = RECORDINGS }: Pick<CliContext, 'kind'>): ItemKind => kind;

/** Where a whole id is found. */
export const itemPath = (context: Pick<CliContext, 'kind'>, id: string): string =>
  `${kindOf(context).path}/${encodeURIComponent(id)}`;

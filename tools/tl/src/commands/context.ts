import { HttpClient } from '../client/http-client.js';
import { Patience } from '../client/patience.js';
import type { Terminal } from '../output/terminal.js';
import { findSettings } from '../settings/settings.js';

/** What the commands stand on. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly env: {
    readonly url: string | undefined;
    readonly token: string | undefined;
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
  /** Seconds. */
  readonly patience: number;
}

export const patienceOf = (context: CliContext, options: CommonOptions): Patience =>
  new Patience(options.patience * 1000, (text) => {
    context.terminal.say(text);
  });

export async function openClient(context: CliContext, options: CommonOptions): Promise<HttpClient> {
  return new HttpClient(await findSettings(context.env, context.cwd), () => patienceOf(context, options));
}

export const printJson = (context: CliContext, value: unknown): Promise<void> =>
  context.terminal.data(`${JSON.stringify(value, undefined, 2)}\n`);

/** Things of one pipeline: they take the same commands, each below a path of its own. */
export interface ItemKind {
  readonly path: string;
  readonly things: string;
  /** How they are listed. */
  readonly listed: string;
}

export const RECORDINGS: ItemKind = {
  path: '/api/v1/recordings',
  things: 'recordings',
  listed: '`tl ls` lists your recordings; `tl ls --deleted` the deleted ones.',
};
export const DOCUMENTS: ItemKind = {
  path: '/api/v1/documents',
  things: 'documents',
  listed: '`tl documents ls` lists your documents; with `--deleted` the deleted ones.',
};

export const kindOf = ({ kind = RECORDINGS }: Pick<CliContext, 'kind'>): ItemKind => kind;

/** Where a whole id is found. */
export const itemPath = (context: Pick<CliContext, 'kind'>, id: string): string =>
  `${kindOf(context).path}/${encodeURIComponent(id)}`;

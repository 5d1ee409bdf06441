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

export const recordingPath = (id: string): string => `/api/v1/recordings/${encodeURIComponent(id)}`;

import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_COMMIT_BYTES, codeOf, kindOf } from '@throughline/contracts';
import { initialPersonal, renderOutcome, type AssetState, type GoldenLog, type ItemOutcome } from '@throughline/domain';
import { eventLines } from '../archive/event-lines.js';
import type { ArchiveError } from '../archive/tar-reader.js';
import type { CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { counted } from '../output/counted.js';
import { foldGoldenLog, readGoldenLog, saveGoldenLog } from './golden-files.js';
import { Histories, type OpenHistory } from './histories.js';
import { outcomeLine } from './outcome-text.js';
import { readEvent } from './read-event.js';
import { LineError, readLines } from './read-lines.js';

export interface FoldOptions {
  readonly json?: boolean;
  readonly anyTimes?: boolean;
  /** Folder for golden logs. */
  readonly save?: string;
}

/** An event is smaller than its commit. The envelope and the attributes of a CloudEvent need the rest. */
const LONGEST_LINE = 2 * MAX_COMMIT_BYTES;
const CHUNK = 256 * 1_024;
/** Clocks of servers differ a little. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
const TELL_EVERY = 500_000;

class FoldRun {
  #lines = 0;
  #items = 0;
  #events = 0;
  #failed = 0;
  readonly #histories: Histories;

  constructor(
    private readonly context: CliContext,
    private readonly options: FoldOptions,
    private readonly render: typeof renderOutcome,
  ) {
    this.#histories = new Histories({
      latest: () => Date.now() + CLOCK_TOLERANCE_MS,
      anyTimes: options.anyTimes === true,
      keepCommits: options.save !== undefined,
    });
  }

  async run(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const lines of readLines(chunks, LONGEST_LINE))
      for (const line of lines) {
        this.#tell();
        const event = readEvent(line);
        if (event === undefined) continue;
        this.#events += 1;
        for (const history of this.#histories.add(event)) await this.#print(history);
      }
    for (const history of this.#histories.end()) await this.#print(history);
    if (this.#events === 0) throw new CliError('usage', 'The file has no events');
    this.context.terminal.say(`${counted(this.#items, 'item')}, ${counted(this.#events, 'event')}`);
    if (this.#failed > 0)
      throw new CliError(
        'failed',
        `The rules of this release fail at ${String(this.#failed)} of ${counted(this.#items, 'item')}`,
        {
          tryInstead: 'Report it with the events of one of them, and stay with the release that you have.',
        },
      );
  }

  #tell(): void {
    const { terminal } = this.context;
    this.#lines += 1;
    const text = (): string => `${String(this.#lines)} lines, ${String(this.#items)} items`;
    if (terminal.isInteractive) {
      if (this.#lines % 1_000 === 0) terminal.progress(text());
    } else if (this.#lines % TELL_EVERY === 0) terminal.say(text());
  }

  /** An item at which the rules throw does not keep the others. */
  #render(assetId: string, firstLine: number, state: AssetState): ItemOutcome | 'failed' | undefined {
    try {
      return this.render(state);
    } catch (error) {
      this.#items += 1;
      this.#failed += 1;
      // The message of an error may quote the events.
      const what = error instanceof Error ? error.name : 'an error';
      this.context.terminal.say(`item ${assetId}, from line ${String(firstLine)}: the rules of this release fail (${what})`);
      return 'failed';
    }
  }

  async #print({ assetId, firstLine, state, personal, commits }: OpenHistory): Promise<void> {
    const { json, save } = this.options;
    const outcome = this.#render(assetId, firstLine, state);
    if (outcome === 'failed') return;
    if (outcome === undefined) throw new LineError(firstLine, `item ${assetId} was never registered`);
    this.#items += 1;
    const { title } = personal;
    await this.context.terminal.data(
      json === true ? `${JSON.stringify({ ...outcome, title: title ?? null })}\n` : outcomeLine(outcome, title),
    );
    if (save !== undefined) await saveGoldenLog(resolve(this.context.cwd, save), commits, outcome);
  }
}

function toCliError(file: string, error: unknown): unknown {
  if (kindOf(error) === 'line') {
    const { message, tryInstead } = error as LineError;
    return new CliError('usage', `${file}, ${message}`, {
      code: 'bad-line',
      cause: error,
      ...(tryInstead === undefined ? {} : { tryInstead }),
    });
  }
  if (kindOf(error) === 'archive')
    return new CliError('usage', `${file}: ${(error as ArchiveError).message}`, { code: 'bad-archive', cause: error });
  return codeOf(error) === undefined || kindOf(error) === 'cli'
    ? error
    : new CliError('usage', `${file} cannot be read`, { cause: error });
}

function outcomeOf(file: string, golden: GoldenLog): ItemOutcome | undefined {
  try {
    return renderOutcome(foldGoldenLog(file, golden));
  } catch (error) {
    if (kindOf(error) === 'cli') throw error;
    throw new CliError('failed', `The rules of this release fail at the history in ${file}`, { cause: error });
  }
}

/** Folds one golden log. Its personal texts are not in the file. */
async function foldGolden(context: CliContext, file: string, json: boolean): Promise<void> {
  const outcome = outcomeOf(file, await readGoldenLog(resolve(context.cwd, file), file));
  if (outcome === undefined) throw new CliError('usage', `${file} has no AssetRegistered`);
  const { title } = initialPersonal;
  await context.terminal.data(json ? `${JSON.stringify({ ...outcome, title: null })}\n` : outcomeLine(outcome, title));
}

/** `tl fold FILE`: folds the events of a file or an archive to items with the rules of this release. Reads the file only, and asks no server. */
export async function foldFile(context: CliContext, file: string, options: FoldOptions, render = renderOutcome): Promise<void> {
  if (file.endsWith('.json') && (options.save !== undefined || options.anyTimes === true))
    throw new CliError('usage', '--save and --any-times need a file of events, not a golden log');
  if (file.endsWith('.json')) return foldGolden(context, file, options.json === true);
  const stream = createReadStream(resolve(context.cwd, file), { highWaterMark: CHUNK });
  try {
    await new FoldRun(context, options, render).run(eventLines(stream));
  } catch (error) {
    throw toCliError(file, error);
  } finally {
    stream.destroy();
  }
}

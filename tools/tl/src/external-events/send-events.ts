import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_EXTERNAL_EVENT_BYTES, codeOf, kindOf } from '@throughline/contracts';
import { openClient, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { readLines, type Line, type LineError } from '../fold/read-lines.js';
import { agreeing, counted } from '../output/counted.js';
import { table } from '../output/table.js';
import { EventBatches, readEventLine, type LineVerdict } from './event-batches.js';

/** The server counts the bytes without the blanks that a line may have. */
const LONGEST_LINE = 4 * MAX_EXTERNAL_EVENT_BYTES;
const TELL_EVERY = 1_000;

interface Summary {
  accepted: number;
  repeated: number;
  refused: number;
  bad_lines: number;
}

class SendRun {
  readonly summary: Summary = { accepted: 0, repeated: 0, refused: 0, bad_lines: 0 };
  /** The last line with a verdict. */
  lastLine = 0;
  readonly #batches: EventBatches;
  #events = 0;

  constructor(
    private readonly context: CliContext,
    private readonly asJson: boolean,
    client: Awaited<ReturnType<typeof openClient>>,
  ) {
    this.#batches = new EventBatches(client, (verdict) => this.#tell(verdict));
  }

  async run(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const lines of readLines(chunks, LONGEST_LINE, { skipLonger: true }))
      for (const line of lines) {
        const event = this.#read(line);
        if (event !== undefined) await this.#batches.add(event);
      }
    await this.#batches.flush();
  }

  #read(line: Line): ReturnType<typeof readEventLine> {
    try {
      return readEventLine(line);
    } catch (error) {
      if (kindOf(error) !== 'line') throw error;
      this.summary.bad_lines += 1;
      this.context.terminal.say((error as LineError).message);
      return undefined;
    }
  }

  async #tell(verdict: LineVerdict): Promise<void> {
    const { terminal } = this.context;
    const { line, problem } = verdict;
    this.#events += 1;
    this.lastLine = line;
    this.summary[verdict.status] += 1;
    if (this.asJson) await terminal.data(`${JSON.stringify(verdict)}\n`);
    if (problem !== null)
      terminal.say(`line ${String(line)}: ${problem.detail} [${problem.code}] ${problem.try_instead ?? ''}`.trimEnd());
    if (terminal.isInteractive) terminal.progress(`${String(this.#events)} events, ${String(this.summary.refused)} refused`);
    else if (this.#events % TELL_EVERY === 0) terminal.say(`${String(this.#events)} events`);
  }
}

function toCliError(file: string, error: unknown): unknown {
  return codeOf(error) === undefined || kindOf(error) === 'cli'
    ? error
    : new CliError('usage', `${file} cannot be read`, { cause: error });
}

function requireAll({ accepted, repeated, refused, bad_lines: lines }: Readonly<Summary>): void {
  if (refused > 0)
    throw new CliError('refused', `${counted(refused, 'event')} ${agreeing(refused, 'was', 'were')} refused`, {
      code: 'events-refused',
      tryInstead: 'Remove the causes, then repeat the command: events that are in the items already change nothing.',
    });
  if (lines > 0)
    throw new CliError('usage', `${counted(lines, 'line')} ${agreeing(lines, 'is not an event', 'are not events')}`, {
      code: 'bad-line',
    });
  if (accepted + repeated === 0) throw new CliError('usage', 'The file has no events', { code: 'no-events' });
}

/** `tl event send FILE`: sends the events of a file in its order, and lists the refused lines. */
export async function sendEvents(context: CliContext, file: string, options: CommonOptions): Promise<void> {
  const asJson = options.json === true;
  const client = await openClient(context, options);
  const stream = file === '-' ? process.stdin : createReadStream(resolve(context.cwd, file));
  const run = new SendRun(context, asJson, client);
  try {
    await run.run(stream as AsyncIterable<Buffer>);
  } catch (error) {
    if (run.lastLine > 0)
      context.terminal.say(`Stopped: the verdicts up to line ${String(run.lastLine)} are known. Repeating the command is safe.`);
    throw toCliError(file, error);
  } finally {
    stream.destroy();
  }
  const { accepted, repeated, refused, bad_lines } = run.summary;
  await context.terminal.data(
    asJson
      ? `${JSON.stringify({ summary: run.summary })}\n`
      : table([
          ['accepted', String(accepted)],
          ['repeated', String(repeated)],
          ['refused', String(refused)],
          ['bad lines', String(bad_lines)],
        ]),
  );
  requireAll(run.summary);
}

import { request, type Document } from '@throughline/api-client';
import { getDocument } from '@throughline/api-client/operations';
import type { CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { agreeing, counted } from '../output/counted.js';
import { stripControls } from '../output/text-width.js';
import { ImportSender, type SentFile } from './import-sender.js';
import type { MigratedFile } from './migrate-file.js';
import { unreadableError, withMigration, type MigrationOptions } from './migrate.js';

const readDocument = readerOf<Document>('id', 'steps');
/** Requests for documents at a time. */
const AT_ONCE = 8;

/** The comparison of one file with its document (DOC-23). */
interface VerifiedFile {
  readonly file: string;
  readonly id: string;
  readonly rows: number;
  readonly differences: readonly string[];
  /** Steps that the log left in progress, and the import has stopped. They count as equal. */
  readonly stopped: readonly string[];
}

/** The server compares all events, with their times, actors and texts, and would store what differs or is missing. */
function compareLog({ outcome, commits, reason, file }: SentFile): readonly string[] {
  if (outcome === 'refused') return [`the log differs${reason === undefined ? '' : `: ${reason}`}`];
  return commits === 0
    ? []
    : [`${String(commits)} of ${counted(file.rows, 'row')} ${agreeing(commits, 'is', 'are')} not in the history`];
}

/** Compares each step of the log with the document's, by the names and statuses of a plain reading of the log. */
function compareSteps({ statuses }: MigratedFile, { steps }: Document): Pick<VerifiedFile, 'differences' | 'stopped'> {
  const actual = new Map(steps.map(({ step_name, status }) => [step_name, status]));
  const wrong = [...statuses].filter(([name, expected]) => actual.get(name) !== expected);
  const stopped = wrong.filter(([name, expected]) => expected === 'in_progress' && actual.get(name) === 'pending');
  const differences = wrong.filter((each) => !stopped.includes(each));
  return {
    differences: differences.map(
      ([name, expected]) => `step ${name}: ${expected} in the log, ${actual.get(name) ?? 'absent'} here`,
    ),
    stopped: stopped.map(([name]) => name),
  };
}

class Verification {
  readonly totals = { verified: 0, equal: 0, stopped_steps: 0 };

  constructor(
    private readonly context: CliContext,
    private readonly client: HttpClient,
    private readonly asJson: boolean,
  ) {}

  async add(sent: readonly SentFile[]): Promise<void> {
    for (let from = 0; from < sent.length; from += AT_ONCE)
      for (const verified of await Promise.all(sent.slice(from, from + AT_ONCE).map((each) => this.#verify(each))))
        await this.report(verified);
  }

  async report(verified: VerifiedFile): Promise<void> {
    const { file, differences, stopped } = verified;
    this.totals.verified += 1;
    this.totals.stopped_steps += stopped.length;
    if (differences.length === 0) this.totals.equal += 1;
    const { terminal } = this.context;
    if (this.asJson) await terminal.data(`${JSON.stringify({ ...verified, equal: differences.length === 0 })}\n`);
    else if (differences.length > 0)
      await terminal.data(
        [`file ${file}: differs`, ...differences.map((each) => `    ${each}`)].map((line) => `${stripControls(line)}\n`).join(''),
      );
    terminal.progress(`${String(this.totals.verified)} files compared`);
  }

  async #verify(sent: SentFile): Promise<VerifiedFile> {
    const { file } = sent;
    const [log, { differences, stopped }] = [compareLog(sent), await this.#verifySteps(file)];
    return { file: file.fileId, id: file.assetId, rows: file.rows, differences: [...log, ...differences], stopped };
  }

  async #verifySteps(file: MigratedFile): Promise<Pick<VerifiedFile, 'differences' | 'stopped'>> {
    const answer = await this.client.answer(request(getDocument, { path: { id: file.assetId } }));
    if (answer.status === 404)
      return { differences: ['this library has no such document, or the token works in another library'], stopped: [] };
    if (answer.status >= 400) return { differences: [`the document cannot be read (${String(answer.status)})`], stopped: [] };
    return compareSteps(file, readDocument(JSON.parse(answer.body) as unknown));
  }
}

const notUnderstood = ({ fileId, assetId, rows, problems }: MigratedFile): VerifiedFile => ({
  file: fileId,
  id: assetId,
  rows,
  differences: problems.map(
    ({ row, line, problem }) => `${line === undefined ? `row ${row}` : `line ${String(line)}`}: ${problem}`,
  ),
  stopped: [],
});

/** `tl migrate verify SOURCE`: compares the log and the steps of each file with its document, and changes nothing (DOC-23). */
export async function verify(context: CliContext, shown: string, options: MigrationOptions): Promise<void> {
  await withMigration(context, shown, options, async ({ client, collected, library, files }) => {
    if (collected.unreadable > 0 && options.skipUnreadable !== true) throw unreadableError(collected, 'Nothing was compared.');
    const verification = new Verification(context, client, options.json === true);
    const sender = new ImportSender(client, { library, dryRun: true });
    for await (const file of files()) {
      if (file.problems.length > 0) await verification.report(notUnderstood(file));
      else await verification.add(await sender.add(file));
    }
    await verification.add(await sender.flush());
    const { verified, equal, stopped_steps: stopped } = verification.totals;
    if (options.json === true) await context.terminal.data(`${JSON.stringify({ summary: verification.totals })}\n`);
    const note =
      stopped === 0
        ? ''
        : `; ${counted(stopped, 'step')} ${agreeing(stopped, 'was in progress there and waits', 'were in progress there and wait')} here, because the import stopped ${agreeing(stopped, 'it', 'them')}`;
    context.terminal.say(
      `${String(equal)} of ${counted(verified, 'file')} ${agreeing(equal, 'has', 'have')} the log and the steps of the older system${note}`,
    );
    if (equal < verified)
      throw new CliError('failed', `${counted(verified - equal, 'file')} ${agreeing(verified - equal, 'differs', 'differ')}`, {
        code: 'migration-differs',
      });
  });
}

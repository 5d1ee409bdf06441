import { request, type ApiRequest, type Note } from '@throughline/api-client';
import { addNote, changeNote, listNotes, removeNote } from '@throughline/api-client/operations';
import { InvalidArgumentError, type Command } from 'commander';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import type { HttpClient } from '../client/http-client.js';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { findByPrefix, isIdPrefix, isWholeId } from '../commands/find-recording.js';
import { sessionsListing } from '../commands/item-locations.js';
import { printOutcome, type CommandAnswer } from '../commands/outcome.js';
import { previewQuery, showPreview, type PreviewOptions } from '../commands/preview.js';
import { CliError } from '../exit.js';
import { dateText, lengthText } from '../output/dates.js';
import { listing } from '../output/table.js';
import { createChangeCommands, createItemCommands } from '../options.js';

interface NoteOptions extends PreviewOptions {
  /** Seconds. */
  readonly at?: number;
}

const CLOCK = /^(?:(\d{1,3}):)?(\d{1,4}):([0-5]\d(?:\.\d{1,3})?)$/;

/** Reads a moment as players show it: `14:06`, `1:02:03`, or seconds. */
export function parseMoment(text: string): number {
  if (/^\d{1,6}(?:\.\d{1,3})?$/.test(text)) return Number(text);
  const [, hours, minutes, seconds] = CLOCK.exec(text) ?? [];
  if (minutes === undefined || seconds === undefined)
    throw new InvalidArgumentError('must be a moment as in the player, such as 14:06 or 1:02:03, or a number of seconds');
  return Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

const readNotes = listReaderOf<Note>('note_id', 'text');
const readOutcome = readerOf<CommandAnswer>('outcome');

async function findSession(client: HttpClient, text: string): Promise<string> {
  if (isWholeId(text) || !isIdPrefix(text)) return text;
  const words = { things: 'sessions', listed: '`tl sessions` lists them; with `--deleted` the deleted ones.' };
  return (await findByPrefix(client, text, [sessionsListing], words)).id;
}

const fetchNotes = async (client: HttpClient, id: string): Promise<readonly Note[]> =>
  readNotes(await client.json(request(listNotes, { path: { id } }))).items;

const HEADER = ['NOTE', 'AT', 'CHANGED', 'TEXT'];

const printNotes = async (context: CliContext, notes: readonly Note[], { json }: CommonOptions): Promise<void> => {
  if (json === true) return printJson(context, notes);
  if (notes.length === 0) context.terminal.say('the session has no notes');
  const rows = notes.map((one) => [one.note_id, lengthText(one.at_seconds), dateText(one.at), one.text.replaceAll('\n', ' ')]);
  return context.terminal.data(listing(HEADER, rows));
};

async function list(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await printNotes(context, await fetchNotes(client, await findSession(client, id)), options);
}

interface NoteChange {
  readonly built: ApiRequest;
  /** The note as it was read just before. */
  readonly before?: Note;
}
type ChangeBuilder = (session: string, client: HttpClient) => NoteChange | Promise<NoteChange>;

/** Sends a change, and prints its outcome. */
async function send(context: CliContext, id: string, options: PreviewOptions, change: ChangeBuilder): Promise<void> {
  const client = await openClient(context, options);
  const { built, before } = await change(await findSession(client, id), client);
  const answer = await client.json({
    ...once(built),
    ...(before === undefined ? {} : atRevision(built, { revision: before.version })),
  });
  if (options.dryRun === true) return showPreview(context, answer, options);
  printOutcome(context, readOutcome(answer));
  if (options.json === true) await printJson(context, answer);
}

/** Finds a note by its id or the beginning of its id. */
async function findNote(client: HttpClient, session: string, text: string): Promise<Note> {
  const found = (await fetchNotes(client, session)).filter((one) => text !== '' && one.note_id.startsWith(text.toLowerCase()));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const problem =
    only === undefined
      ? `The session has no note whose id begins with ${text}`
      : `Several notes have an id that begins with ${text}`;
  throw new CliError('refused', problem, { code: 'not-found', tryInstead: `tl note list ${session}` });
}

export function addNotes(program: Command, context: CliContext): void {
  const group = program.command('note').description('list, add, change and remove the notes of a session');
  const change = createChangeCommands(group);
  const note = ['<note>', 'id of the note, or its beginning; `tl note list` shows it'] as const;
  createItemCommands(group)('list', 'list the notes of a session').action((id: string, options: CommonOptions) =>
    list(context, id, options),
  );
  change('add', 'write a note')
    .argument('<text>', 'the note')
    .option('--at <moment>', 'moment of the audio, e.g. 14:06; without it, the note is about the whole session', parseMoment)
    .action((id: string, text: string, options: NoteOptions) =>
      send(context, id, options, (session) => {
        const body = { text, at_seconds: options.at ?? null };
        return { built: request(addNote, { path: { id: session }, query: previewQuery(options), body }) };
      }),
    );
  change('change', 'replace the text of a note')
    .argument(...note)
    .argument('<text>', 'the new text')
    .option('--at <moment>', 'another moment of the audio, e.g. 14:06', parseMoment)
    .action((id: string, which: string, text: string, options: NoteOptions) =>
      send(context, id, options, async (session, client) => {
        const before = await findNote(client, session, which);
        const path = { id: session, note_id: before.note_id };
        const body = { text, at_seconds: options.at ?? before.at_seconds };
        return { before, built: request(changeNote, { path, query: previewQuery(options), body }) };
      }),
    );
  change('remove', 'remove a note')
    .argument(...note)
    .action((id: string, which: string, options: PreviewOptions) =>
      send(context, id, options, async (session, client) => {
        const before = await findNote(client, session, which);
        const path = { id: session, note_id: before.note_id };
        return { before, built: request(removeNote, { path, query: previewQuery(options) }) };
      }),
    );
}

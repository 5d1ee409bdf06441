import { request, type ApiRequest, type Document, type InputOf, type MadeDocuments } from '@throughline/api-client';
import { createDocumentParts, getDocument, mergeDocuments } from '@throughline/api-client/operations';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { readerOf } from '../client/read-answer.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { findRecording } from '../commands/find-recording.js';
import { CliError } from '../exit.js';
import { ID, addCommonOptions } from '../options.js';
import { listing } from '../output/table.js';
import { showSuggestedCuts } from './suggested-cuts.js';

type Part = InputOf<typeof createDocumentParts>['body']['parts'][number];
type PageRange = Part['pages'][number];

const TURNS = ['90', '180', '270'] as const;
type Turn = 90 | 180 | 270;
const RANGE = /^(\d{1,7})(?:-(\d{1,7}))?(?::(90|180|270))?$/;

/** Reads pages such as `1-3,7:90`: page 7 is turned by 90 degrees clockwise. The server checks the numbers. */
export function parsePages(text: string): PageRange[] {
  return text.split(',').map((range) => {
    const [, from, to, turn] = RANGE.exec(range.trim()) ?? [];
    if (from === undefined)
      throw new InvalidArgumentError('must be pages, such as 1-3,7 or 2:90 for page 2 turned by 90 degrees');
    return {
      from: Number(from),
      ...(to === undefined ? {} : { to: Number(to) }),
      ...(turn === undefined ? {} : { rotate: Number(turn) as Turn }),
    };
  });
}

/** Reads pages such as `1-3,7`, all of which are turned by `--by`. */
export function parseTurnedPages(text: string): PageRange[] {
  const pages = parsePages(text);
  if (pages.some(({ rotate }) => rotate !== undefined))
    throw new InvalidArgumentError('must be pages without degrees, such as 2,4-6: --by turns all of them');
  return pages;
}

/** Returns all pages of a document in order, some of which are turned. */
export function turnPages(turned: readonly PageRange[], by: Turn, count: number): PageRange[] {
  const ranges = [...turned].sort((a, b) => a.from - b.from);
  const all: PageRange[] = [];
  let next = 1;
  for (const { from, to = from } of ranges) {
    if (from < next || to < from || to > count)
      throw new CliError('usage', `--pages must be pages from 1 to ${String(count)}, each once`);
    if (from > next) all.push({ from: next, to: from - 1 });
    all.push({ from, to, rotate: by });
    next = to + 1;
  }
  if (next <= count) all.push({ from: next, to: count });
  return all;
}

const readMade = readerOf<MadeDocuments>('documents');
const readDocument = readerOf<Document>('id', 'record');

const HEADER = ['ID', 'PAGES', 'TITLE'];

async function send(context: CliContext, options: CommonOptions, built: ApiRequest): Promise<void> {
  const client = await openClient(context, options);
  const answer = readMade(await client.json(once(built)));
  const { documents } = answer;
  context.terminal.say(
    documents.length === 1 ? 'The document is being made.' : `${String(documents.length)} documents are being made.`,
  );
  if (options.json === true) return printJson(context, answer);
  const rows = documents.map(({ id, pages, title }) => [id, pages === null ? '' : String(pages), title]);
  await context.terminal.data(listing(HEADER, rows));
}

interface SplitOptions extends CommonOptions {
  readonly suggest?: boolean;
}

async function split(
  context: CliContext,
  id: string,
  parts: readonly (readonly PageRange[])[],
  { suggest = false, ...options }: SplitOptions,
): Promise<void> {
  if (suggest === parts.length > 0)
    throw new CliError('usage', suggest ? '--suggest takes no pages' : 'Name the pages of each new document', {
      tryInstead: `\`tl documents split ${id} --suggest\` shows where new documents seem to begin.`,
    });
  const client = await openClient(context, options);
  const path = { id: await findRecording(client, id, context.kind) };
  if (suggest) return showSuggestedCuts(client, context, { id: path.id, isJson: options.json === true });
  await send(
    context,
    options,
    request(createDocumentParts, { path, body: { parts: parts.map((pages) => ({ pages: [...pages] })) } }),
  );
}

interface RotateOptions extends CommonOptions {
  readonly by: (typeof TURNS)[number];
  readonly pages?: readonly PageRange[];
  readonly title?: string;
}

async function rotate(context: CliContext, text: string, { by, pages, title, ...options }: RotateOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = { id: await findRecording(client, text, context.kind) };
  const { record } = readDocument(await client.json(request(getDocument, { path })));
  const count = record?.kind === 'image' ? 1 : record?.pages;
  if (count === undefined)
    throw new CliError('refused', 'The number of pages of the document is not known', {
      tryInstead: `Name all pages: \`tl documents split ${text} 1-3:${by}\`.`,
    });
  const turned = turnPages(pages ?? [{ from: 1, to: count }], Number(by) as Turn, count);
  const part = { pages: turned, ...(title === undefined ? {} : { title }) };
  await send(context, options, request(createDocumentParts, { path, body: { parts: [part] } }));
}

interface MergeOptions extends CommonOptions {
  readonly title?: string;
}

async function merge(context: CliContext, ids: readonly string[], { title, ...options }: MergeOptions): Promise<void> {
  const client = await openClient(context, options);
  const documents: { id: string }[] = [];
  for (const id of ids) documents.push({ id: await findRecording(client, id, context.kind) });
  await send(context, options, request(mergeDocuments, { body: { documents, ...(title === undefined ? {} : { title }) } }));
}

const collectPart = (text: string, before: readonly (readonly PageRange[])[] = []): readonly (readonly PageRange[])[] => [
  ...before,
  parsePages(text),
];

/** Adds the commands that make documents of the pages of others. */
export const addPages = (program: Command, context: CliContext): void => {
  addCommonOptions(
    program
      .command('split')
      .argument('<id>', ID)
      .argument('[part...]', 'pages of a new document: 1-3,7; 2:90 is page 2 turned by 90 degrees', collectPart)
      .description('make a new document of each list of pages; the document stays as it is'),
  )
    .option('--suggest', 'only show where new documents seem to begin, and why')
    .action((id: string, parts: readonly (readonly PageRange[])[] | undefined, options: SplitOptions) =>
      split(context, id, parts ?? [], options),
    );
  addCommonOptions(
    program
      .command('rotate')
      .argument('<id>', ID)
      .description('make a new document whose pages are turned; the document stays as it is'),
  )
    .addOption(new Option('--by <degrees>', 'degrees clockwise').choices(TURNS).makeOptionMandatory())
    .option('--pages <list>', 'pages to turn, such as 2,4-6 (default: all)', parseTurnedPages)
    .option('--title <text>', 'title of the new document')
    .action((id: string, options: RotateOptions) => rotate(context, id, options));
  addCommonOptions(
    program
      .command('merge')
      .argument('<id...>', 'documents in the order of their pages; at least two')
      .description('make one new document of several; they stay as they are'),
  )
    .option('--title <text>', 'title of the new document')
    .action((ids: readonly string[], options: MergeOptions) => merge(context, ids, options));
};

import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { Artifact } from '@throughline/contracts';
import {
  pageOfMail,
  pageOfText,
  pdfOfImage,
  readLayer,
  readMail,
  readWritten,
  type FileRecord,
  type PageLayer,
  type PdfConverter,
} from '@throughline/documents';
import type { StepContext, StepHandler } from '@throughline/engine';
import { recordOf, sourceOf, storeJson, storePdf } from '../document-files.js';
import type { DocumentParts } from '../document-parts.js';

interface Working {
  readonly path: string;
  readonly convertedBy?: string;
}

/** A page of the web, a text or a message as a page that a converter may have: its words, and nothing that it refers to. */
async function pageFor(
  record: FileRecord,
  path: string,
  { scratch, context }: { scratch: string; context: StepContext },
): Promise<string> {
  const where = { scratch, signal: context.signal };
  if (record.kind === 'email') return pageOfMail(await readMail(path, where));
  return pageOfText((await readWritten(path, record.kind === 'html' ? 'html' : 'text', where)).text);
}

/** The PDF that the rest of the work is done on; undefined where nothing here can make one. */
async function workingOf(
  record: FileRecord,
  converter: PdfConverter | undefined,
  context: StepContext,
): Promise<Working | undefined> {
  const { path } = await sourceOf(context);
  if (record.kind === 'pdf') return { path };
  const scratch = join(await context.workspace(), 'working');
  const where = { scratch, signal: context.signal };
  if (record.kind === 'image') return { path: await pdfOfImage(path, where), convertedBy: 'throughline' };
  if (converter === undefined) return undefined;
  context.progress({ fraction: 0.1, phase: 'converting' });
  if (record.kind === 'office')
    return { path: await converter.convert({ path, extension: record.extension }, where), convertedBy: converter.id };
  const page = join(scratch, 'page.html');
  await writeFile(page, await pageFor(record, path, { scratch, context }));
  return { path: await converter.convert({ path: page, extension: 'html' }, where), convertedBy: converter.id };
}

const verdictOf = (pages: readonly PageLayer[]): 'layer' | 'partial' | 'none' => {
  const usable = pages.filter((page) => page.usable).length;
  if (usable === 0) return 'none';
  return usable === pages.length ? 'layer' : 'partial';
};

async function checked(working: Working, context: StepContext): Promise<{ pages: readonly PageLayer[]; artifacts: Artifact[] }> {
  const pages = await readLayer(working.path, {
    scratch: join(await context.workspace(), 'layer'),
    signal: context.signal,
    onPage: (done, total) => {
      context.progress({ fraction: 0.2 + (0.8 * done) / total, phase: 'reading the text layer', done, total, unit: 'pages' });
    },
  });
  const layer = await storeJson(context, 'text_layer', 'text-layer.json', pages);
  const made = working.convertedBy === undefined ? [] : [await storePdf(context, 'working', 'working.pdf', working.path)];
  return { pages, artifacts: [layer, ...made] };
}

/** `check_text`: is there text already, and on which pages? What is no PDF becomes one where something here can make it one. */
export const checkText = ({ converter }: DocumentParts): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const record = await recordOf(context);
    if (record.locked) return { kind: 'skipped', reason: 'encrypted' };
    const working = await workingOf(record, converter, context);
    if (working === undefined) {
      if (record.kind === 'office') return { kind: 'skipped', reason: 'no_engine' };
      // It is text from its beginning to its end, drawn or not.
      return completed({ text: 'layer', pages: 1, converted: false }, [], started);
    }
    const { pages, artifacts } = await checked(working, context);
    const facts = {
      text: verdictOf(pages),
      pages: pages.length,
      pages_with_text: pages.filter(({ usable }) => usable).length,
      ...(working.convertedBy === undefined ? {} : { converted_by: working.convertedBy }),
    };
    return completed(facts, artifacts, started);
  },
});

const completed = (result: Record<string, string | number | boolean>, artifacts: readonly Artifact[], started: number) =>
  ({ kind: 'completed', result, artifacts, metrics: { elapsed_ms: Math.round(performance.now() - started) } }) as const;

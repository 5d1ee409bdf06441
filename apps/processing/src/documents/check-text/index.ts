import { join } from 'node:path';
import { Controller, Inject } from '@nestjs/common';
import { PermanentError, type Artifact, type SkipReason } from '@throughline/contracts';
import {
  convertImageToPdf,
  readLayer,
  renderPages,
  type FileRecord,
  type PageLayer,
  type PdfConverter,
} from '@throughline/documents';
import { documentSettingsOf } from '@throughline/domain';
import type { QueuedStep, StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Step } from '@throughline/worker-host/steps';
import { loadRecord, loadSource, storeJson, storePdf } from '../document-files.js';
import { DOCUMENT_PARTS, type DocumentParts } from '../document-parts.js';

interface WorkingPdf {
  readonly path: string;
  readonly convertedBy?: string;
}

/** Returns the PDF for all later steps, or `undefined` if no engine here can make one. */
async function prepareWorkingPdf(
  record: FileRecord,
  converter: PdfConverter | undefined,
  context: StepContext,
): Promise<WorkingPdf | undefined> {
  const { path } = await loadSource(context);
  if (record.kind === 'pdf') return { path };
  const scratch = join(await context.workspace(), 'working');
  const where = { scratch, signal: context.signal };
  if (record.kind === 'image') return { path: await convertImageToPdf(path, where), convertedBy: 'throughline' };
  if (converter === undefined) return undefined;
  context.progress({ fraction: 0.1, phase: 'converting' });
  const input = record.kind === 'office' ? { path, extension: record.extension } : await renderPages(path, record.kind, where);
  return { path: await converter.convert(input, where), convertedBy: converter.id };
}

/** An Office file shows its pages only once it is converted. */
function requireFewPages({ kind }: FileRecord, pages: number, { config }: StepContext): void {
  const { max_pages: most } = documentSettingsOf(config);
  if (kind === 'office' && pages > most)
    throw new PermanentError(
      'too-many-pages',
      `The document has ${String(pages)} pages as a PDF; the limit is ${String(most)}. Split it, or raise document.max_pages`,
    );
}

const verdictOf = (pages: readonly PageLayer[]): 'layer' | 'partial' | 'none' => {
  const usable = pages.filter((page) => page.usable).length;
  if (usable === 0) return 'none';
  return usable === pages.length ? 'layer' : 'partial';
};

async function extractLayer(
  working: WorkingPdf,
  context: StepContext,
  record: FileRecord,
): Promise<{ pages: readonly PageLayer[]; artifacts: Artifact[] }> {
  const pages = await readLayer(working.path, {
    scratch: join(await context.workspace(), 'layer'),
    signal: context.signal,
    onPage: (done, total) => {
      context.progress({ fraction: 0.2 + (0.8 * done) / total, phase: 'reading the text layer', done, total, unit: 'pages' });
    },
  });
  requireFewPages(record, pages.length, context);
  const layer = await storeJson(context, 'text_layer', 'text-layer.json', pages);
  const made = working.convertedBy === undefined ? [] : [await storePdf(context, 'working', 'working.pdf', working.path)];
  return { pages, artifacts: [layer, ...made] };
}

/** `check_text`: finds the pages that have a text layer. Converts other formats to PDF where an engine can. */
@Controller()
export class CheckText implements StepHandler {
  constructor(@Inject(DOCUMENT_PARTS) private readonly parts: Pick<DocumentParts, 'converter'>) {}

  foreseeSkip({ resultOf }: QueuedStep): SkipReason | undefined {
    const { converter } = this.parts;
    return converter === undefined && resultOf('create_file_record')['kind'] === 'office' ? 'no_engine' : undefined;
  }

  @Step('check_text', { lane: 'document' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const record = await loadRecord(context);
    if (record.locked) return { kind: 'skipped', reason: 'encrypted' };
    const working = await prepareWorkingPdf(record, this.parts.converter, context);
    if (working === undefined) {
      if (record.kind === 'office') return { kind: 'skipped', reason: 'no_engine' };
      // Formats of text need no PDF: their text is complete without one.
      return completed({ text: 'layer', pages: 1, converted: false }, [], started);
    }
    const { pages, artifacts } = await extractLayer(working, context, record);
    const facts = {
      text: verdictOf(pages),
      pages: pages.length,
      pages_with_text: pages.filter(({ usable }) => usable).length,
      ...(working.convertedBy === undefined ? {} : { converted_by: working.convertedBy }),
    };
    return completed(facts, artifacts, started);
  }
}

const completed = (result: Record<string, string | number | boolean>, artifacts: readonly Artifact[], started: number) =>
  ({ kind: 'completed', result, artifacts, metrics: { elapsed_ms: Math.round(performance.now() - started) } }) as const;

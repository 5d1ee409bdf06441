import type { JsonObject } from '@throughline/contracts';
import { wholeText, type Hints, type Metadata } from '@throughline/documents';
import { documentSettingsOf } from '@throughline/domain';
import type { StepContext, StepHandler } from '@throughline/engine';
import { mailOf, recordOf, storeJson, textOf } from '../document-files.js';
import type { DocumentParts } from '../document-parts.js';

/** What the file says of itself; a message says more. */
async function hintsFor(context: StepContext): Promise<Hints> {
  const [record, mail] = [await recordOf(context), await mailOf(context)];
  if (mail !== undefined) return { title: mail.subject, author: mail.from?.name ?? mail.from?.address, date: mail.date };
  return { title: record.title, author: record.author };
}

/** What was found, in one line and without a word of the document. */
const lineOf = ({ engine, model }: Metadata, elapsedMs: number): string =>
  ['Metadata extracted', `Engine: ${engine}`, `Model: ${model ?? '-'}`, `Elapsed: ${(elapsedMs / 1_000).toFixed(1)} s`].join(
    ' | ',
  );

/** `extract_metadata_with_gpt`: title, date, sender … by a model where one is set up, else by what stands there. The file says which. */
export const extractMetadata = ({ metadata: engine }: DocumentParts): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const text = wholeText((await textOf(context))?.pages ?? []);
    const hints = await hintsFor(context);
    if (text === '' && hints.title === undefined) return { kind: 'skipped', reason: 'no_text' };
    const { model } = documentSettingsOf(context.config).metadata;
    const found = await engine.extract(text, hints, { signal: context.signal, model });
    const artifact = await storeJson(context, 'metadata', 'metadata.json', found);
    const elapsedMs = Math.round(performance.now() - started);
    context.log.info({}, lineOf(found, elapsedMs));
    return { kind: 'completed', ...said(found), artifacts: [artifact], metrics: { elapsed_ms: elapsedMs } };
  },
});

/** Who has found it may be known; what was found is the document's own. */
function said({ engine, model, language, ...found }: Metadata): { result: JsonObject; details: JsonObject } {
  return {
    result: { engine, ...(model === undefined ? {} : { model }), ...(language === undefined ? {} : { language }) },
    details: { ...found },
  };
}

import { parse } from 'node:path';
import { dateFacts, folderBy, nameBy, type NameFacts } from '@throughline/documents';
import { documentSettingsOf } from '@throughline/domain';
import type { StepContext, StepHandler } from '@throughline/engine';
import { metadataOf, recordOf, storeJson } from '../document-files.js';

async function factsFor(context: StepContext): Promise<{ facts: NameFacts; otherwise: string }> {
  const [metadata, personal] = [await metadataOf(context), await context.personal()];
  const given = personal.fileName === undefined ? personal.title : parse(personal.fileName).name;
  const { sender, type, language } = metadata ?? {};
  const title = metadata?.title ?? personal.title ?? given;
  const named = Object.entries({ sender, type, language, title }).filter(([, value]) => value !== undefined);
  return {
    // When a file was made is no day of the document: a scan of today may show a letter of any year.
    facts: { ...dateFacts(metadata?.date), ...(Object.fromEntries(named) as NameFacts) },
    otherwise: given ?? 'document',
  };
}

/** `finalize_document_storage`: under which name, and in which folder, the document is kept wherever it goes. */
export const finalizeStorage = (): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const record = await recordOf(context);
    const { name_pattern: namePattern, folder_pattern: folderPattern } = documentSettingsOf(context.config);
    const { facts, otherwise } = await factsFor(context);
    const isPdf = context.inputs.some(({ role }) => role === 'document');
    const name = `${nameBy(namePattern, facts, otherwise)}.${isPdf ? 'pdf' : record.extension}`;
    const folder = folderBy(folderPattern, facts).join('/');
    const filing = {
      folder,
      name,
      source_role: isPdf ? 'document' : 'source',
      media_type: isPdf ? 'application/pdf' : record.mediaType,
    };
    return {
      kind: 'completed',
      result: { sends: filing.source_role, media_type: filing.media_type },
      details: { folder, name },
      artifacts: [await storeJson(context, 'filing', 'filing.json', filing)],
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  },
});

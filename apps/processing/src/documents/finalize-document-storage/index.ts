import { parse } from 'node:path';
import { Controller } from '@nestjs/common';
import { splitDate, renderFolders, renderFileName, type NameFacts } from '@throughline/documents';
import { documentSettingsOf } from '@throughline/domain';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Step } from '@throughline/worker-host/steps';
import { loadMetadata, loadRecord, storeJson } from '../document-files.js';

async function loadNameFacts(context: StepContext): Promise<{ facts: NameFacts; otherwise: string }> {
  const [metadata, title, { fileName }] = [await loadMetadata(context), await context.title(), await context.personal()];
  const { sender, type, language } = metadata ?? {};
  const named = Object.entries({ sender, type, language, title }).filter(([, value]) => value !== undefined);
  return {
    // The file's creation date is not the document's date: a scan of today may show a letter of any year.
    facts: { ...splitDate(metadata?.date), ...(Object.fromEntries(named) as NameFacts) },
    otherwise: (fileName === undefined ? title : parse(fileName).name) ?? 'document',
  };
}

/** `finalize_document_storage`: decides the file name and the folder of the document for every output. */
@Controller()
export class FinalizeStorage implements StepHandler {
  @Step('finalize_document_storage', { lane: 'document' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const record = await loadRecord(context);
    const { name_pattern: namePattern, folder_pattern: folderPattern } = documentSettingsOf(context.config);
    const { facts, otherwise } = await loadNameFacts(context);
    const isPdf = context.inputs.some(({ role }) => role === 'document');
    const name = `${renderFileName(namePattern, facts, otherwise)}.${isPdf ? 'pdf' : record.extension}`;
    const folder = renderFolders(folderPattern, facts).join('/');
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
  }
}

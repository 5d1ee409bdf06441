import { join } from 'node:path';
import { PermanentError, type JsonObject } from '@throughline/contracts';
import { recordFile, type FileRecord } from '@throughline/documents';
import { documentSettingsOf } from '@throughline/domain';
import type { StepHandler } from '@throughline/engine';
import type { IntakeParts } from '../intake-parts.js';

/** Leaves out title and author, which are personal data. */
const factsOf = ({
  mediaType,
  title: _title,
  author: _author,
  created: _created,
  recordedAt: _at,
  ...record
}: FileRecord): JsonObject => ({
  media_type: mediaType,
  ...record,
});

/** `create_file_record`: detects the file type by its bytes. An unreadable file fails at once, with advice. */
export const createFileRecord = ({ now }: IntakeParts): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const file = await context.input('source');
    if (file === undefined) throw new PermanentError('source-missing', 'There is no file: no earlier step has stored one');
    const { max_pages: maxPages, max_pixels: maxPixels } = documentSettingsOf(context.config);
    const scratch = join(await context.workspace(), 'record');
    const record = await recordFile(file.path, { maxPages, maxPixels, scratch, signal: context.signal, now: now() });
    const artifact = await context.output(
      { role: 'file_record', name: 'record.json', mediaType: 'application/json' },
      Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`),
    );
    return {
      kind: 'completed',
      result: factsOf(record),
      artifacts: [artifact],
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  },
});

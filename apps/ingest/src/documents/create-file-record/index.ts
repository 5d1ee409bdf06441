import { join } from 'node:path';
import { Controller, Inject } from '@nestjs/common';
import { PermanentError, type JsonObject } from '@throughline/contracts';
import { recordFile, type FileRecord } from '@throughline/documents';
import { documentSettingsOf } from '@throughline/domain';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Step } from '@throughline/worker-host/steps';
import { INTAKE_PARTS, type IntakeParts } from '../intake-parts.js';

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
@Controller()
export class CreateFileRecord implements StepHandler {
  constructor(@Inject(INTAKE_PARTS) private readonly parts: Pick<IntakeParts, 'now'>) {}

  @Step('create_file_record', { lane: 'intake' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const file = await context.input('source');
    if (file === undefined) throw new PermanentError('source-missing', 'There is no file: no earlier step has stored one');
    const { max_pages: maxPages, max_pixels: maxPixels } = documentSettingsOf(context.config);
    const scratch = join(await context.workspace(), 'record');
    const record = await recordFile(file.path, { maxPages, maxPixels, scratch, signal: context.signal, now: this.parts.now() });
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
  }
}

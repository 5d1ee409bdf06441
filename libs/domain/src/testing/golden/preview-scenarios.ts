import { PREVIEW } from '@throughline/contracts';
import { PREVIEWED_FILE } from '../../asset/previews/preview-result.js';
import { STAGES, aConfig, aRun, anArtifact, aSource } from '../journey.js';
import { and, clean, done, one, type Scenario } from './scenario.js';

const poster = anArtifact({ role: 'poster', name: 'poster.jpg', mediaType: 'image/jpeg' });

/** Previews beside a run (ADR 132). */
export const previewScenarios: Readonly<Record<string, Scenario>> = {
  'previews.json': {
    title: 'STG-01: previews made, interrupted and failed beside a run change nothing about the recording',
    journey: () =>
      and(
        aRun(aConfig()),
        (journey) => journey.send({ type: 'RequestPreviews' }),
        (journey) => journey.start(PREVIEW),
        (journey) => journey.through('DOWNLOAD'),
        (journey) => journey.interrupt(PREVIEW, { cause: 'shutdown' }),
        (journey) => journey.start(PREVIEW),
        (journey) => journey.complete(PREVIEW, { result: { [PREVIEWED_FILE]: aSource().sha256 }, artifacts: [poster] }),
        (journey) => journey.start('TRIM'),
        (journey) => journey.complete('TRIM', { artifacts: [anArtifact({ sha256: 'b'.repeat(64) })] }),
        (journey) => journey.send({ type: 'RequestPreviews' }),
        (journey) => journey.through(...STAGES.slice(1), 'deliver:library'),
        (journey) => journey.start(PREVIEW),
        (journey) => journey.fail(PREVIEW),
      ),
    expected: {
      status: 'READY',
      ...clean,
      ready_to_upload: true,
      stages: done,
      outputs: { library: 'UPLOADED' },
      upload_summary: { ...one, uploaded: 1 },
    },
  },
};

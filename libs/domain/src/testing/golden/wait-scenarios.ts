import { aConfig, type Journey } from '../journey.js';
import { one, stages, done, fetched, processed, and, clean, type Scenario } from './scenario.js';

/** Waits for dependencies (U21). */
export const waitScenarios: Readonly<Record<string, Scenario>> = {
  'u21-waiting.json': {
    title: 'U21: an upload waits twice for room at its destination, while the other one is uploaded',
    journey: () =>
      and(
        processed(aConfig(['one', 'two'])),
        (journey) => journey.start('deliver:one'),
        (journey) => journey.wait('deliver:one'),
        (journey) => journey.through('deliver:two'),
        (journey) => journey.start('deliver:one'),
        (journey) => journey.wait('deliver:one'),
      ),
    expected: {
      status: 'UPLOADED',
      ...clean,
      ready_to_upload: true,
      stages: done,
      outputs: { one: 'PENDING', two: 'UPLOADED' },
      upload_summary: { total: 2, uploaded: 1, failed: 0, partial: false },
    },
  },
  'u21-begun.json': {
    title: 'U21, AGG-08: an upload of which nothing was sent waits, and then looks in vain nine times without starting again',
    journey: () =>
      and(
        processed(),
        (journey) => journey.start('deliver:library'),
        ...Array.from({ length: 10 }, () => (journey: Journey) => journey.wait('deliver:library')),
      ),
    expected: {
      status: 'PROCESSED',
      ...clean,
      ready_to_upload: true,
      stages: done,
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  'u21-sent.json': {
    title: 'U21, AGG-08: an upload of which a part was sent waits, and then looks in vain without starting again',
    journey: () =>
      and(
        processed(),
        (journey) => journey.start('deliver:library'),
        (journey) => journey.wait('deliver:library', { progress: 0.4 }),
        (journey) => journey.wait('deliver:library'),
      ),
    expected: {
      status: 'UPLOADING',
      ...clean,
      ready_to_upload: true,
      stages: done,
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  'u21-model.json': {
    title: 'U21: a transcription waits for a speech model that is checked regularly, and starts once the model is there',
    journey: () =>
      and(
        fetched(),
        (journey) => journey.through('TRIM'),
        ...Array.from(
          { length: 3 },
          () => (journey: Journey) => journey.wait('TRANSCRIBE', { for: 'speech-model', checkEveryMs: 30_000 }),
        ),
        (journey) => journey.later(600_000).start('TRANSCRIBE'),
      ),
    expected: {
      status: 'PROCESSING',
      ...clean,
      ready_to_upload: false,
      stages: stages('COMPLETED', 'IN_PROGRESS', 'PENDING', 'PENDING'),
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
};

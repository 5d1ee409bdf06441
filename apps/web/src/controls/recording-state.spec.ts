import { text } from '../texts/text.js';
import { failedStepName, listRetries, stepName, titleOf } from './recording-state.js';

describe("the display of a recording's state", () => {
  it('names a failed step in words, also of a document', () => {
    expect(failedStepName('transcribe')).toBe('Transcription');
    expect(failedStepName('topics')).toBe('Finding topics');
    expect(failedStepName('upload')).toBe('Delivery');
    expect(failedStepName('extract_text')).toBe('Text extraction');
    expect(failedStepName('upload_to_archive')).toBe(text.step.deliver('archive'));
    expect(failedStepName('toString')).toBe('toString');
  });

  it('lists steps with a retry after a failure, without those that only wait', () => {
    const step = {
      kind: 'stage' as const,
      progress: null,
      completed_at: null,
      result: null,
      depends_on: [],
      failed: false,
      skip_reason: null,
      started_at: null,
      attempt: 2,
    };
    const at = '2026-11-20T10:00:00.000Z';
    const failure = { failed_at: at, failed_reason: 'The engine is away', retry_at: at };
    const steps = [
      { ...step, ...failure, step: 'TRANSCRIBE', status: 'PENDING' as const },
      { ...step, ...failure, step: 'deliver:library', status: 'PENDING' as const },
      { ...step, ...failure, step: 'TRIM', status: 'IN_PROGRESS' as const, retry_at: null },
    ];
    const waiting = {
      step: 'deliver:library',
      for: 'quota',
      message: 'The quota is used up',
      since: at,
      until: at,
      until_named: true,
    };
    const run = { id: 'r', started_at: at, config_sources: {}, active: true, steps };
    expect(listRetries({ run, waiting_for: [waiting] }).map((one) => one.step)).toEqual(['TRANSCRIBE']);
    expect(listRetries({ run: { ...run, active: false }, waiting_for: [] })).toEqual([]);
  });

  it('names steps, deliveries by their output, and unknown steps by their code', () => {
    expect(['TRANSCRIBE', 'deliver:library', 'deliver:tube/thumbnail', 'TRANSLATE', 'attempt', 'toString'].map(stepName)).toEqual(
      ['Transcribe', 'Delivery to library', 'Thumbnail at tube', 'TRANSLATE', 'attempt', 'toString'],
    );
  });

  it('titles a recording by its title or file, and says if it was erased or has expired', () => {
    const nameless = { title: null, file_name: null, expired_at: null, erased_at: null };
    expect(titleOf({ ...nameless, file_name: 'talk.mp4' })).toBe('talk.mp4');
    expect(titleOf({ ...nameless, expired_at: '2026-11-20T10:00:00.000Z' })).toBe('Expired recording');
    expect(titleOf({ ...nameless, erased_at: '2026-11-20T10:00:00.000Z' })).toBe('Erased recording');
  });
});

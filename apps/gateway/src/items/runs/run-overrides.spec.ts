import { Problem } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { ProcessingConfig } from './run-overrides.dto.js';

/** Returns the problems of a body, or undefined if it is accepted. */
const problemsOf = async (body: object): Promise<unknown> => {
  try {
    await bodyPipe.transform(body, { type: 'body', metatype: ProcessingConfig });
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.options.errors;
    throw error;
  }
};

describe('fields of requests that are made from the settings of a run', () => {
  it('accept each kind of setting, and its absence', async () => {
    const body = {
      trimming: { exact: true, silence_threshold: -40.5 },
      transcription: { granularity: 'long', batch_id: 'batch-1', vocabulary: ['Ada'] },
      retry: { max_attempts: 20, backoff_ms: [0, 1000] },
      document: { languages: ['eng', 'chi_sim'], metadata: { model: 'small' } },
    };
    expect(await problemsOf(body)).toBeUndefined();
    expect(await problemsOf({ limits: {}, topics_display: { heading: null } })).toBeUndefined();
  });

  it('have the narrower limits of requests, which stored events may exceed', async () => {
    const problems = await problemsOf({ retry: { max_attempts: 21, backoff_ms: [604_800_001] }, limits: { step_timeout_ms: 0 } });
    expect(problems).toEqual([
      { pointer: '/retry/max_attempts', message: 'must not be greater than 20' },
      { pointer: '/retry/backoff_ms', message: 'each value must not be greater than 604800000' },
      { pointer: '/limits/step_timeout_ms', message: 'must not be less than 1' },
    ]);
  });

  it('refuse other types, control characters and unknown settings, each with a message of its own', async () => {
    const problems = await problemsOf({
      trimming: { exact: 'yes', pace: 1 },
      transcription: { granularity: 'huge' },
      topics_display: { heading: 'two\nlines' },
      document: { languages: ['english'], name_pattern: 'a\u0007' },
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        { pointer: '/trimming/exact', message: 'must be a boolean value' },
        { pointer: '/topics_display/heading', message: 'must be one line of at most 100 characters' },
        { pointer: '/document/languages', message: 'must be languages such as eng or chi_sim' },
        { pointer: '/document/name_pattern', message: 'must not contain control characters' },
      ]),
    );
    expect(problems).toHaveLength(6);
  });
});

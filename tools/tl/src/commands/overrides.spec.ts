import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOverrides, type OverrideOptions, type Overrides } from './overrides.js';

describe('readOverrides', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'tl-overrides-'));
    const config = {
      processing_config: { transcription: { enable_topics: true, allow_errors: true }, retry: { max_attempts: 1 } },
      output_config: { outputs: ['library'] },
    };
    await writeFile(join(cwd, 'run.json'), JSON.stringify(config));
    await writeFile(join(cwd, 'odd.json'), '{"trimming": {}}');
    await writeFile(join(cwd, 'list.json'), '[]');
    await writeFile(join(cwd, 'deep.json'), '{"processing_config": {"transcription": 7}}');
    await writeFile(join(cwd, 'broken.json'), '{');
  });
  afterAll(() => rm(cwd, { recursive: true }));

  const of = (options: OverrideOptions): Promise<Overrides | undefined> => readOverrides({ cwd }, options);

  it('returns undefined without options', async () => {
    expect(await of({})).toBeUndefined();
  });

  it('names outputs, and disables stages through their settings', async () => {
    expect(await of({ output: ['a', 'b'], disable: ['TRIM', 'extract_topics', 'GENERATE_SUBTITLES'] })).toEqual({
      processing_config: {
        trimming: { enable_trimming: false },
        transcription: { enable_topics: false, enable_subtitles: false },
      },
      output_config: { outputs: ['a', 'b'] },
    });
  });

  it('names the languages of a scan', async () => {
    expect(await of({ ocrLanguage: ['deu', 'rus'] })).toEqual({ processing_config: { document: { languages: ['deu', 'rus'] } } });
  });

  it('names a template, and binds it on request', async () => {
    expect(await of({ template: 15 })).toEqual({ template_id: 15 });
    expect(await of({ template: 15, bind: true, output: ['a'] })).toEqual({
      output_config: { outputs: ['a'] },
      template_id: 15,
      bind_template: true,
    });
  });

  it('holds deliveries for a review', async () => {
    expect(await of({ autoUpload: false, output: ['a'] })).toEqual({ output_config: { outputs: ['a'], auto_upload: false } });
  });

  it('reads a file in the form of the request, and lets options take precedence', async () => {
    expect(await of({ config: 'run.json' })).toMatchObject({ output_config: { outputs: ['library'] } });
    expect(await of({ config: 'run.json', output: ['mail'], disable: ['EXTRACT_TOPICS'] })).toEqual({
      processing_config: { transcription: { enable_topics: false, allow_errors: true }, retry: { max_attempts: 1 } },
      output_config: { outputs: ['mail'] },
    });
  });

  it.each<[string, OverrideOptions, string]>([
    ['a missing file', { config: 'none.json' }, 'cannot be read'],
    ['a file that is not JSON', { config: 'broken.json' }, 'is not JSON'],
    ['a list', { config: 'list.json' }, 'must be an object'],
    [
      'a setting one level too high',
      { config: 'odd.json' },
      'has trimming; allowed are processing_config, metadata_config, output_config',
    ],
    ['a group that is not an object', { config: 'deep.json', disable: ['EXTRACT_TOPICS'] }, 'transcription must be an object'],
    ['a binding without a template', { bind: true }, '--bind needs --template'],
    ['an unknown stage', { disable: ['TRIMM'] }, 'TRIM, TRANSCRIBE, EXTRACT_TOPICS, GENERATE_SUBTITLES'],
  ])('refuses %s', async (_, options, says) => {
    await expect(of(options)).rejects.toMatchObject({ exit: 'usage', message: expect.stringContaining(says) as string });
  });
});

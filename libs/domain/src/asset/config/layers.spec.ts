import { defaultRunConfig } from './defaults.js';
import { resolveRunConfig, type ResolvedConfig } from './layers.js';

const problems = (resolved: ResolvedConfig): readonly string[] =>
  'problems' in resolved ? resolved.problems.map(({ path, message }) => `${path}: ${message}`) : [];
const layer = (source: string, config: unknown): { source: string; config: unknown } => ({ source, config });
const output = (name: string): object => ({ name, type: 'folder', settings: { folder: 'talks' } });

describe('the effective configuration of a run', () => {
  it('CFG-15, FLR-09, TRM-07: has the defaults if no layer sets anything', () => {
    const resolved = resolveRunConfig([]);
    expect(resolved).toMatchObject({ config: defaultRunConfig });
    expect(defaultRunConfig.transcription.allow_errors).toBe(false);
    expect(defaultRunConfig.trimming.silence_threshold).toBe(-40);
  });

  it('CFG-01, CFG-07: takes each setting from the last layer that sets it, and records that layer', () => {
    const resolved = resolveRunConfig([
      layer('user', { trimming: { enable_trimming: false, silence_threshold: -50 }, outputs: [output('mine')] }),
      layer('request', { trimming: { silence_threshold: -30 }, transcription: { enable_topics: undefined } }),
    ]);
    expect(resolved).toMatchObject({
      config: {
        trimming: { enable_trimming: false, silence_threshold: -30 },
        transcription: defaultRunConfig.transcription,
        outputs: [output('mine')],
      },
      configSources: {
        'trimming.enable_trimming': 'user',
        'trimming.silence_threshold': 'request',
        'transcription.enable_topics': 'default',
        outputs: 'user',
      },
    });
  });

  it('accepts settings without a default, which are absent until a layer sets them', () => {
    const own = { batch: true, max_wait_time: 60, granularity: 'long' };
    expect(resolveRunConfig([layer('request', { transcription: own })])).toMatchObject({
      config: { transcription: { ...defaultRunConfig.transcription, ...own } },
      configSources: { 'transcription.batch': 'request', 'transcription.granularity': 'request' },
    });
    expect(problems(resolveRunConfig([layer('request', { transcription: { granularity: 'huge' } })]))).toHaveLength(1);
    expect(Object.keys(defaultRunConfig.transcription)).not.toContain('batch');
  });

  it('accepts every setting of the shape, also one that is off without a default', () => {
    const exact = resolveRunConfig([layer('request', { trimming: { exact: true } })]);
    expect(exact).toMatchObject({ config: { trimming: { exact: true } }, configSources: { 'trimming.exact': 'request' } });
    const scripted = resolveRunConfig([layer('request', { simulation: { TRIM: { faults: [] } } })]);
    expect(problems(scripted)).toEqual([]);
  });

  it('TRN-03: treats a batch id as a request for a batch, whatever earlier layers say about batches', () => {
    const off = layer('server', { transcription: { batch: false } });
    const named = resolveRunConfig([off, layer('request', { transcription: { batch_id: 'batch-1' } })]);
    expect(named).toMatchObject({ config: { transcription: { batch_id: 'batch-1' } } });
    expect(named).not.toHaveProperty(['config', 'transcription', 'batch']);
    expect(named).not.toHaveProperty(['configSources', 'transcription.batch']);
    const refused = resolveRunConfig([off, layer('request', { transcription: { batch_id: 'batch-1', batch: false } })]);
    expect(refused).toMatchObject({ config: { transcription: { batch: false, batch_id: 'batch-1' } } });
  });

  it('CFG-17, CFG-18: rejects a display of topics that no title fits, and values that are not listed', () => {
    const configWith = (topics_display: object) => resolveRunConfig([layer('request', { topics_display })]);
    expect(configWith({ min_length: 10, max_length: 10, format: 'dash_list' })).toMatchObject({
      config: { topics_display: { min_length: 10, max_length: 10, format: 'dash_list' } },
      configSources: { 'topics_display.format': 'request' },
    });
    expect(problems(configWith({ min_length: 11, max_length: 10 }))).toEqual([
      'topics_display.max_length: must not be less than min_length (11)',
    ]);
    expect(problems(configWith({ min_length: 201 }))).toHaveLength(1);
    expect(problems(configWith({ format: 'haiku' }))).toEqual([expect.stringContaining('timestamps, numbered_list')]);
    expect(problems(configWith({ display_location: 'title' }))).toEqual([expect.stringContaining('description, none')]);
    for (const wrong of [{ min_length: 0 }, { max_length: 1_001 }, { heading: 'two\nlines' }, { size: 1 }])
      expect(problems(configWith(wrong))).toHaveLength(1);
    expect(defaultRunConfig).not.toHaveProperty('topics_display');
  });

  it('replaces lists as a whole', () => {
    const resolved = resolveRunConfig([
      layer('user', { outputs: [output('one'), output('two')] }),
      layer('request', { outputs: [output('three')] }),
    ]);
    expect(resolved).toMatchObject({ config: { outputs: [output('three')] } });
  });

  it.each([
    ['a setting that does not exist', { trimming: { enabled: true } }, 'trimming.enabled: is not a setting'],
    ['a value instead of a section', { trimming: true }, 'trimming: is not a setting'],
    ['a list instead of an object', [], ': the request configuration must be an object'],
    ['no object at all', null, ': the request configuration must be an object'],
    ['a section that does not exist', { trims: {} }, 'trims: is not a setting'],
    ['an empty prototype', JSON.parse('{"__proto__": {}}'), '__proto__: is not a setting'],
    ['a foreign prototype', JSON.parse('{"__proto__": {"polluted": true}}'), '__proto__.polluted: is not a setting'],
  ])('rejects %s', (_what, config, problem) => {
    expect(problems(resolveRunConfig([layer('request', config)]))).toEqual([problem]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('CFG-17: rejects a value out of range and names the setting, not the value', () => {
    const found = problems(resolveRunConfig([layer('request', { trimming: { silence_threshold: 12_345 } })]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^trimming\.silence_threshold: /u);
    expect(found[0]).not.toContain('12345');
  });

  it('reports all problems at once', () => {
    const layers = [layer('server', { retry: { max_attempts: 0 }, foo: 1, trimming: { colour: 'red', silence_threshold: 1 } })];
    const found = problems(resolveRunConfig(layers)).map((problem) => problem.split(':')[0]);
    expect(found).toEqual(expect.arrayContaining(['retry.max_attempts', 'foo', 'trimming.colour', 'trimming.silence_threshold']));
    expect(found).toHaveLength(4);
  });

  it('lists the allowed values, and never the given one', () => {
    const faults = [{ do: 'explode' }];
    const [problem] = problems(resolveRunConfig([layer('request', { simulation: { TRIM: { faults } } })]));
    expect(problem).toMatch(/^simulation\.TRIM\.faults\.0\.do: must be one of: fail, wait, /u);
    expect(problem).not.toContain('explode');
  });

  it('rejects two outputs with the same name, because a name identifies one step', () => {
    expect(problems(resolveRunConfig([layer('user', { outputs: [output('one'), output('one')] })]))).toEqual([
      "outputs: two outputs are named 'one'",
    ]);
  });

  it('accepts an empty section', () => {
    expect(resolveRunConfig([layer('user', { trimming: {} })])).toEqual(resolveRunConfig([]));
  });

  it('leaves the defaults unchanged', () => {
    const before = JSON.stringify(defaultRunConfig);
    resolveRunConfig([layer('user', { retry: { max_attempts: 9 } })]);
    expect(JSON.stringify(defaultRunConfig)).toBe(before);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOutputPatterns, identifyPatterns } from '@throughline/domain';
import { readGatewayConfig } from './config.js';

const needed = { TL_POSTGRES_URL: 'postgres://x', TL_ARTIFACTS_DIR: '/data', TL_MASTER_KEY: 'ab'.repeat(32) };

describe('the configuration of the gateway', () => {
  it('has a default for everything except addresses and secrets', () => {
    expect(readGatewayConfig(needed)).toMatchObject({
      httpHost: '127.0.0.1',
      httpPort: 8080,
      bootstrapToken: undefined,
      outputs: [{ name: 'library', type: 'folder', settings: { folder: 'library' } }],
    });
  });

  it('reports every problem at once, without values', () => {
    const env = {
      TL_MASTER_KEY: 'secret-key',
      TL_BOOTSTRAP_TOKEN: 'hunter2',
      TL_HTTP_PORT: 'x',
      TL_OUTPUTS_FILE: '/nowhere.json',
    };
    const message = (() => {
      try {
        readGatewayConfig(env);
        return '';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    })();
    for (const name of ['TL_POSTGRES_URL', 'TL_ARTIFACTS_DIR', ...Object.keys(env)]) expect(message).toContain(name);
    expect(message).not.toMatch(/secret-key|hunter2|nowhere/);
  });

  it('reads days of retention, and refuses a removal before the deletion', () => {
    const retention = (TL_RETENTION_DAYS: string) => readGatewayConfig({ ...needed, TL_RETENTION_DAYS }).retention;
    expect(retention('')).toBeUndefined();
    expect(retention('90')).toEqual({ soft_delete_days: 90 });
    expect(retention('90/120')).toEqual({ soft_delete_days: 90, hard_delete_days: 120 });
    expect(retention('90/never')).toEqual({ soft_delete_days: 90, hard_delete_days: null });
    for (const wrong of ['0', '90/', '1.5', 'never', '90/89', '36501', '1/36501', '90/120/1'])
      expect(() => retention(wrong)).toThrow('TL_RETENTION_DAYS');
  });

  it('reads the public address, whose path is the base path', () => {
    const publicUrl = (TL_PUBLIC_URL: string) => readGatewayConfig({ ...needed, TL_PUBLIC_URL }).publicUrl;
    expect(
      ['', 'https://recordings.example/', 'http://10.0.0.7:8080', 'https://x/a/recordings/', 'https://x/recordings'].map(
        publicUrl,
      ),
    ).toEqual([
      undefined,
      'https://recordings.example',
      'http://10.0.0.7:8080',
      'https://x/a/recordings',
      'https://x/recordings',
    ]);
    for (const wrong of [
      'recordings.example',
      'ftp://x',
      'https://x/?q',
      'https://x/path/#y',
      'https://x//path',
      'https://x/a;b',
      'https://x/%61',
      'https://user:secret@x',
      'https://x/#y',
    ])
      expect(() => publicUrl(wrong)).toThrow('TL_PUBLIC_URL must be an address');
    for (const taken of ['https://x/api', 'https://x/docs/recordings', 'https://x/assets'])
      expect(() => publicUrl(taken)).toThrow(/TL_PUBLIC_URL must not have a path that starts with/);
  });

  describe('of simulation', () => {
    it('is off by default', () => {
      expect(readGatewayConfig(needed).simulation).toMatchObject({ on: false });
      expect(readGatewayConfig({ ...needed, TL_SIMULATION: 'on' }).simulation).toMatchObject({ on: true });
      expect(() => readGatewayConfig({ ...needed, TL_SIMULATION: 'yes' })).toThrow('TL_SIMULATION must be one of on, off');
    });

    it('has its folder beside the artifacts by default', () => {
      expect(readGatewayConfig({ ...needed, TL_ARTIFACTS_DIR: '/data/artifacts' }).simulation.folder).toBe('/data/simulation');
      expect(readGatewayConfig({ ...needed, TL_SIMULATION_DIR: '/elsewhere' }).simulation.folder).toBe('/elsewhere');
    });
  });

  describe('of the defaults of runs', () => {
    const defaults = (TL_RUN_DEFAULTS: string, more: Record<string, string> = {}) =>
      readGatewayConfig({ ...needed, ...more, TL_RUN_DEFAULTS }).runDefaults;

    it('is empty, JSON, or a file with JSON', () => {
      expect(defaults('')).toEqual({});
      const limits = { limits: { no_progress_ms: 500 }, retry: { backoff_ms: [10, 20] }, transcription: { allow_errors: true } };
      expect(defaults(JSON.stringify(limits))).toEqual(limits);
      const folder = mkdtempSync(join(tmpdir(), 'tl-defaults-'));
      try {
        const file = join(folder, 'defaults.json');
        writeFileSync(file, JSON.stringify(limits));
        expect(defaults(file)).toEqual(limits);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('reports all of its errors at once, by path and without values', () => {
      const wrong = { retry: { max_attempts: 0, wait_ms: ['hunter2'] }, limits: { no_progress_ms: 0.5 } };
      expect(() => defaults(JSON.stringify(wrong))).toThrow(
        /TL_RUN_DEFAULTS .*(?=.*retry\.max_attempts)(?=.*retry\.wait_ms\.0)(?=.*limits\.no_progress_ms)/u,
      );
      expect(() => defaults(JSON.stringify(wrong))).not.toThrow('hunter2');
      expect(() => defaults('{"trims":{"a":1}}')).toThrow('trims.a is not a setting');
      expect(() => defaults('{"outputs":[]}')).toThrow('outputs belong in the file that TL_OUTPUTS_FILE names');
    });

    it.each(['{', '[]', '/nowhere.json'])('refuses %j', (value) => {
      expect(() => defaults(value)).toThrow('TL_RUN_DEFAULTS');
    });

    it('may have scripts of existing steps if simulation is on', () => {
      const scripts = { simulation: { TRIM: { takes_ms: 20, faults: [{ attempt: 1, do: 'fail' }] } } };
      expect(defaults(JSON.stringify(scripts), { TL_SIMULATION: 'on' })).toEqual(scripts);
      expect(() => defaults(JSON.stringify(scripts))).toThrow(
        'TL_RUN_DEFAULTS has a section simulation, which needs TL_SIMULATION=on',
      );
      expect(() => defaults('{"simulation":{"TRIMM":{},"deliver:library":{}}}', { TL_SIMULATION: 'on' })).toThrow(
        /is wrong[^]*simulation\/TRIMM is not a step[^]*simulation\/deliver:library names an output of the type 'folder'/u,
      );
    });
  });

  describe('of outputs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tl-outputs-'));
    const file = join(folder, 'outputs.json');
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });
    const read = (content: string) => {
      writeFileSync(file, content);
      return readGatewayConfig({ ...needed, TL_OUTPUTS_FILE: file }).outputs;
    };

    it('is read from a file', () => {
      const outputs = [{ name: 'nas', type: 'folder', settings: { folder: 'nas' } }];
      expect(read(JSON.stringify(outputs))).toEqual(outputs);
      expect(read('[]')).toEqual([]);
    });

    it('may have patterns, whose texts are apart from the definitions', () => {
      const tube = { name: 'tube', type: 'youtube', settings: {} };
      const metadata_config = { title_pattern: '{title} ({date})', description_pattern: '{topics}' };
      writeFileSync(file, JSON.stringify([{ ...tube, metadata_config }]));
      const { outputs, outputPatterns } = readGatewayConfig({ ...needed, TL_OUTPUTS_FILE: file });
      expect(outputPatterns).toEqual({ tube: metadata_config });
      expect(outputs).toEqual([{ ...tube, metadata: identifyPatterns(metadata_config) }]);
      expect(findOutputPatterns(outputs, [outputPatterns])).toEqual({ tube: metadata_config });
    });

    it.each([
      [{ title_pattern: '{titel}' }, 'outputs.0.metadata_config.title_pattern'],
      [{ title_pattern: 7 }, 'outputs.0.metadata_config.title_pattern must be a text'],
      [{ title: 'x' }, 'outputs.0.metadata_config.title is unknown'],
      ['{title}', 'outputs.0.metadata_config must be an object'],
    ])('refuses the patterns %j', (metadata_config, problem) => {
      const output = { name: 'tube', type: 'youtube', settings: {}, metadata_config };
      expect(() => read(JSON.stringify([output]))).toThrow(problem);
    });

    it('refuses patterns of texts that the output has no place for', () => {
      const output = { name: 'papers', type: 'paperless', settings: {}, metadata_config: { description_pattern: '{topics}' } };
      expect(() => read(JSON.stringify([output]))).toThrow('outputs of the type paperless have no description');
    });

    it('may have simulated outputs if simulation is on', () => {
      const outputs = [{ name: 'sim', type: 'simulated', settings: { class: 'blind' } }];
      writeFileSync(file, JSON.stringify(outputs));
      const env = { ...needed, TL_OUTPUTS_FILE: file };
      expect(readGatewayConfig({ ...env, TL_SIMULATION: 'on' }).outputs).toEqual(outputs);
      expect(() => readGatewayConfig(env)).toThrow(
        "TL_OUTPUTS_FILE has outputs of the type 'simulated', which need TL_SIMULATION=on",
      );
    });

    it.each([
      '',
      '{}',
      'null',
      '[{"name":"a"}]',
      '[{"name":"A B","type":"folder","settings":{}}]',
      '{"outputs":[]}',
      '[{"name":"a","type":"folder","settings":{}},{"name":"a","type":"folder","settings":{}}]',
    ])('refuses %j', (content) => {
      expect(() => read(content)).toThrow('TL_OUTPUTS_FILE');
    });
  });
});

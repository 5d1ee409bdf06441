import { fileURLToPath } from 'node:url';
import { SOFT_LIMIT_MS } from '@throughline/contracts';
import { flag, integer, oneOf, optionalText, readConfig, text, wait } from './env.js';

describe('reading the configuration', () => {
  const settings = {
    url: text('TL_URL'),
    port: integer('TL_PORT', { min: 1, max: 65_535, fallback: 80 }),
    mode: oneOf('TL_MODE', ['a', 'b'], 'a'),
  };

  it('returns typed values and defaults', () => {
    expect(
      readConfig({ ...settings, note: optionalText('TL_NOTE'), on: flag('TL_ON', false) }, { TL_URL: 'x', TL_ON: '1' }),
    ).toEqual({
      url: 'x',
      port: 80,
      mode: 'a',
      note: undefined,
      on: true,
    });
  });

  it('reports all problems at once, by name and rule', () => {
    expect(() => readConfig(settings, { TL_PORT: '70000', TL_MODE: 'c' })).toThrow(
      'The configuration is wrong:\n  TL_URL is required\n  TL_PORT must be a whole number from 1 to 65535\n  TL_MODE must be one of a, b',
    );
  });

  it("rejects a wait that reaches a step's limit of 3300 s (TMO-10)", () => {
    const read = (ms: number): unknown =>
      readConfig({ idle: wait('TL_IDLE_MS', { min: 1, fallback: 5 }) }, { TL_IDLE_MS: String(ms) });
    expect(read(3_000_000)).toEqual({ idle: 3_000_000 });
    for (const ms of [3_000_001, SOFT_LIMIT_MS, 86_400_000]) expect(() => read(ms)).toThrow('TL_IDLE_MS must be a whole number');
  });

  it('never repeats a value, which may be a secret', () => {
    const read = (): unknown => readConfig({ port: integer('TL_PORT', { min: 1, max: 9 }) }, { TL_PORT: 'hunter2' });
    expect(read).toThrow('TL_PORT');
    expect(read).not.toThrow('hunter2');
  });

  describe('reading a setting from a file that the environment names', () => {
    const files: Readonly<Record<string, string>> = { '/run/secrets/url': 'from a file\n', '/run/secrets/empty': '\n' };
    const readFile = (path: string): string => {
      const content = files[path];
      if (content === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
      return content;
    };
    const read = (env: Record<string, string>): unknown => readConfig(settings, env, readFile);

    it('takes the content without the line break at its end', () => {
      expect(read({ TL_URL_FILE: '/run/secrets/url' })).toMatchObject({ url: 'from a file' });
    });

    it('applies the same rules to the content', () => {
      expect(() => read({ TL_URL: 'x', TL_PORT_FILE: '/run/secrets/url' })).toThrow('TL_PORT must be a whole number');
    });

    it.each([
      [{ TL_URL: 'x', TL_URL_FILE: '/run/secrets/url' }, 'TL_URL is given twice: as TL_URL and as TL_URL_FILE'],
      [{ TL_URL_FILE: '/run/secrets/empty' }, 'TL_URL is to come from TL_URL_FILE, and that file is empty'],
      [{ TL_URL_FILE: '/gone' }, 'TL_URL is to come from TL_URL_FILE, and that file cannot be read (ENOENT)'],
    ])('reports the problem with %j', (env, problem) => {
      expect(() => read(env)).toThrow(problem);
    });

    it('reads from disk by default', () => {
      expect(readConfig({ note: text('TL_NOTE') }, { TL_NOTE_FILE: fileURLToPath(import.meta.url) }).note).toContain('the disk');
    });
  });
});

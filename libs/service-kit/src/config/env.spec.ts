import { flag, integer, oneOf, optionalText, readConfig, text } from './env.js';

describe('reading the configuration', () => {
  const settings = {
    url: text('TL_URL'),
    port: integer('TL_PORT', { min: 1, max: 65_535, fallback: 80 }),
    mode: oneOf('TL_MODE', ['a', 'b'], 'a'),
  };

  it('gives typed values and defaults', () => {
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

  it('tells every problem at once, by name and rule', () => {
    expect(() => readConfig(settings, { TL_PORT: '70000', TL_MODE: 'c' })).toThrow(
      'Configuration has 3 problem(s):\n  TL_URL is required\n  TL_PORT must be a whole number from 1 to 65535\n  TL_MODE must be one of a, b',
    );
  });

  it('never repeats a value, which may be a secret', () => {
    const read = (): unknown => readConfig({ port: integer('TL_PORT', { min: 1, max: 9 }) }, { TL_PORT: 'hunter2' });
    expect(read).toThrow('TL_PORT');
    expect(read).not.toThrow('hunter2');
  });
});

import { chooseDefaultModel } from './default-model.js';

const speed = (model: string, value: number): { engine: string; model: string; speed: number } => ({
  engine: 'whisper-cpp',
  model,
  speed: value,
});

describe('the default model', () => {
  it('is `base` until its speed was measured', () => {
    expect(chooseDefaultModel([])).toBe('base');
    expect(chooseDefaultModel([speed('tiny', 50), { engine: 'pocketsphinx', model: 'base', speed: 50 }])).toBe('base');
  });

  it('is `small` where `base` is so fast that `small` is expected to outpace speech with a margin', () => {
    expect([1, 3.9, 4.8, 5, 30].map((measured) => chooseDefaultModel([speed('base', measured)]))).toEqual([
      'base',
      'base',
      'base',
      'small',
      'small',
    ]);
  });

  it('follows a measured speed of `small` rather than the estimate', () => {
    expect(chooseDefaultModel([speed('base', 30), speed('small', 0.9)])).toBe('base');
    expect(chooseDefaultModel([speed('base', 3), speed('small', 1.1)])).toBe('small');
  });

  it('follows the latest measurement', () => {
    expect(chooseDefaultModel([speed('base', 2), speed('base', 30)])).toBe('base');
  });
});

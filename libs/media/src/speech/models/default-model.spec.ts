import { chooseDefaultModel, estimateBetterModel } from './default-model.js';
import type { MeasuredSpeed } from './speeds.js';

type Speed = Pick<MeasuredSpeed, 'engine' | 'model' | 'program' | 'threads' | 'speed' | 'seconds'>;

const program = { engine: 'whisper-cpp', program: 'whisper-cli', threads: 1 };
const speed = (model: string, value: number, seconds = 30): Speed => ({ ...program, model, speed: value, seconds });

describe('the default model', () => {
  it('is `base` until its speed was measured', () => {
    expect(chooseDefaultModel([])).toBe('base');
    expect(chooseDefaultModel([speed('tiny', 50), { ...speed('base', 50), engine: 'pocketsphinx' }])).toBe('base');
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

  it('ignores measurements with less speech than a window of whisper.cpp', () => {
    expect(estimateBetterModel([speed('base', 30, 29.9), speed('small', 3, 10)])).toBeUndefined();
    expect(chooseDefaultModel([speed('small', 0.5, 10), speed('base', 30)])).toBe('small');
    expect(chooseDefaultModel([speed('small', 0.9, 60), speed('small', 3, 10), speed('base', 30)])).toBe('base');
  });

  it('ignores measurements of another program than the latest one', () => {
    const onGraphicsCard = { ...speed('small', 20), program: 'whisper-cli with CUDA' };
    expect(chooseDefaultModel([speed('base', 2), onGraphicsCard])).toBe('base');
    expect(chooseDefaultModel([onGraphicsCard, speed('base', 2)])).toBe('small');
  });

  it('follows the latest measurement', () => {
    expect(chooseDefaultModel([speed('base', 2), speed('base', 30)])).toBe('base');
  });
});

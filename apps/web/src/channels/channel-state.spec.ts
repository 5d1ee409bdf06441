import { HEALTH_STATES, type CheckItem } from './channels-api.js';
import { sayReport, shownHealth, shownResult } from './channel-state.js';

const item = (result: CheckItem['result']): CheckItem => ({ name: 'field:status', result, message: '' });

describe('the health of a channel', () => {
  it('has words, a colour and a sign of its own in every state', () => {
    const all = HEALTH_STATES.map((state) => shownHealth({ state }));
    expect(new Set(all.map(({ words }) => words)).size).toBe(HEALTH_STATES.length);
    expect(new Set(all.map(({ tone, icon }) => `${tone} ${icon}`)).size).toBe(HEALTH_STATES.length);
    expect(shownHealth({ state: 'failing' })).toEqual({ words: 'Cannot write', tone: 'bad', icon: 'failed' });
  });

  it('says a state of a newer gateway as it comes', () => {
    expect(shownHealth({ state: 'resting' as 'ok' })).toEqual({ words: 'resting', tone: 'calm', icon: 'idle' });
  });
});

describe('the check of a channel', () => {
  it('is good where the answer says so', () => {
    expect(sayReport({ ok: true, items: [item('ok')] })).toBe('Everything is right.');
  });

  it('counts what is wrong, and apart from it what nobody could look at', () => {
    expect(sayReport({ ok: false, items: [item('ok'), item('wrong'), item('unknown'), item('unknown')] })).toBe(
      '1 wrong, 2 that could not be looked at',
    );
    expect(sayReport({ ok: false, items: [item('wrong')] })).toBe('1 wrong');
  });

  it('tells the three results apart', () => {
    const results = (['ok', 'wrong', 'unknown'] as const).map((result) => shownResult({ result }).tone);
    expect(results).toEqual(['good', 'bad', 'warn']);
  });
});

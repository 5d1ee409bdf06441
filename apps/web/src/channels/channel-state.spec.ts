import type { ChannelHealth, CheckItem } from '@throughline/api-client';
import { getHealthHint, describeReport, getHealthBadge, getResultBadge } from './channel-state.js';

const HEALTH_STATES: readonly ChannelHealth['state'][] = ['ok', 'behind', 'failing', 'off', 'unknown'];

const item = (result: CheckItem['result']): CheckItem => ({ name: 'field:status', result, message: '' });

describe('the health of a channel', () => {
  it('has its own text, colour and icon in every state', () => {
    const all = HEALTH_STATES.map((state) => getHealthBadge({ state, backlog: null }));
    expect(new Set(all.map(({ words }) => words)).size).toBe(HEALTH_STATES.length);
    expect(new Set(all.map(({ tone, icon }) => `${tone} ${icon}`)).size).toBe(HEALTH_STATES.length);
    expect(getHealthBadge({ state: 'failing', backlog: 1 })).toEqual({ words: 'Cannot write', tone: 'bad', icon: 'failed' });
  });

  it('distinguishes pages not yet written from an unknown state', () => {
    const hints = [0, null].map((backlog) => getHealthHint({ state: 'unknown', backlog }));
    expect(hints[0]).toContain('Check the channel');
    expect(hints[1]).toContain('cannot be read');
    expect(getHealthBadge({ state: 'unknown', backlog: 0 }).words).toBe('Not checked yet');
  });

  it('shows a state of a newer gateway unchanged', () => {
    expect(getHealthBadge({ state: 'resting' as 'ok', backlog: 0 })).toEqual({ words: 'resting', tone: 'calm', icon: 'idle' });
  });
});

describe('the check of a channel', () => {
  it('is good if the answer says so', () => {
    expect(describeReport({ ok: true, items: [item('ok')] })).toBe('Everything is correct.');
  });

  it('counts errors and unknown results separately', () => {
    expect(describeReport({ ok: false, items: [item('ok'), item('wrong'), item('unknown'), item('unknown')] })).toBe(
      '1 wrong, 2 could not be checked',
    );
    expect(describeReport({ ok: false, items: [item('wrong')] })).toBe('1 wrong');
  });

  it('distinguishes the three results', () => {
    const results = (['ok', 'wrong', 'unknown'] as const).map((result) => getResultBadge({ result }).tone);
    expect(results).toEqual(['good', 'bad', 'warn']);
  });
});

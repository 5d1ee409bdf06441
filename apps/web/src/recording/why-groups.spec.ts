import type { ExplainedStep } from '@throughline/api-client';
import { groupBlockedSteps } from './why-groups.js';

const step = (name: string, says: string, until: string | null = null): ExplainedStep => ({
  step: name,
  kind: 'stage',
  service: 'processing',
  lane: 'transcribe',
  code: 'due',
  attempt: 0,
  worker: null,
  says,
  since: '2026-01-01T00:00:00.000Z',
  until,
  depends_on: [],
  for: null,
  message: null,
  lease: null,
  lane_service: null,
});

describe('the groups of blocked steps', () => {
  it('combine neighbouring steps with the same reason', () => {
    const groups = groupBlockedSteps([step('a', 'its run has failed'), step('b', 'its run has failed'), step('c', 'to come')]);
    expect(groups.map(({ steps, by }) => [steps, by.says])).toEqual([
      [['a', 'b'], 'its run has failed'],
      [['c'], 'to come'],
    ]);
  });

  it('keep a step with its own details alone', () => {
    const at = '2026-01-01T01:00:00.000Z';
    expect(groupBlockedSteps([step('a', 'waits', at), step('b', 'waits', at)]).map(({ steps }) => steps)).toEqual([['a'], ['b']]);
  });
});

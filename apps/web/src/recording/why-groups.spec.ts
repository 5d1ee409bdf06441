import type { ExplainedStep } from './recording-api.js';
import { heldUp } from './why-groups.js';

const step = (name: string, says: string, until: string | null = null): ExplainedStep => ({
  step: name,
  code: 'x',
  says,
  since: '2026-01-01T00:00:00.000Z',
  until,
  message: null,
  lease: null,
  lane_service: null,
});

describe('what holds the steps of a run up', () => {
  it('says once what holds several up that follow each other', () => {
    const groups = heldUp([step('a', 'its run has failed'), step('b', 'its run has failed'), step('c', 'to come')]);
    expect(groups.map(({ steps, by }) => [steps, by.says])).toEqual([
      [['a', 'b'], 'its run has failed'],
      [['c'], 'to come'],
    ]);
  });

  it('lets one that goes on by itself stand alone', () => {
    const at = '2026-01-01T01:00:00.000Z';
    expect(heldUp([step('a', 'waits', at), step('b', 'waits', at)]).map(({ steps }) => steps)).toEqual([['a'], ['b']]);
  });
});

import type { RecordingEvent } from '../recording-api.js';
import { anchoredEvent, eventAnchor, momentsOf, positionOf } from './moments.js';

const event = (id: string, message: string): RecordingEvent => ({
  id,
  message,
  type: 'StepStarted',
  step: null,
  status_after: 'PROCESSING',
  failed_after: false,
  actor: null,
  occurred_at: `2026-01-01T00:00:0${id[0] ?? '0'}.000Z`,
  recorded_at: `2026-01-01T00:00:0${id[0] ?? '0'}.000Z`,
});

describe('the moments of a history', () => {
  it('are its commits: events of one commit were never seen apart', () => {
    const moments = momentsOf([event('1.0', 'registered'), event('1.1', 'source'), event('4.0', 'run')]);
    expect(moments).toEqual([
      { position: '1', at: '2026-01-01T00:00:01.000Z', message: 'source' },
      { position: '4', at: '2026-01-01T00:00:04.000Z', message: 'run' },
    ]);
  });

  it('are named by the position in the log, however large it has grown', () => {
    expect(positionOf(event('90071992547409931.12', 'late'))).toBe('90071992547409931');
  });

  it('can be asked for by the address of the page', () => {
    expect(anchoredEvent(`#${eventAnchor('28.1')}`)).toBe('28.1');
    expect([anchoredEvent(''), anchoredEvent('#content')]).toEqual([undefined, undefined]);
  });
});

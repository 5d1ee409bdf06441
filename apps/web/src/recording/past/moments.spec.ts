import type { AuditEvent } from '@throughline/api-client';
import { parseEventAnchor, eventAnchor, listMoments, positionOf } from './moments.js';

const event = (id: string, message: string): AuditEvent => ({
  id,
  message,
  type: 'StepStarted',
  step: null,
  status_after: 'PROCESSING',
  failed_after: false,
  detail: {},
  actor: { kind: 'service', id: 'processing', name: null },
  occurred_at: `2026-01-01T00:00:0${id[0] ?? '0'}.000Z`,
  recorded_at: `2026-01-01T00:00:0${id[0] ?? '0'}.000Z`,
  imported: false,
});

describe('the moments of a history', () => {
  it('are its commits, because events of one commit take effect together', () => {
    const moments = listMoments([event('1.0', 'registered'), event('1.1', 'source'), event('4.0', 'run')]);
    expect(moments).toEqual([
      { position: '1', at: '2026-01-01T00:00:01.000Z', message: 'source' },
      { position: '4', at: '2026-01-01T00:00:04.000Z', message: 'run' },
    ]);
  });

  it('have the log position as name, however large it is', () => {
    expect(positionOf(event('90071992547409931.12', 'late'))).toBe('90071992547409931');
  });

  it('can be linked by an address', () => {
    expect(parseEventAnchor(`#${eventAnchor('28.1')}`)).toBe('28.1');
    expect([parseEventAnchor(''), parseEventAnchor('#content')]).toEqual([undefined, undefined]);
  });
});

import type { AuditEvent } from '@throughline/api-client';
import { parseEventAnchor, eventAnchor, listMoments, positionOf } from './moments.js';

const event = (id: string, message: string, type = 'RunStarted'): AuditEvent => ({
  id,
  message,
  type,
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
    const events = [event('1.0', 'registered'), event('1.1', 'source'), event('4.0', 'run')];
    const moments = listMoments(events, { isTechnicalShown: false, moment: undefined });
    expect(moments).toEqual([
      { position: '1', at: '2026-01-01T00:00:01.000Z', message: 'source', line: 2 },
      { position: '4', at: '2026-01-01T00:00:04.000Z', message: 'run', line: 3 },
    ]);
  });

  it('leave out what the history hides, except the one that the reader looks at', () => {
    const scheduled = event('3.1', 'scheduled', 'StepScheduled');
    const events = [event('1.0', 'registered'), event('2.0', 'started', 'StepStarted'), event('3.0', 'done'), scheduled];
    const listed = (isTechnicalShown: boolean, moment?: string): readonly string[] =>
      listMoments(events, { isTechnicalShown, moment }).map(({ position }) => position);
    expect([listed(false), listed(true), listed(false, '2')]).toEqual([
      ['1', '3'],
      ['1', '2', '3'],
      ['1', '2', '3'],
    ]);
    expect(listMoments(events, { isTechnicalShown: false, moment: '3' }).at(-1)).toMatchObject({ message: 'done', line: 2 });
  });

  it('have the log position as name, however large it is', () => {
    expect(positionOf(event('90071992547409931.12', 'late'))).toBe('90071992547409931');
  });

  it('can be linked by an address', () => {
    expect(parseEventAnchor(`#${eventAnchor('28.1')}`)).toBe('28.1');
    expect([parseEventAnchor(''), parseEventAnchor('#content')]).toEqual([undefined, undefined]);
  });
});

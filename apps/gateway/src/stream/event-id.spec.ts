import { parsePosition } from '@throughline/event-store';
import fc from 'fast-check';
import { eventId, scopeOf, toldBy } from './event-id.js';

const position = fc.bigInt({ min: 0n, max: 10n ** 18n }).map((value) => parsePosition(value.toString()));
const era = fc.stringMatching(/^[\w-]{8}$/);

describe('the id of an event', () => {
  it('says where the stream stood, for any place in any log', () => {
    fc.assert(
      fc.property(era, fc.array(position, { minLength: 1, maxLength: 32 }), (name, vector) => {
        const scope = scopeOf('mine');
        expect(toldBy(scope, eventId(scope, { era: name, vector }))).toEqual({ era: name, vector });
      }),
    );
  });

  it('holds for its own kind of stream and library alone', () => {
    const id = eventId(scopeOf('one'), { era: 'e', vector: [parsePosition('5')] });
    expect(toldBy(scopeOf('other'), id)).toBeUndefined();
  });

  it('is refused, and breaks nothing, where it comes from elsewhere', () => {
    const scope = scopeOf('mine');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `a.${scope}.e.${text}`),
        ),
        (text) => {
          const told = toldBy(scope, text);
          expect(told === undefined || eventId(scope, told).startsWith(`a.${scope}.`)).toBe(true);
        },
      ),
    );
    expect(toldBy(scope, `a.${scope}.e.${'zzzzzzzzzzzzz-'.repeat(20)}z`)).toBeUndefined();
  });
});

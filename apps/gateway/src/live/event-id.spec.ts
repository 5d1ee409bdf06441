import { parsePosition } from '@throughline/event-store';
import fc from 'fast-check';
import { formatEventId, hashScope, parseEventId } from './event-id.js';

const position = fc.bigInt({ min: 0n, max: 10n ** 18n }).map((value) => parsePosition(value.toString()));
const era = fc.stringMatching(/^[\w-]{8}$/);

describe('the id of an event', () => {
  it('encodes the position of the stream, for any position in any log', () => {
    fc.assert(
      fc.property(era, fc.array(position, { minLength: 1, maxLength: 32 }), (name, vector) => {
        const scope = hashScope('mine');
        expect(parseEventId(scope, formatEventId(scope, { era: name, vector }))).toEqual({ era: name, vector });
      }),
    );
  });

  it('is valid only for its own kind of stream and library', () => {
    const id = formatEventId(hashScope('one'), { era: 'e', vector: [parsePosition('5')] });
    expect(parseEventId(hashScope('other'), id)).toBeUndefined();
  });

  it('is refused without an error if it comes from elsewhere', () => {
    const scope = hashScope('mine');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `a.${scope}.e.${text}`),
        ),
        (text) => {
          const parsed = parseEventId(scope, text);
          expect(parsed === undefined || formatEventId(scope, parsed).startsWith(`a.${scope}.`)).toBe(true);
        },
      ),
    );
    expect(parseEventId(scope, `a.${scope}.e.${'zzzzzzzzzzzzz-'.repeat(20)}z`)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { restoreTokens } from './tokens.js';

/** Returns the binding's result for a text whose bytes are cut at these places. */
function cutAt(text: string, cuts: readonly number[]): Parameters<typeof restoreTokens>[0] {
  const bytes = Buffer.from(text);
  const places = [0, ...new Set([...cuts].sort((a, b) => a - b)), bytes.length];
  const segments = places.slice(1).map((end, index) => {
    const start = places[index] ?? 0;
    return { text: bytes.toString('utf8', start, end), t0: start * 10, t1: end * 10 };
  });
  return { result: text, segments };
}

const decode = (texts: readonly string[]): string => Buffer.from(texts.join(''), 'latin1').toString('utf8');

describe('restoreTokens', () => {
  it('returns tokens with their times, without the empty ones', () => {
    const segments = [
      { text: '', t0: 0, t1: 0 },
      { text: ' Hel', t0: 0, t1: 400 },
      { text: 'lo,', t0: 400, t1: 900 },
    ];
    expect(restoreTokens({ result: ' Hello,', segments })).toEqual([
      { text: ' Hel', offsets: { from: 0, to: 400 } },
      { text: 'lo,', offsets: { from: 400, to: 900 } },
    ]);
  });

  it('restores the bytes of tokens that share a character', () => {
    const given = cutAt(' при', [6]);
    expect(given.segments.map(({ text }) => text)).toEqual([' пр\ufffd', '\ufffd']);
    const [first, second] = restoreTokens(given);
    expect(Buffer.from(first?.text ?? '', 'latin1')).toEqual(Buffer.from(' при').subarray(0, 6));
    expect(Buffer.from(second?.text ?? '', 'latin1')).toEqual(Buffer.from(' при').subarray(6));
  });

  it('keeps a character that the model itself left incomplete', () => {
    const segments = [{ text: ' so \ufffd', t0: 0, t1: 10 }];
    expect(decode(restoreTokens({ result: ' so \ufffd', segments }).map(({ text }) => text))).toBe(' so \ufffd');
    expect(restoreTokens({ result: '', segments: [] })).toEqual([]);
  });

  it('returns the tokens as they are if they are no parts of the text', () => {
    const segments = [{ text: ' words', t0: 0, t1: 10 }];
    expect(restoreTokens({ result: ' other', segments })).toMatchObject([{ text: ' words' }]);
  });

  it('loses no character, wherever the bytes are cut', () => {
    const word = fc.constantFrom(' the', ' при', 'р', '東', '京', 'é', '🎬', ',', ' ñ');
    const words = fc.array(word, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.array(fc.nat(60)), (pieces, cuts) => {
        const text = pieces.join('');
        const inside = cuts.filter((place) => place > 0 && place < Buffer.byteLength(text));
        expect(decode(restoreTokens(cutAt(text, inside)).map((token) => token.text))).toBe(text);
      }),
    );
  });
});

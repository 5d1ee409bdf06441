import { toErrorFields, formatError } from './error-fields.js';

const WORD = 'zanzibar';

describe('an error in a log', () => {
  it('has class, ids, codes and frames, and those of its causes', () => {
    const cause = Object.assign(new Error('connect'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address: '127.0.0.1',
      port: 1,
    });
    const error = Object.assign(new TypeError('fetch failed', { cause }), { kind: 'unavailable', status: 503 });
    const fields = toErrorFields(error);
    expect(fields).toMatchObject({
      type: 'TypeError',
      kind: 'unavailable',
      status: 503,
      stack: expect.stringMatching(/^at .*error-fields\.spec/) as string,
      cause: { type: 'Error', code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 1 },
    });
    expect(formatError(fields)).toBe('TypeError unavailable 503: Error ECONNREFUSED');
  });

  it.each<[string, () => unknown]>([
    ['its message', () => new Error(WORD)],
    ['a message with lines like frames', () => new Error(`a\n    at ${WORD} (/x.js:1:1)\n    at ${WORD}`)],
    ['a message that was changed later', () => Object.assign(new Error(`a\n${WORD}`), { message: 'b' })],
    ['a name from an answer', () => Object.assign(new Error('a'), { name: WORD })],
    ['a code of several words', () => Object.assign(new Error('a'), { code: `the ${WORD} code` })],
    [
      'fields of another service',
      () => Object.assign(new Error('a'), { detail: WORD, response: { body: WORD }, path: `/${WORD}` }),
    ],
    ['unparsable input', () => parsed(`${WORD} is no JSON`)],
    ['a cause', () => new Error('a', { cause: new Error(WORD) })],
    ['an error of an AggregateError', () => new AggregateError([new Error(WORD)], WORD)],
    ['a thrown text', () => WORD],
  ])('omits %s', (_what, thrown) => {
    expect(JSON.stringify(toErrorFields(thrown()))).not.toContain(WORD);
  });

  it('ends if errors cause each other', () => {
    const [one, other] = [new Error('a'), new Error('b')];
    one.cause = other;
    other.cause = one;
    expect(() => JSON.stringify(toErrorFields(one))).not.toThrow();
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

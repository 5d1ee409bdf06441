import { assertSafeShape, findDepthProblem } from './body-shape.js';
import { Problem, invalid } from './problem.js';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
const refusalOf = (body: unknown): Problem | undefined => {
  try {
    assertSafeShape(body);
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error : undefined;
  }
};

describe('the shape of a body', () => {
  it('is accepted up to the limit of depth, and refused beyond it at any depth', () => {
    expect(findDepthProblem(nested(32))).toBeUndefined();
    expect(findDepthProblem(nested(33))?.code).toBe('malformed-request');
    expect(refusalOf(nested(30_000))?.code).toBe('malformed-request');
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'is refused with a member named %s, at any depth',
    (name) => {
      const refusal = refusalOf(JSON.parse(`{"a":[{"b/c":{"${name}":1}}]}`));
      expect(refusal?.options.errors).toEqual([{ pointer: `/a/0/b~1c/${name}`, message: 'is not the name of a field' }]);
    },
  );

  it('is accepted if nothing is wrong with it', () => {
    expect(refusalOf({ title: '__proto__', list: ['constructor', null, 1, true] })).toBeUndefined();
    expect(refusalOf(undefined)).toBeUndefined();
  });
});

describe('a refusal with field errors', () => {
  it('lists the first ones, counts the others, and never echoes the whole request', () => {
    const problem = invalid(
      Array.from({ length: 1_000 }, () => ({ pointer: `/${'x'.repeat(299)}😀`, message: 'y'.repeat(9_000) })),
    );
    expect(problem.options.errors).toHaveLength(20);
    expect(problem.options.detail).toMatch(/; and 980 more$/);
    expect(JSON.stringify(problem.options).length).toBeLessThan(32 * 1024);
    expect(problem.options.errors?.[0]?.pointer).toBe(`/${'x'.repeat(299)}…`);
  });
});

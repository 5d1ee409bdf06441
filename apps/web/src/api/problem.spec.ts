import { isGatewayUnreachable, isSignedOut, parseProblem } from './problem.js';

describe('a refusing answer', () => {
  it('is a problem document if the gateway sent it', () => {
    const problem = parseProblem({
      title: 'A valid token is needed',
      status: 401,
      code: 'unauthorized',
      detail: 'There is none.',
    });
    expect([problem?.message, problem?.code, isSignedOut(problem), isGatewayUnreachable(problem)]).toEqual([
      'There is none.',
      'unauthorized',
      true,
      false,
    ]);
  });

  it('keeps the time that the gateway asks to wait', () => {
    const read = (headers: Record<string, string>) =>
      parseProblem({ title: 'Too many requests', status: 429, code: 'rate-limited' }, new Headers(headers))?.retryAfterMs;
    expect([read({ 'Retry-After': '7' }), read({})]).toEqual([7_000, undefined]);
  });

  it("is not taken for the gateway's if a proxy sent it", () => {
    for (const body of ['<html>502 Bad Gateway</html>', undefined, null, { status: 502 }, { code: 'x', status: '502' }, []]) {
      expect([body, parseProblem(body)]).toEqual([body, undefined]);
    }
  });
});

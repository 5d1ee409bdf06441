import { isAway, isSignedOut, problemFrom } from './problem.js';

describe('what answers that refuse are taken for', () => {
  it('knows a problem document of the gateway', () => {
    const problem = problemFrom({
      title: 'A valid token is needed',
      status: 401,
      code: 'unauthorized',
      detail: 'There is none.',
    });
    expect([problem?.message, problem?.code, isSignedOut(problem), isAway(problem)]).toEqual([
      'There is none.',
      'unauthorized',
      true,
      false,
    ]);
  });

  it('takes the words of a proxy for nothing that the gateway has said', () => {
    for (const body of ['<html>502 Bad Gateway</html>', undefined, null, { status: 502 }, { code: 'x', status: '502' }, []]) {
      expect([body, problemFrom(body)]).toEqual([body, undefined]);
    }
  });
});

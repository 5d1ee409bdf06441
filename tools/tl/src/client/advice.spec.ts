import { refusalOf } from './answer.js';

const refusal = (status: number, body: object): ReturnType<typeof refusalOf> =>
  refusalOf({ status, headers: {}, body: JSON.stringify(body) });

describe('advice on refused requests', () => {
  it('names the command that shows the existing item, and the option that registers the file again', () => {
    const error = refusal(409, {
      code: 'duplicate',
      detail: 'It is there.',
      try_instead: 'allow_duplicate=true',
      existing_id: 'r1',
    });
    expect(error).toMatchObject({ exit: 'refused', message: 'It is there.' });
    expect(error.details.tryInstead).toBe('tl status r1 shows it; --allow-duplicate registers the file again.');
  });

  it("is the server's own advice if that suits a command line", () => {
    const error = refusal(409, { code: 'already-running', detail: 'A run is active.', try_instead: 'Wait for it to end.' });
    expect(error.details).toMatchObject({ code: 'already-running', tryInstead: 'Wait for it to end.' });
  });

  it.each([
    ['delete the output with `?detach=true`, which removes', 'delete the output with `--detach`, which removes'],
    [
      'Wait until it has ended; GET /api/v1/sources/{id} shows it as `last_sync`.',
      'Wait until it has ended; `tl source syncs SOURCE` lists it.',
    ],
    [
      'Wait until its run ends; GET /api/v1/jobs/{id} has it as `last_run`.',
      'Wait until its run ends; `tl job runs JOB` lists it.',
    ],
  ])('names options and commands in place of requests: %s', (try_instead, advice) => {
    expect(refusal(409, { code: 'source-in-use', detail: 'It is used.', try_instead }).details.tryInstead).toBe(advice);
  });

  it('treats an invalid value as wrong usage, without a pointer into the request', () => {
    const errors = [{ pointer: '/query/sort', message: 'must be one of created_at, title' }];
    const error = refusal(400, { code: 'invalid', detail: '/query/sort: must be one of created_at, title', errors });
    expect(error).toMatchObject({ exit: 'usage', message: 'sort: must be one of created_at, title' });
  });

  it('names a sufficient token', () => {
    const tryInstead = expect.stringContaining('--scopes admin') as string;
    for (const advice of [{}, { try_instead: 'Use a token with the scope that `detail` names.' }]) {
      const error = refusal(403, { code: 'forbidden', detail: 'The token lacks the scope admin.', ...advice });
      expect(error).toMatchObject({ exit: 'refused', details: { tryInstead } });
    }
  });

  it('proposes no other token if a scope is not what is missing', () => {
    const try_instead = 'Send `texts=false`, or ask an owner of the library.';
    const error = refusal(403, { code: 'forbidden', detail: 'Only an owner exports the texts.', try_instead });
    expect(error.details.tryInstead).toBe('Use `--no-texts`, or ask an owner of the library.');
  });

  it('shows the status code if the server gives no reason', () => {
    expect(refusal(418, {})).toMatchObject({ message: 'The server answered 418', details: {} });
  });
});

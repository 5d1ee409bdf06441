import type { Problem } from '@throughline/api-client';
import { mayHaveBeenSaved } from './may-have-been-saved.js';
import { ApiProblem, GatewayUnreachable } from './problem.js';

const problem = (status: number, code: Problem['code']): ApiProblem => new ApiProblem({ title: code, status, code });

describe('a change whose request failed', () => {
  it.each<[string, Error]>([
    ['there was no answer', new GatewayUnreachable('no answer')],
    ['the gateway does not know the outcome', problem(503, 'outcome-unknown')],
    ['the first request is still in progress', problem(409, 'request-in-progress')],
  ])('is sent again with the same key if %s', (_, error) => {
    expect(mayHaveBeenSaved(error)).toBe(true);
  });

  it.each<[number, Problem['code']]>([
    [409, 'transcribing'],
    [412, 'transcript-changed'],
    [400, 'invalid'],
  ])('is sent with a new key after %i %s, because the API would repeat that answer', (status, code) => {
    expect(mayHaveBeenSaved(problem(status, code))).toBe(false);
  });
});

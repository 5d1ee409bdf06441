import { ApiProblem, GatewayAway } from '../../api/problem.js';
import { mayHaveBeenSaved } from './use-corrected.js';

const problem = (status: number, code: string): ApiProblem => new ApiProblem({ title: code, status, code });

describe('a correction that was not saved as far as the page knows', () => {
  it.each<[string, Error]>([
    ['nobody has answered', new GatewayAway('no answer')],
    ['the gateway does not know', problem(503, 'outcome-unknown')],
    ['the first one is still under way', problem(409, 'request-in-progress')],
  ])('is sent again under its own key where %s', (_, error) => {
    expect(mayHaveBeenSaved(error)).toBe(true);
  });

  it.each([
    [409, 'transcribing'],
    [412, 'transcript-changed'],
    [400, 'invalid'],
  ])('is another request after %i %s: that answer would be told again', (status, code) => {
    expect(mayHaveBeenSaved(problem(status, code))).toBe(false);
  });
});

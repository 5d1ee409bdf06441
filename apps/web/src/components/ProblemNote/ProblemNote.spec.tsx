import { ApiProblem } from '../../api/problem.js';
import { drawView } from '../../testing/draw-view.js';
import { ProblemNote } from './ProblemNote.js';

const draw = (...errors: readonly { readonly pointer: string; readonly message: string }[]) => {
  const error = new ApiProblem({ type: '', title: 'Invalid', status: 400, code: 'invalid', errors });
  return drawView(<ProblemNote error={error} />, () => undefined);
};

describe('a refusal because of fields', () => {
  it('names each field once, also a single one', () => {
    const url = { pointer: '/url', message: 'must start with https://' };
    expect(draw(url).words).toContain('url must start with https://');
    expect(draw(url).words.match(/url/g)).toHaveLength(1);
    expect(draw(url, { pointer: '/retry/max_attempts', message: 'must not be less than 1' }).words).toContain(
      'retry.max_attempts must not be less than 1',
    );
  });

  it('names no field for the whole request, and no parameter, which people do not see', () => {
    for (const pointer of ['', '/query/q']) {
      const { html, words } = draw({ pointer, message: 'must have a word to look for' });
      expect(words).toContain('must have a word to look for');
      expect(html).not.toContain('<code>');
    }
  });
});

import { ApiProblem, GatewayUnreachable, type Refusal } from '../../api/problem.js';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { CorrectionRefused } from './CorrectionRefused.js';

const ignore = (): void => undefined;
const words = text.recording.correction;

const draw = (code: NonNullable<Refusal['code']>, readError: Error | null): string =>
  drawView(
    <CorrectionRefused
      error={new ApiProblem({ title: 'Refused', status: 412, code })}
      readError={readError}
      onRebase={ignore}
      onDiscard={ignore}
    />,
    ignore,
  ).words;

describe('the refusal of a correction', () => {
  it('lets the user apply the changes to the newer version, or discard them', () => {
    const shown = draw('transcript-changed', null);
    for (const expected of [words.changedMeanwhile, words.rebase, words.discard]) expect(shown).toContain(expected);
    expect(draw('unavailable', null)).not.toContain(words.rebase);
  });

  it('says why the newer version could not be read, and can be tried again', () => {
    const shown = draw('transcript-changed', new GatewayUnreachable());
    for (const expected of [text.problem.away, words.rebase]) expect(shown).toContain(expected);
  });
});

import { renderToString } from 'react-dom/server';
import { text } from '../texts/text.js';
import { StepLine, type LineStep } from './StepLine.js';
import { STEP_LOOKS, type StepMark } from './step-look.js';

const aStep = (mark: StepMark, progress: number | null = null): LineStep => ({ step: mark, mark, progress });

describe('the line of the steps of a run', () => {
  it('has a segment for each step, in its state', () => {
    const marks = Object.keys(STEP_LOOKS) as StepMark[];
    const html = renderToString(<StepLine steps={marks.map((mark) => aStep(mark))} />);
    const drawn = [...html.matchAll(/class="\w+ step-(\w+)"/g)].map(([, name = '']) => name.toUpperCase());
    expect(drawn).toEqual(marks);
  });

  it('fills the running step only if its part is known, and never to the end', () => {
    const draw = (progress: number | null): string =>
      renderToString(<StepLine steps={[aStep('COMPLETED', 1), aStep('IN_PROGRESS', progress)]} />);
    expect(draw(0.4)).toContain('inline-size:40%');
    expect(draw(0.999)).toContain('inline-size:99%');
    expect(draw(null)).not.toContain('inline-size');
  });

  it('says to screen readers how many steps are behind, unless words beside it do', () => {
    const steps = [aStep('COMPLETED'), aStep('SKIPPED'), aStep('FAILED'), aStep('PENDING')];
    expect(renderToString(<StepLine steps={steps} />)).toContain(`role="img" aria-label="${text.itemList.steps(2, 4)}"`);
    expect(renderToString(<StepLine steps={steps} isExplained />)).not.toContain('aria-label');
  });
});

import { findArrowStep } from './arrow-step.js';

const pressed = { key: 'ArrowLeft', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

describe('an arrow key', () => {
  it('goes back and on', () => {
    expect(findArrowStep(pressed, 'ArrowLeft', 'ArrowRight')).toBe(-1);
    expect(findArrowStep({ ...pressed, key: 'ArrowRight' }, 'ArrowLeft', 'ArrowRight')).toBe(1);
    expect(findArrowStep({ ...pressed, key: 'Home' }, 'ArrowLeft', 'ArrowRight')).toBe(0);
  });

  it.each(['altKey', 'ctrlKey', 'metaKey', 'shiftKey'])('is left to the browser with %s', (modifier) => {
    expect(findArrowStep({ ...pressed, [modifier]: true }, 'ArrowLeft', 'ArrowRight')).toBe(0);
  });
});

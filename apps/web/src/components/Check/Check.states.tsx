import type { States } from '../states.js';
import { Check } from './Check.js';

const ignore = (): void => undefined;

export const states: States = {
  checked: <Check label="Publish automatically" isChecked onChange={ignore} />,
  refused: <Check label="Publish automatically" hint="After each run." error="needs an output" isChecked onChange={ignore} />,
  unchecked: <Check label="Publish automatically" isChecked={false} onChange={ignore} />,
};

import type { States } from '../states.js';
import { Check } from './Check.js';

const ignore = (): void => undefined;

export const states: States = {
  checked: <Check label="Publish automatically" isChecked onChange={ignore} />,
  unchecked: <Check label="Publish automatically" isChecked={false} onChange={ignore} />,
};

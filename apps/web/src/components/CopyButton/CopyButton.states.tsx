import type { States } from '../states.js';
import { CopyButton } from './CopyButton.js';

export const states: States = {
  plain: <CopyButton words="npx tl sign-in" />,
  'with its own label': <CopyButton words="npx tl sign-in" label="Copy command" />,
};

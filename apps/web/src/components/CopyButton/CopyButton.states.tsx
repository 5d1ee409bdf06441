import type { States } from '../states.js';
import { CopyButton } from './CopyButton.js';

const clipboard = { writeText: () => Promise.resolve() };

export const states: States = {
  plain: <CopyButton words="npx tl sign-in" clipboard={clipboard} />,
  'with its own label': <CopyButton words="npx tl sign-in" label="Copy command" clipboard={clipboard} />,
  'over http': <CopyButton words="npx tl sign-in" clipboard={null} />,
};

import type { States } from '../states.js';
import { EmptyState } from './EmptyState.js';

export const states: States = {
  'with a next step': (
    <EmptyState title="No sessions yet">
      <p>Choose a file above to transcribe it.</p>
    </EmptyState>
  ),
  'title only': <EmptyState title="No results" />,
};

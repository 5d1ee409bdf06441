import { Button } from '../Button/Button.js';
import type { States } from '../states.js';
import { Note } from './Note.js';

export const states: States = {
  bad: (
    <Note tone="bad" icon="failed" title="Failed at: Transcribe">
      <p>The engine stopped.</p>
      <p className="quiet">5 minutes ago</p>
    </Note>
  ),
  'warn, with an action': (
    <Note tone="warn" title="Not saved yet">
      <Button size="small">Continue</Button>
    </Note>
  ),
  calm: <Note tone="calm" icon="deleted" title="Deleted" />,
  'without a title': (
    <Note tone="calm">
      <p>Found in the text, without a model.</p>
    </Note>
  ),
};

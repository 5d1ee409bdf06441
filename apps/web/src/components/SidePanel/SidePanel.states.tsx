import type { States } from '../states.js';
import { PanelButton } from './SidePanel.js';

export const states: States = {
  closed: (
    <PanelButton label="Add channel">
      {(close) => (
        <form onSubmit={close}>
          <label>
            Name <input />
          </label>
        </form>
      )}
    </PanelButton>
  ),
};

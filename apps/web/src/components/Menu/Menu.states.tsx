import type { States } from '../states.js';
import { Menu } from './Menu.js';

const ignore = (): void => undefined;

export const states: States = {
  'with a refused and a dangerous item': (
    <Menu
      label="Actions for Lecture 8"
      items={[
        { key: 'run', label: 'Run', onChoose: ignore },
        { key: 'pause', label: 'Pause', refusal: 'Nothing is running.', onChoose: ignore },
        { key: 'delete', label: 'Delete', isDangerous: true, onChoose: ignore },
      ]}
    />
  ),
  'with checkboxes': (
    <Menu
      label="Columns"
      items={[
        { key: 'outputs', label: 'Outputs', isChecked: true, onChoose: ignore },
        { key: 'added', label: 'Added', isChecked: false, onChoose: ignore },
      ]}
    />
  ),
};

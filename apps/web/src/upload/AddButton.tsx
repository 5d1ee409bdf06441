import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import { useAdd } from './add-context.js';

/** Opens the dialog that adds items. Viewers do not see it. */
export function AddButton(): ReactElement | null {
  const open = useAdd();
  if (!useMayChange()) return null;
  return (
    <Button
      look="primary"
      onClick={() => {
        open();
      }}
    >
      <Icon name="plus" />
      {text.upload.add}
    </Button>
  );
}

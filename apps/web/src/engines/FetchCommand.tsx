import type { ReactElement } from 'react';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { settingsText } from '../texts/settings-text.js';

/** The command for the machine of a worker, for users who may not change its models on the page. */
export function FetchCommand({ model }: { readonly model?: string }): ReactElement {
  const command = model === undefined ? settingsText.engines.command : `${settingsText.engines.command} ${model}`;
  return (
    <p className="command">
      <code>{command}</code> <CopyButton words={command} />
    </p>
  );
}

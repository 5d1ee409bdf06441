import type { ReactElement } from 'react';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { text } from '../texts/text.js';

/** The gateway cannot fetch a model for the machine of a worker, so a person types the command there. */
export function FetchCommand({ model }: { readonly model?: string }): ReactElement {
  const command = model === undefined ? text.engines.command : `${text.engines.command} ${model}`;
  return (
    <p className="command">
      <code>{command}</code> <CopyButton words={command} />
    </p>
  );
}

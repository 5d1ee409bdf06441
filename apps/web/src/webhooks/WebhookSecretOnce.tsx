import type { ReactElement } from 'react';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.webhooks;

/** Shows the secret, which cannot be shown again. */
export function WebhookSecretOnce({ name, secret }: { readonly name: string; readonly secret: string }): ReactElement {
  return (
    <div className="line-more secret-once" role="status">
      <p>
        <strong dir="auto">{name}</strong>
      </p>
      <p className="quiet">{words.secretMade}</p>
      <p className="command">
        <code>{secret}</code> <CopyButton words={secret} label={words.copySecret} />
      </p>
    </div>
  );
}

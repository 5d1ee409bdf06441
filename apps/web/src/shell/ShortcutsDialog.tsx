import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Check } from '../components/Check/Check.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { switchShortcuts, useShortcutsOn } from '../components/shortcuts.js';

const words = settingsText.shortcuts;

/** Lists the keys of the page, and switches them off and on. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const isOn = useShortcutsOn();
  return (
    <Dialog title={text.shortcuts} size="wide" onClose={onClose}>
      <div className="dialog-body shortcuts">
        {words.groups.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, effect]) => (
                <div key={key}>
                  <dt>{effect}</dt>
                  <dd>
                    {key.split(' · ').map((cap) => (
                      <kbd key={cap}>{cap}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-buttons">
        <Check label={words.on} isChecked={isOn} onChange={switchShortcuts} />
        <p className="quiet">{words.rest}</p>
        <Button look="primary" onClick={onClose}>
          {text.close}
        </Button>
      </div>
    </Dialog>
  );
}

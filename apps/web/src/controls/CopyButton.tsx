import { useState, type ReactElement } from 'react';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { Icon } from './Icon.js';

const SHOWN_MS = 2_000;

/** The clipboard of the browser is there only over TLS or on this machine; elsewhere a selection is copied as ever. */
async function copyText(words: string): Promise<void> {
  const clipboard = (navigator as Partial<Navigator>).clipboard;
  if (clipboard !== undefined) {
    await clipboard.writeText(words);
    return;
  }
  const area = document.createElement('textarea');
  area.value = words;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

export function CopyButton({ words, label = text.copy }: { readonly words: string; readonly label?: string }): ReactElement {
  const [isCopied, setCopied] = useState(false);
  const announce = useAnnounce();
  const copy = (): void => {
    void copyText(words).then(() => {
      setCopied(true);
      announce(text.copied);
      setTimeout(() => {
        setCopied(false);
      }, SHOWN_MS);
    });
  };
  return (
    <button type="button" className="button small" onClick={copy}>
      <Icon name={isCopied ? 'ready' : 'copy'} />
      {isCopied ? text.copied : label}
    </button>
  );
}

import { useState, type ReactElement } from 'react';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { Button } from '../Button/Button.js';
import { Icon } from '../Icon/Icon.js';

const SHOWN_MS = 2_000;

/** Browsers offer the clipboard only over TLS and on localhost. */
const clipboard = (globalThis as { readonly navigator?: Partial<Navigator> }).navigator?.clipboard;

export function CopyButton({
  words,
  label = text.copy,
}: {
  readonly words: string;
  readonly label?: string;
}): ReactElement | null {
  const [isCopied, setCopied] = useState(false);
  const announce = useAnnounce();
  if (clipboard === undefined) return null;
  const copy = (): void => {
    void clipboard.writeText(words).then(() => {
      setCopied(true);
      announce(text.copied);
      setTimeout(() => {
        setCopied(false);
      }, SHOWN_MS);
    });
  };
  return (
    <Button size="small" onClick={copy}>
      <Icon name={isCopied ? 'ready' : 'copy'} />
      {isCopied ? text.copied : label}
    </Button>
  );
}

import { useId, useState, type ReactElement } from 'react';
import { useAnnounce } from '../Announcer.js';
import { text } from '../../texts/text.js';
import { Button } from '../Button/Button.js';
import { Icon } from '../Icon/Icon.js';

const SHOWN_MS = 2_000;

type Clipboard = Pick<Navigator['clipboard'], 'writeText'>;

interface Props {
  readonly words: string;
  readonly label?: string;
  /** Browsers offer the clipboard only over https and on localhost. */
  readonly clipboard?: Clipboard | null;
}

const findClipboard = (): Clipboard | null =>
  (globalThis as { readonly navigator?: Partial<Navigator> }).navigator?.clipboard ?? null;

/** Copies text. Without a clipboard the button is disabled, and a note beside it says what to do instead. */
export function CopyButton({ words, label = text.copy, clipboard = findClipboard() }: Props): ReactElement {
  const [isCopied, setCopied] = useState(false);
  const announce = useAnnounce();
  const note = useId();
  if (clipboard === null)
    return (
      <>
        <Button size="small" disabled aria-describedby={note}>
          <Icon name="copy" />
          {label}
        </Button>
        <small id={note}>{text.copyNeedsHttps}</small>
      </>
    );
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
      <Icon name={isCopied ? 'check' : 'copy'} />
      {isCopied ? text.copied : label}
    </Button>
  );
}

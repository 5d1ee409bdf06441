import type { ReactElement } from 'react';
import { CopyButton } from '../components/CopyButton/CopyButton.js';

interface Props {
  readonly title: string;
  readonly hint: string;
  /** The text to copy. */
  readonly content: string;
  readonly copy: string;
}

/** Shows an address, or the HTML with it, which cannot be shown again. */
export function ShownOnce({ title, hint, content, copy }: Props): ReactElement {
  return (
    <div className="line-more secret-once" role="status">
      <p>
        <strong dir="auto">{title}</strong>
      </p>
      <p className="quiet">{hint}</p>
      <p className="command">
        <code>{content}</code> <CopyButton words={content} label={copy} />
      </p>
    </div>
  );
}

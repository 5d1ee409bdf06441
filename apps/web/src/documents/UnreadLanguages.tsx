import type { Document } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';
import { nameLanguage } from '../engines/ocr-languages.js';

const words = text.documentView.languages;

/** Says in which languages a scan could not be read, and how to get them. */
export function UnreadLanguages({ document }: { readonly document: Document }): ReactElement | null {
  const missing = document.text?.languages_missing ?? [];
  if (missing.length === 0 || document.run?.active === true) return null;
  const isRead = document.text?.languages !== undefined && document.text.languages.length > 0;
  const command = `${words.command} ${missing.join(' ')}`;
  const names = missing.map(nameLanguage).join(', ');
  return (
    <Note tone="warn" icon="skipped" title={isRead ? words.partly(names) : words.unread(names)}>
      <p>{words.howTo}</p>
      <p className="command">
        <code>{command}</code> <CopyButton words={command} />
      </p>
      <p>{words.others}</p>
    </Note>
  );
}

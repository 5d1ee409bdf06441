import type { ReactElement } from 'react';
import { Note } from '../components/Note/Note.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';

const words = text.mirror.trouble;

/** Why a Notion page could not be written. The message says what to do. */
export interface PageWriteError {
  readonly code: string;
  readonly message: string;
  readonly since: string;
  readonly retry_at: string | null;
  readonly tries?: number;
}

/** Shows the error in the words of the API, and the time of the next try. */
export function Trouble({
  trouble: { code, message, since, retry_at, tries },
}: {
  readonly trouble: PageWriteError;
}): ReactElement {
  return (
    <Note tone="bad" icon="failed" title={<span dir="auto">{message}</span>}>
      <p className="quiet">
        <code>{code}</code> · {words.since} <Ago at={since} />
        {tries !== undefined && ` · ${words.tries(tries)}`}
        {retry_at !== null && (
          <>
            {' · '}
            {words.nextTry} <Ago at={retry_at} />
          </>
        )}
      </p>
    </Note>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { signedOutQuery } from '../api/provider.js';
import { Note } from '../components/Note/Note.js';
import { At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.accountDeletion.ended;

/** After the deletion of the own account was requested: says when it starts, and who can cancel it. */
export function DeletedAccount(): ReactElement | null {
  const { data } = useQuery(signedOutQuery);
  const deletion = data?.deletion;
  if (deletion === undefined) return null;
  const isWaiting = Date.parse(deletion.starts_at) > Date.parse(deletion.created_at);
  return (
    <Note tone="warn" role="status" title={words.title}>
      <p>
        {isWaiting ? words.waits : words.runs}
        {isWaiting && (
          <>
            {' '}
            <At at={deletion.starts_at} />.
          </>
        )}
      </p>
    </Note>
  );
}

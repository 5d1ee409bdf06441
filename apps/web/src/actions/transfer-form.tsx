import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { librariesQuery } from '../api/libraries-api.js';
import { text } from '../texts/text.js';
import type { ActionForm, FieldsProps } from './action-dialog.js';

const words = text.recording.actions;

interface TransferDraft {
  readonly library: string;
}

function Libraries({ draft, onChange }: FieldsProps<TransferDraft>): ReactElement {
  const { data, isError } = useQuery(librariesQuery);
  if (isError) return <p role="alert">{words.librariesFailed}</p>;
  if (data === undefined) return <p role="status">{words.librariesLoading}</p>;
  const others = data.filter(({ role, current }) => role !== 'viewer' && !current);
  return (
    <>
      {others.length === 0 && <p role="status">{words.noLibrary}</p>}
      <Choice
        label={words.library}
        hint={words.libraryHint}
        required
        options={[['', ''], ...others.map(({ id, name }) => [id, name] as const)]}
        value={draft.library}
        onChange={(library) => {
          onChange({ library });
        }}
      />
      <ul>
        {words.transferChanges.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </>
  );
}

export const transferForm: ActionForm<TransferDraft> = {
  begin: () => ({ library: '' }),
  Fields: Libraries,
  toInput: ({ library }) => ({ library_id: library }),
};

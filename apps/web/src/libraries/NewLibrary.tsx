import { useRef, type ReactElement } from 'react';
import { text } from '../texts/text.js';
import { createLibrary } from '../api/libraries-api.js';
import { LibraryNameDialog } from './LibraryNameDialog.js';
import { useSwitchLibrary } from './use-switch-library.js';

const words = text.libraries;

/** Asks for the name of a new library, creates it and opens it. */
export function NewLibrary({ onClose }: { readonly onClose: () => void }): ReactElement {
  const created = useRef<string>(undefined);
  const { mutateAsync } = useSwitchLibrary();
  return (
    <LibraryNameDialog
      title={words.add}
      hint={words.addHint}
      submit={words.create}
      save={async (name) => {
        // The switch may fail: another try must not create a second library.
        created.current ??= (await createLibrary(name)).id;
        await mutateAsync(created.current);
      }}
      onClose={onClose}
    />
  );
}

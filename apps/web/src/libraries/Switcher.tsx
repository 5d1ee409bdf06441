import type { CurrentUser } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { Icon } from '../components/Icon/Icon.js';
import { Menu } from '../components/Menu/Menu.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';
import { useUploadQueue } from '../upload/UploadsProvider.js';
import { NewLibrary } from './NewLibrary.js';
import { useSwitchLibrary } from './use-switch-library.js';

const words = text.libraries;

type MyLibrary = CurrentUser['library'];

/** A menu of the libraries of the user. */
export function Switcher({ me }: { readonly me: CurrentUser }): ReactElement {
  const { library, libraries } = me;
  const uploads = useUploadQueue();
  const { mutate, error } = useSwitchLibrary();
  const [asking, setAsking] = useState<MyLibrary>();
  const [isAdding, setAdding] = useState(false);
  const choose = (target: MyLibrary): void => {
    if (target.id === library.id) return;
    if (uploads.isBusy) setAsking(target);
    else mutate(target.id);
  };
  const places = libraries.map((one) => ({
    key: one.id,
    label: one.name,
    hint: words.hint(words.roles[one.role], one.id === me.id),
    isChosen: one.id === library.id,
    onChoose: () => {
      choose(one);
    },
  }));
  const add = {
    key: 'add',
    label: words.add,
    icon: 'plus',
    onChoose: () => {
      setAdding(true);
    },
  } as const;
  return (
    <div className="switcher">
      {/* A viewer of the server creates no library. */}
      <Menu className="switcher-button" align="start" items={me.role === 'viewer' ? places : [...places, add]}>
        <span className="switcher-words">
          <span className="unseen">{words.label}: </span>
          <span className="switcher-name" dir="auto">
            {library.name}
          </span>
          <span className="unseen">, </span>
          <small className="quiet">{words.roles[library.role]}</small>
        </span>
        <Icon name="choose" />
      </Menu>
      {error !== null && <ProblemNote error={error} />}
      {asking !== undefined && (
        <ConfirmDialog
          title={words.uploadsTitle(asking.name)}
          confirm={words.switchTo}
          onConfirm={() => {
            mutate(asking.id);
          }}
          onClose={() => {
            setAsking(undefined);
          }}
        >
          <p>{words.uploadsHint}</p>
        </ConfirmDialog>
      )}
      {isAdding && (
        <NewLibrary
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </div>
  );
}

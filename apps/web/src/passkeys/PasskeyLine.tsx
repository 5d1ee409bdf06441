import { useMutation } from '@tanstack/react-query';
import type { Passkey } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { Ago, At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { removePasskey, renamePasskey } from './passkeys-api.js';

const words = settingsText.passkeys;

interface Props {
  readonly passkey: Passkey;
  readonly refresh: () => Promise<unknown>;
}

function Rename({ passkey: { id, name }, refresh }: Props): ReactElement {
  const [draft, setDraft] = useState<string>();
  const { mutate, error } = useMutation({ mutationFn: (to: string) => renamePasskey(id, to), onSettled: refresh });
  return (
    <>
      <Button
        size="small"
        aria-label={words.renameOf(name)}
        onClick={() => {
          setDraft(name);
        }}
      >
        {words.rename}
      </Button>
      {draft !== undefined && (
        <ConfirmDialog
          title={words.renameOf(name)}
          confirm={words.rename}
          onConfirm={() => {
            mutate(draft);
          }}
          onClose={() => {
            setDraft(undefined);
          }}
        >
          <label>
            {words.name}
            <input
              value={draft}
              maxLength={maxLengths.RenamePasskey.name}
              required
              onChange={({ target }) => {
                setDraft(target.value);
              }}
            />
          </label>
        </ConfirmDialog>
      )}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

export function PasskeyLine({ passkey, refresh }: Props): ReactElement {
  const { id, name, created_at: created, last_used_at: used, backed_up: isBackedUp } = passkey;
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong>
        <br />
        <small className="quiet">
          {words.added} <At at={created} /> ·{' '}
          {used === null ? (
            words.neverUsed
          ) : (
            <>
              {words.used} <Ago at={used} />
            </>
          )}{' '}
          · {isBackedUp ? words.backedUp : words.oneDevice}
        </small>
      </span>
      <span className="line-buttons">
        <Rename passkey={passkey} refresh={refresh} />
        <DeleteButton
          name={name}
          words={words.remove}
          hint={words.remove.hint}
          remove={() => removePasskey(id)}
          refresh={refresh}
        />
      </span>
    </li>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { AccountDeletion } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { setCsrfToken } from '../api/client.js';
import { providerSignOutQuery, SIGNED_OUT_KEY, type SignedOutState } from '../api/provider.js';
import { Button } from '../components/Button/Button.js';
import { settingsText } from '../texts/settings-text.js';
import { DeletionDialog } from './DeletionDialog.js';

const words = settingsText.accountDeletion.mine;

/** The deletion of one's own account, which also ends this sign-in. */
export function DeleteMyAccount(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { data: providerUrl = null } = useQuery({ ...providerSignOutQuery, enabled: isOpen });
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = (deletion: AccountDeletion): void => {
    setCsrfToken(null);
    client.clear();
    client.setQueryData<SignedOutState>(SIGNED_OUT_KEY, { providerUrl, deletion });
    void navigate({ to: '/sign-in' });
  };
  return (
    <section className="card" aria-labelledby="delete-account">
      <h2 id="delete-account">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      <p>
        <a href="#your-data">{words.exportFirst}</a>
      </p>
      <div>
        <Button
          look="dangerous"
          onClick={() => {
            setOpen(true);
          }}
        >
          {words.open}
        </Button>
      </div>
      {isOpen && (
        <DeletionDialog
          title={words.title}
          user={undefined}
          onDeleted={leave}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </section>
  );
}
